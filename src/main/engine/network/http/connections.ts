import type { Socket } from 'node:net'
import Client from 'undici/lib/dispatcher/client.js'
import { type ConnectOptions, openSocket } from './connect'
import { createReplyNormaliser, type ReplyNormaliser } from './normalise-reply'

/** Header fields of one reply, all together (RFC 9110 §5.4 leaves the limit to us). */
const headLimitBytes = 32 * 1024

/** How long an unused connection is kept for the next request. */
const keepAliveMs = 10_000

/** Unused connections that are kept at most, of all hosts together. */
const mostIdle = 32

/** Where requests go: connections are shared only among requests of the same route. */
export interface Route {
  /** Scheme, host and port that the connection is made to, as `URL.origin` has it. */
  readonly origin: string
  readonly connect: ConnectOptions
  /** Tells routes to one origin apart: of different proxies, trust or guard. */
  readonly key: string
}

/** One connection, which carries one request at a time. */
export interface Connection {
  readonly client: Client
  /** null until it is connected. */
  readonly socket: Socket | null
  /** Whether the socket has carried a request before. */
  readonly reused: boolean
  /** Whether a byte has come since `begin`. */
  readonly heard: boolean
  /** A request is about to be sent. */
  begin(): void
  /** The proxy that has not answered yet; null once it has, or when there is none. */
  readonly awaitedProxy: URL | null
  /** The whole reply was read: others may use it. */
  release(): void
  /** Reads nothing more from the socket until `go`: what the other side sends then waits there. */
  hold(): void
  go(): void
  /** Closes the socket at once, connecting or not; whoever waits for its reply gets `reason`. */
  destroy(reason: Error): void
}

/** Connections that are open, and idle ones for reuse. */
export interface Connections {
  /** An idle connection of the route, or a new one; `fresh` refuses one that was used before. */
  take(route: Route, fresh: boolean): Connection
  /** Closes idle connections now. */
  rest(): void
  /** Closes idle connections now and those in use as they come back. */
  retire(): void
  /** Closes everything; resolves when the sockets are closed. */
  close(): Promise<void>
}

/** A socket whose reader can be kept waiting. */
type HeldSocket = Socket & { hold(): void; go(): void }

/**
 * Lets a socket be held from outside, and normalises what it brings. undici's own pause stops its parser, and a connection
 * that ends meanwhile then throws where nobody can catch it; here its parser only finds that nothing has come yet.
 */
function holdable(socket: Socket, normaliser: ReplyNormaliser): HeldSocket {
  let held = false
  const read = socket.read.bind(socket)
  const readNormalised = (size?: number): unknown => {
    for (;;) {
      const bytes: unknown = read(size)
      if (!Buffer.isBuffer(bytes)) return bytes
      const normalised = normaliser.push(bytes)
      // Nothing would mean to the parser that the socket is empty, and it would wait for an event that came already.
      if (normalised.length > 0) return normalised
    }
  }
  return Object.assign(socket, {
    read: (size?: number): unknown => (held ? null : readNormalised(size)),
    hold: () => {
      held = true
    },
    go: () => {
      if (!held) return
      held = false
      if (!socket.destroyed) socket.emit('readable')
    },
  })
}

/** No connection is open yet. */
export function createConnections(): Connections {
  const idle = new Map<Connection, string>()
  const open = new Set<Connection>()
  let generation = 0

  const make = (route: Route): Connection => {
    const born = generation
    const connecting = new AbortController()
    let socket: HeldSocket | null = null
    const normaliser = createReplyNormaliser()
    let awaitedProxy = route.connect.proxy ?? route.connect.asProxy
    let carried = 0
    let connects = 0

    const connect = async (): Promise<Socket> => {
      const { protocol, hostname, port } = new URL(route.origin)
      const secure = protocol === 'https:'
      const host = hostname.replace(/^\[|\]$/g, '')
      const target = { secure, host, port: Number(port) || (secure ? 443 : 80) }
      const opened = await openSocket(target, route.connect, connecting.signal, () => {
        awaitedProxy = null
      })
      socket = holdable(opened, normaliser)
      carried = 0
      return opened
    }

    const client = new Client(route.origin, {
      connect: (_options, callback) => {
        // undici connects again by itself when a connection breaks before the request was written; without a bound,
        // a server that accepts and resets would be asked until the time limit.
        connects += 1
        if (connects > 1) {
          callback(Object.assign(new Error('connection closed'), { code: 'ECONNRESET' }), null)
          return
        }
        connect().then(
          (opened) => callback(null, opened),
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
        )
      },
      pipelining: 1,
      keepAliveTimeout: keepAliveMs,
      maxHeaderSize: headLimitBytes,
      // Both limits are kept by the exchange, which knows when it waits for itself.
      headersTimeout: 0,
      bodyTimeout: 0,
    })

    const leave = () => {
      idle.delete(connection)
      open.delete(connection)
    }
    const end = (reason: Error) => {
      leave()
      connecting.abort(reason)
      socket?.destroy()
      void client.destroy(reason)
    }
    client.on('disconnect', () => {
      // One that was idle is gone for good; one in use fails its request and is destroyed by whoever holds it.
      if (idle.has(connection)) end(new Error('idle connection closed'))
    })

    const connection: Connection = {
      client,
      get socket() {
        return socket
      },
      get reused() {
        return carried > 0
      },
      get awaitedProxy() {
        return awaitedProxy
      },
      get heard() {
        return normaliser.heard
      },
      begin: () => normaliser.begin(),
      release: () => {
        carried += 1
        connects = 0
        // Who bends the rules may also mean another end of the body than we do: the rest would pass for a reply.
        if (born !== generation || normaliser.bent || socket === null || socket.destroyed) {
          end(new Error('connection is not kept'))
          return
        }
        idle.set(connection, route.key)
        const [oldest] = idle.keys()
        if (idle.size > mostIdle) oldest?.destroy(new Error('too many idle connections'))
      },
      hold: () => socket?.hold(),
      go: () => socket?.go(),
      destroy: end,
    }
    open.add(connection)
    return connection
  }

  return {
    take: (route, fresh) => {
      if (!fresh) {
        // The last one that came back is the least likely to have been closed by the server meanwhile.
        for (const [connection, key] of [...idle].reverse()) {
          if (key !== route.key) continue
          idle.delete(connection)
          if (connection.socket?.destroyed === false) return connection
          connection.destroy(new Error('idle connection closed'))
        }
      }
      return make(route)
    },
    rest: () => {
      for (const connection of idle.keys()) connection.destroy(new Error('nobody needs it now'))
    },
    retire: () => {
      generation += 1
      for (const connection of idle.keys()) connection.destroy(new Error('settings changed'))
    },
    close: async () => {
      const closed = [...open].map(
        ({ socket }) =>
          new Promise<void>((resolve) => {
            if (socket === null || socket.closed) resolve()
            else socket.once('close', () => resolve())
          }),
      )
      for (const connection of open) connection.destroy(new Error('closed'))
      await Promise.all(closed)
    },
  }
}
