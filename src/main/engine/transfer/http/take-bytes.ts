import type { Socket } from 'node:net'

/**
 * Reads exactly `count` bytes off a socket that nobody else reads, and not one more: what follows stays for whoever
 * takes the socket over. Rejects with the socket's error, or with ECONNRESET when it ends before.
 */
export async function takeBytes(socket: Socket, count: number): Promise<Buffer> {
  let held = Buffer.alloc(0)
  for (;;) {
    // All that is there: a read of more than that would be told "readable" again at once, for ever.
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
