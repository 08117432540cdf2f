import type { Socket } from 'node:net'
import Client from 'undici/lib/dispatcher/client.js'
import type { ReplyNormaliser } from './normalise-reply'

// The only file that depends on how undici is built. What it does beside the public API, and why:
//
// - The client comes by its private path: undici's index also loads fetch, WebSocket, caches, cookies and mocks, which
//   would be a third of the program and of the time until it starts. Its package names no smaller entry.
// - `read` of the socket is replaced. The public way to pause, `controller.pause()`, stops the parser. A connection that
//   ends while the parser is stopped makes undici assert outside of any promise, which ends the program. A socket that
//   returns no bytes stops nothing. The parser also reads by `read`, so this is the one place where bytes that it would
//   refuse can be rewritten before it sees them.

export type { Client }

/** Header fields of one reply, all together (RFC 9110 §5.4 sets no limit). */
const headLimitBytes = 32 * 1024

/** How long an unused connection is kept for the next request. */
const keepAliveMs = 10_000

/**
 * A client that carries one request at a time over the sockets of `connect`.
 *
 * It has no time limits: the exchange keeps them, because it knows when bytes are waited for. The caller destroys it.
 */
export function createClient(origin: string, connect: () => Promise<Socket>): Client {
  return new Client(origin, {
    connect: (_options, callback) => {
      connect().then(
        (socket) => callback(null, socket),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
      )
    },
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    maxHeaderSize: headLimitBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}

/** A socket whose reader can be kept waiting. */
export type PausableSocket = Socket & {
  /** Returns no bytes until `continueReading`: what the other side sends waits in the socket. */
  pauseReading(): void
  continueReading(): void
}

/** Changes the socket so that its reader can be paused from outside and reads normalised replies. */
export function makePausable(socket: Socket, normaliser: ReplyNormaliser): PausableSocket {
  let paused = false
  const read = socket.read.bind(socket)
  const readNormalised = (size?: number): unknown => {
    for (;;) {
      const bytes: unknown = read(size)
      if (!Buffer.isBuffer(bytes)) return bytes
      const normalised = normaliser.push(bytes)
      // An empty result would mean an empty socket: the parser would wait for an event that has already come.
      if (normalised.length > 0) return normalised
    }
  }
  return Object.assign(socket, {
    read: (size?: number): unknown => (paused ? null : readNormalised(size)),
    pauseReading: () => {
      paused = true
    },
    continueReading: () => {
      if (!paused) return
      paused = false
      if (!socket.destroyed) socket.emit('readable')
    },
  })
}
