import type { Socket } from 'node:net'

/**
 * Reads exactly `count` bytes off a socket that nobody else reads, and not one more: what follows stays for whoever
 * takes the socket over. Rejects with the socket's error, or with ECONNRESET when it ends before.
 */
export async function takeBytes(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes: unknown = socket.read(count)
    // At its end a stream gives what is left, which may be less.
    if (bytes instanceof Buffer && bytes.length === count) return bytes
    if (bytes !== null || socket.readableEnded || socket.destroyed) {
      throw socket.errored ?? Object.assign(new Error('connection closed'), { code: 'ECONNRESET' })
    }
    await readable(socket)
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
