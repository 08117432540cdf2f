import { type Connection, type ConnectionOwner, createConnection, type Route } from './connection'

/** Unused connections that are kept at most, of all hosts together. */
const mostIdle = 32

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

/** A pool without connections; it makes them as they are needed. */
export function createConnections(): Connections {
  /** Each with the key of its route; the one that came back last is the last one. */
  const idle = new Map<Connection, string>()
  /** Each with its route's key and the generation that it was made in. */
  const open = new Map<Connection, { readonly key: string; readonly generation: number }>()
  let generation = 0

  const owner: ConnectionOwner = {
    released: (connection) => {
      const made = open.get(connection)
      if (made?.generation !== generation || !connection.isReusable) {
        connection.destroy(new Error('connection is not kept'))
        return
      }
      idle.set(connection, made.key)
      const [oldest] = idle.keys()
      if (idle.size > mostIdle) oldest?.destroy(new Error('too many idle connections'))
    },
    disconnected: (connection) => {
      if (idle.has(connection)) connection.destroy(new Error('idle connection closed'))
    },
    destroyed: (connection) => {
      idle.delete(connection)
      open.delete(connection)
    },
  }

  const closeIdle = (reason: string) => {
    for (const connection of idle.keys()) connection.destroy(new Error(reason))
  }

  return {
    take: (route, fresh) => {
      const known = fresh ? null : takeIdle(idle, route.key)
      if (known !== null) return known
      const connection = createConnection(route, owner)
      open.set(connection, { key: route.key, generation })
      return connection
    },
    rest: () => closeIdle('no request needs it now'),
    retire: () => {
      generation += 1
      closeIdle('settings changed')
    },
    close: async () => {
      const closed = [...open.keys()].map(closing)
      for (const connection of open.keys()) connection.destroy(new Error('closed'))
      await Promise.all(closed)
    },
  }
}

/** Takes an open connection of the route out of the idle ones; null if there is none. */
function takeIdle(idle: Map<Connection, string>, wanted: string): Connection | null {
  // The one that came back last is the least likely to have been closed by the server since.
  for (const [connection, key] of [...idle].reverse()) {
    if (key !== wanted) continue
    idle.delete(connection)
    if (connection.socket?.destroyed === false) return connection
    connection.destroy(new Error('idle connection closed'))
  }
  return null
}

/** Resolves when the connection's socket is closed; at once without one. */
function closing({ socket }: Connection): Promise<void> {
  return new Promise((resolve) => {
    if (socket === null || socket.closed) resolve()
    else socket.once('close', () => resolve())
  })
}
