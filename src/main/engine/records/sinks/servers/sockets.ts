import { Socket } from 'node:net'

/** The sockets of one pool, so that an abort or a time limit reaches all of them, also while they connect. */
export interface Sockets {
  /** A socket that is not connected yet. */
  open(): Socket
  /** Closes all of them at once; what waits for them fails. */
  destroy(): void
}

/** No socket is open yet. */
export function createSockets(): Sockets {
  const open = new Set<Socket>()
  return {
    open() {
      const socket = new Socket()
      open.add(socket)
      socket.once('close', () => void open.delete(socket))
      // An error that nothing listens to would end the process.
      socket.on('error', () => undefined)
      return socket
    },
    destroy() {
      for (const socket of open)
        socket.destroy(Object.assign(new Error('connection broke'), { code: 'ECONNRESET' }))
    },
  }
}
