import { isIP, type Socket } from 'node:net'
import { FailureError, failure } from '@shared/model/failure'
import ipaddr from 'ipaddr.js'
import { percentDecoded } from '../../address/address-text'
import { proxyError, proxyName, proxyWantsLogin } from './proxy'

/**
 * Reads exactly `count` bytes off a socket that nothing else reads, and not one more: what follows stays for its next
 * reader. Rejects with the socket's error, or with ECONNRESET when it ends before.
 */
export async function readExactly(socket: Socket, count: number): Promise<Buffer> {
  let held = Buffer.alloc(0)
  for (;;) {
    // All that is there: after a read of more than that, "readable" would be emitted again at once, forever.
    const bytes: unknown = socket.read()
    if (bytes instanceof Buffer) held = Buffer.concat([held, bytes])
    if (held.length >= count) {
      if (held.length > count) socket.unshift(held.subarray(count))
      return held.subarray(0, count)
    }
    if (socket.readableEnded || socket.destroyed) {
      throw socket.errored ?? Object.assign(new Error('connection closed'), { code: 'ECONNRESET' })
    }
    if (bytes === null) await readable(socket)
  }
}

function readable(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const events = ['readable', 'end', 'error', 'close']
    const settle = () => {
      for (const event of events) socket.off(event, settle)
      resolve()
    }
    for (const event of events) socket.on(event, settle)
  })
}

const version = 5
const noAuthentication = 0
const nameAndPassword = 2
const connectCommand = 1

/** Reply codes of RFC 1928 §6. */
const replies = [
  'granted',
  'general failure',
  'not allowed by ruleset',
  'network unreachable',
  'host unreachable',
  'connection refused',
  'TTL expired',
  'command not supported',
  'address type not supported',
]

/** A name and a password have one byte for their length (RFC 1929 §2). */
const longestWord = 255

/**
 * Asks the SOCKS5 proxy at the other end of `socket` for a connection (RFC 1928), with name and password when the
 * proxy's address has them (RFC 1929). Names are resolved by the proxy. `onGreeted` is called when the proxy has answered the
 * greeting. Throws refused (the proxy cannot reach the host), proxy or auth.
 */
export async function openSocksTunnel(
  socket: Socket,
  proxy: URL,
  host: string,
  port: number,
  onGreeted = () => {},
): Promise<void> {
  const hasName = proxy.username !== ''
  socket.write(Buffer.from(hasName ? [version, 2, noAuthentication, nameAndPassword] : [version, 1, 0]))
  const [answeredVersion, method] = await readExactly(socket, 2)
  if (answeredVersion !== version) throw proxyError(proxy, 'does not speak SOCKS version 5')
  onGreeted()
  if (method === nameAndPassword && hasName) {
    const name = wordBytes(proxy, 'user name', proxy.username)
    const password = wordBytes(proxy, 'password', proxy.password)
    socket.write(
      Buffer.concat([Buffer.from([1, name.length]), name, Buffer.from([password.length]), password]),
    )
    const [, status] = await readExactly(socket, 2)
    if (status !== 0) throw proxyWantsLogin(proxy, 'refuses the user name and the password')
  } else if (method !== noAuthentication) {
    throw proxyWantsLogin(proxy)
  }
  const destination =
    isIP(host) === 0
      ? [3, Buffer.byteLength(host), ...Buffer.from(host)]
      : [isIP(host) === 4 ? 1 : 4, ...ipaddr.parse(host).toByteArray()]
  socket.write(Buffer.from([version, connectCommand, 0, ...destination, port >> 8, port & 255]))
  const [, reply = 1, , type, length = 0] = await readExactly(socket, 5)
  // The bound address is of no use, but must be read off before the first byte of the reply.
  const addressLength = type === 1 ? 4 : type === 4 ? 16 : length + 1
  await readExactly(socket, addressLength - 1 + 2)
  if (reply === 0) return
  const text = replies[reply] ?? `reply ${reply}`
  throw new FailureError(failure('refused', `${proxyName(proxy)} answered: ${text}`))
}

function wordBytes(proxy: URL, what: string, encoded: string): Buffer {
  const bytes = Buffer.from(percentDecoded(encoded))
  if (bytes.length <= longestWord) return bytes
  const text = `cannot be sent a ${what} of ${bytes.length} bytes: at most ${longestWord} fit`
  throw proxyWantsLogin(proxy, text)
}
