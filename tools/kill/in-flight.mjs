import { readFileSync } from 'node:fs'

/**
 * Bytes that a server on loopback has sent and its clients have not read, by the client's port (Linux, proc_net_tcp(5);
 * elsewhere none are known).
 *
 * @param {number} serverPort
 * @returns {Map<number, number>}
 */
export function bytesInFlight(serverPort) {
  /** @type {Map<number, number>} */
  const flights = new Map()
  /** @param {number} port @param {number} bytes */
  const add = (port, bytes) => flights.set(port, (flights.get(port) ?? 0) + bytes)
  let table = ''
  try {
    table = readFileSync('/proc/net/tcp', 'utf8')
  } catch {
    return flights
  }
  const row = /^ *\d+: [0-9A-F]+:([0-9A-F]+) [0-9A-F]+:([0-9A-F]+) [0-9A-F]+ ([0-9A-F]+):([0-9A-F]+)/gm
  for (const found of table.matchAll(row)) {
    const [localPort = 0, remotePort = 0, unsent = 0, unread = 0] = found
      .slice(1)
      .map((text) => Number.parseInt(text, 16))
    if (localPort === serverPort) add(remotePort, unsent)
    if (remotePort === serverPort) add(localPort, unread)
  }
  return flights
}
