import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { PlainRouteFacts } from '../http1/plain-route'
import { type ConnectOptions, openSocket } from './connect'
import { ReplyNormaliser } from './normalise-reply'
import { type Client, createClient, makePausable, type PausableSocket } from './undici-client'

/** Where requests go: connections are shared only among requests of the same route. */
export interface Route {
  /** Scheme, host and port that the connection is made to, as `URL.origin` has it. */
  readonly origin: string
  readonly connect: ConnectOptions
  /** Distinguishes routes to one origin: by proxy, trust or guard. */
  readonly key: string
  /** The same way for the lane of plain replies; null where it cannot go: through a proxy, or by a resolver of its own. */
  readonly plain: PlainRouteFacts | null
}

/** One connection, which carries one request at a time. */
export interface Connection {
  readonly client: Client
  /** null until it is connected. */
  readonly socket: Socket | null
  /**
   * Whether the socket has carried a request before and no byte has come since `begin`: the server may have closed it
   * without seeing this request.
   */
  readonly isStale: boolean
  /** Whether the connection is open and the last reply leaves no doubt where it ended. */
  readonly isReusable: boolean
  /** The proxy that has not answered yet; null once it has, or when there is none. */
  readonly awaitedProxy: URL | null
  /** A request is about to be sent. */
  begin(): void
  /** The whole reply was read: the owner may lend the connection again. */
  release(): void
  /** Reads nothing more from the socket until `resume`: what the other side sends then waits there. */
  pause(): void
  resume(): void
  /** Closes the socket at once, connecting or not; a request in progress fails with `reason`. */
  destroy(reason: Error): void
}

/** The pool that lends connections out. Each event comes from the connection that it names. */
export interface ConnectionOwner {
  /** Its reply was read whole. */
  released(connection: Connection): void
  /** Its socket has closed. A request in progress fails, and destroys the connection. */
  disconnected(connection: Connection): void
  /** It is gone for good. */
  destroyed(connection: Connection): void
}

/** A connection to the route, which connects when its first request is dispatched. */
export function createConnection(route: Route, owner: ConnectionOwner): Connection {
  const connecting = new AbortController()
  const normaliser = new ReplyNormaliser()
  let socket: PausableSocket | null = null
  let awaitedProxy = route.connect.proxy ?? route.connect.asProxy
  let carried = 0
  let connects = 0

  const connect = async (): Promise<Socket> => {
    connects += 1
    // undici connects again when a connection breaks before the request was written; without a bound, a server that
    // accepts and resets would be asked until the time limit.
    if (connects > 1) throw connectionClosed()
    const opened = await openSocket(targetOf(route), route.connect, connecting.signal, () => {
      awaitedProxy = null
    })
    socket = makePausable(opened, normaliser)
    carried = 0
    return opened
  }

  const connection: Connection = {
    client: createClient(route.origin, connect),
    get socket() {
      return socket
    },
    get isStale() {
      return carried > 0 && !normaliser.replied
    },
    get isReusable() {
      // A server that breaks the rules may also mean another end of the body: the rest would be read as a reply.
      return !normaliser.irregular && socket !== null && !socket.destroyed
    },
    get awaitedProxy() {
      return awaitedProxy
    },
    begin: () => normaliser.begin(),
    release: () => {
      carried += 1
      connects = 0
      owner.released(connection)
    },
    pause: () => socket?.pauseReading(),
    resume: () => socket?.continueReading(),
    destroy: (reason) => {
      owner.destroyed(connection)
      connecting.abort(reason)
      socket?.destroy()
      void connection.client.destroy(reason)
    },
  }
  connection.client.on('disconnect', () => owner.disconnected(connection))
  return connection
}

function connectionClosed(): Error {
  return Object.assign(new Error('connection closed'), { code: 'ECONNRESET' })
}

/**
 * The rest of a connection on which a request was sent by another lane: one exchange reads its reply over the socket, and then it
 * is closed. It follows no route any more.
 */
export function takeOverConnection({ origin }: Pick<Route, 'origin'>, socket: Duplex): Connection {
  const normaliser = new ReplyNormaliser()
  // What the parser's client uses of a socket every stream has; the rest is that of the lane that made the connection.
  const reader = makePausable(socket as Socket, normaliser)
  let connects = 0
  const client = createClient(origin, async () => {
    connects += 1
    // undici connects again when a connection breaks before the request was written; there is no other one.
    if (connects > 1 || reader.destroyed) throw reader.errored ?? connectionClosed()
    return reader
  })
  const destroy = (reason: Error) => {
    reader.destroy()
    void client.destroy(reason)
  }
  return {
    client,
    socket: reader,
    isStale: false,
    isReusable: false,
    awaitedProxy: null,
    begin: () => normaliser.begin(),
    release: () => destroy(new Error('connection is not kept')),
    pause: () => reader.pauseReading(),
    resume: () => reader.continueReading(),
    destroy,
  }
}

/** Where connections of an origin lead; the host has no brackets. */
export function targetOf({ origin }: Pick<Route, 'origin'>) {
  const { protocol, hostname, port } = new URL(origin)
  const secure = protocol === 'https:'
  return { secure, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 443 : 80) }
}
