import { readFileSync } from 'node:fs'

/**
 * Bytes that a server on loopback has sent and its clients have not read, by the client's port (Linux, proc_net_tcp(5);
 * elsewhere none are known).
 *
 * @param {number} serverPort
 * @returns {Map<number, number>}
 */
export function bytesInFlight(serverPort) {
  const flights = new Map()
  const add = (port, bytes) => flights.set(port, (flights.get(port) ?? 0) + bytes)
  let lines = []
  try {
    lines = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1)
  } catch {
    return flights
  }
  for (const line of lines) {
    const [, local, remote, , queues] = line.trim().split(/\s+/)
    const [localPort, remotePort] = [local, remote].map((address) =>
      Number.parseInt(address.split(':')[1], 16),
    )
    const [unsent, unread] = queues.split(':').map((count) => Number.parseInt(count, 16))
    if (localPort === serverPort) add(remotePort, unsent)
    if (remotePort === serverPort) add(localPort, unread)
  }
  return flights
}
