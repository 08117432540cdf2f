import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls'
import { forgetOldest } from '@shared/collections/forget-oldest'
import { FailureError, failure } from '@shared/model/failure'
import { basicCredentials } from '../../address/address-text'
import { isSocks, proxyError, proxyName, proxyTarget, proxyWantsLogin, unreachedProxy } from './proxy'
import { openSocksTunnel, readExactly } from './socks'

/** Longest head of a proxy's answer to CONNECT. */
const longestConnectHead = 16 * 1024

/** TLS sessions that are kept for resumption, one a host. */
const keptSessions = 100

/** What a connection needs besides its target. */
export interface ConnectOptions {
  /** http, https, socks5 or socks5h; null connects directly. */
  readonly proxy: URL | null
  /** The proxy that is itself the target, for requests that name the whole address (RFC 9112 §3.2.2). */
  readonly asProxy: URL | null
  readonly lookup: LookupFunction
  /** Trusted certificates; undefined for Node's own. */
  readonly secureContext: SecureContext | undefined
  /** TLS sessions by `host:port`; filled and bounded here. */
  readonly sessions: Map<string, Buffer>
}

/** Where a connection leads. */
interface Target {
  readonly secure: boolean
  /** Without brackets. */
  readonly host: string
  readonly port: number
}

/**
 * Opens a connection that is ready for HTTP: TCP, the tunnel of a proxy, TLS.
 *
 * Aborting destroys the socket at once, whatever it waits for, and rejects with the signal's reason. Errors are those
 * of Node, or FailureError (`tls`, `auth`, `refused`, `proxy`). `onProxy` is called when the proxy answers: what takes
 * longer from then on may be the site.
 */
export async function openSocket(
  target: Target,
  options: ConnectOptions,
  signal: AbortSignal,
  onProxy = () => {},
): Promise<Socket> {
  signal.throwIfAborted()
  let socket: Socket | undefined
  const abort = () => socket?.destroy()
  signal.addEventListener('abort', abort, { once: true })
  try {
    const { proxy, asProxy } = options
    const begun = (opened: Socket) => {
      socket = opened
    }
    if (proxy !== null) {
      socket = await reachProxy(proxy, begun, options)
      if (!isSocks(proxy)) onProxy()
      await openTunnel(socket, proxy, target, onProxy)
      if (target.secure) socket = await startTls(socket, target, options, begun)
    } else if (asProxy !== null) {
      socket = await reachProxy(asProxy, begun, options)
      onProxy()
    } else {
      socket = await openTcp(target, options.lookup, begun)
      if (target.secure) socket = await startTls(socket, target, options, begun)
    }
    signal.throwIfAborted()
    return socket
  } catch (error) {
    socket?.destroy()
    if (signal.aborted) throw signal.reason
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** Connects to a proxy; every error becomes a failure of the proxy. */
async function reachProxy(
  proxy: URL,
  begun: (socket: Socket) => void,
  options: ConnectOptions,
): Promise<Socket> {
  const hop = proxyTarget(proxy)
  try {
    const plain = await openTcp(hop, options.lookup, begun)
    return hop.secure ? await startTls(plain, hop, options, begun) : plain
  } catch (error) {
    throw unreachedProxy(proxy, error)
  }
}

/** Asks a proxy for a connection to the target; a connection that breaks until then is a failure of the proxy. */
async function openTunnel(socket: Socket, proxy: URL, target: Target, onGreeted: () => void): Promise<void> {
  try {
    if (isSocks(proxy)) await openSocksTunnel(socket, proxy, target.host, target.port, onGreeted)
    else await openHttpTunnel(socket, proxy, target)
  } catch (error) {
    throw error instanceof FailureError ? error : proxyError(proxy, 'closed the connection', error)
  }
}

/** Resolves at `event`; rejects with the socket's error, or with ECONNRESET when it closes before. */
function opened<S extends Socket>(socket: S, event: 'connect' | 'secureConnect'): Promise<S> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      socket.off(event, settle).off('close', settle)
      if (socket.destroyed) {
        reject(socket.errored ?? Object.assign(new Error('connection closed'), { code: 'ECONNRESET' }))
      } else resolve(socket)
    }
    // An error without a listener would end the program; 'close' follows it and settles.
    socket
      .on('error', () => {})
      .on(event, settle)
      .on('close', settle)
  })
}

function openTcp(target: Target, lookup: LookupFunction, begun: (socket: Socket) => void): Promise<Socket> {
  const socket = connectTcp({
    host: target.host,
    port: target.port,
    lookup,
    autoSelectFamily: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
  })
  begun(socket)
  return opened(socket, 'connect')
}

function startTls(
  plain: Socket,
  target: Target,
  { secureContext, sessions }: ConnectOptions,
  begun: (socket: Socket) => void,
): Promise<TLSSocket> {
  const key = `${target.host}:${target.port}`
  const session = sessions.get(key)
  const socket = connectTls({
    socket: plain,
    host: target.host,
    // A server name must not be an IP address (RFC 6066 §3).
    ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
    ...(secureContext === undefined ? {} : { secureContext }),
    ...(session === undefined ? {} : { session }),
    // Not h2: undici 7.30 throws outside of any promise when such a session is closed.
    ALPNProtocols: ['http/1.1'],
  })
  begun(socket)
  socket.on('session', (ticket) => {
    sessions.delete(key)
    sessions.set(key, ticket)
    forgetOldest(sessions, keptSessions)
  })
  return opened(socket, 'secureConnect')
}

/** The value of `Proxy-Authorization` for a proxy whose address has a name and a password (RFC 7617). */
export function proxyAuthorization(proxy: URL): string | null {
  return proxy.username === '' ? null : basicCredentials(proxy)
}

/** Asks an HTTP proxy for a tunnel (RFC 9110 §9.3.6). */
async function openHttpTunnel(socket: Socket, proxy: URL, target: Target): Promise<void> {
  const host = isIP(target.host) === 6 ? `[${target.host}]` : target.host
  const authority = `${host}:${target.port}`
  const authorization = proxyAuthorization(proxy)
  const fields = [
    `Host: ${authority}`,
    ...(authorization === null ? [] : [`Proxy-Authorization: ${authorization}`]),
  ]
  socket.write(`CONNECT ${authority} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`)
  // Byte by byte, because the first bytes of the tunnel may follow the head in the same packet.
  let head = ''
  while (!/\r?\n\r?\n$/.test(head)) {
    if (head.length > longestConnectHead) throw proxyError(proxy, 'sends a head without end')
    head += (await readExactly(socket, 1)).toString('latin1')
  }
  const status = Number(/^HTTP\/1\.[01] +(\d{3})/i.exec(head)?.[1] ?? Number.NaN)
  if (Number.isNaN(status)) throw proxyError(proxy, 'does not speak HTTP')
  if (status === 407) throw proxyWantsLogin(proxy)
  if (!(status >= 200 && status < 300)) {
    const text = `${proxyName(proxy)} answered ${status} to CONNECT ${authority}`
    throw new FailureError(failure('refused', text))
  }
}
