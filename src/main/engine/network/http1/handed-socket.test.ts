import { expect, it } from 'vitest'
import { takeOverConnection } from '../connection/connection'
import type { Exchange } from '../http/exchange'
import { exchange } from '../http/exchange'
import { HandedSocket } from './handed-socket'

const limits = {
  connectTimeoutMs: 1000,
  headTimeoutMs: 1000,
  idleTimeoutMs: 1000,
  leastBytesPerSecond: 0,
  leastRateWindowMs: 10_000,
}
const grant = { answered: () => {}, received: () => {}, failed: () => {} }

/** The reply of a socket that was handed over. */
function read(socket: HandedSocket, signal = new AbortController().signal): Promise<Exchange> {
  const connection = takeOverConnection({ origin: 'http://127.0.0.1:1' }, socket)
  const request = { path: '/', headers: {}, limits, clock: () => performance.now(), grant }
  return exchange(connection, request, signal)
}

async function bodyOf(reply: Exchange): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of reply.body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function handed() {
  const seen = { took: 0, closed: 0 }
  const socket = new HandedSocket({
    took: (bytes) => {
      seen.took += bytes
    },
    close: () => {
      seen.closed += 1
    },
  })
  return { socket, seen }
}

const closing = 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'

it('reads a reply that came whole before the request was written, and its end', async () => {
  const { socket, seen } = handed()
  socket.more(Buffer.from(closing))
  socket.more(Buffer.from('all of it'))
  socket.ended(null)
  expect(await bodyOf(await read(socket))).toBe('all of it')
  await expect.poll(() => seen.closed).toBe(1)
})

it('reads what comes later, and acknowledges what was read', async () => {
  const { socket, seen } = handed()
  socket.more(Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n'))
  const reply = await read(socket)
  const body = bodyOf(reply)
  for (let n = 0; n < 40; n++) {
    socket.more(Buffer.alloc(10_000, 'x'))
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect((await body).length).toBe(400_000)
  expect(seen.took).toBeGreaterThan(400_000)
  // It carries no other request.
  await expect.poll(() => seen.closed).toBe(1)
})

it.each([
  ['an end inside of the body', null],
  ['an error of the socket', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
])('fails by %s', async (_what, error) => {
  const { socket } = handed()
  socket.more(Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nonly this'))
  const reply = await read(socket)
  const body = bodyOf(reply)
  socket.ended(error)
  await expect(body).rejects.toHaveProperty('failure')
})

it('fails once, and asks for no other connection, when it is closed before it is read', async () => {
  const { socket } = handed()
  socket.ended(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
  socket.destroy()
  await expect(read(socket)).rejects.toHaveProperty('failure')
})

it('closes the connection in the turn in which its reader gives up', async () => {
  const { socket, seen } = handed()
  const controller = new AbortController()
  socket.more(Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nonly this'))
  await read(socket, controller.signal)
  controller.abort('pause')
  expect(seen.closed).toBe(1)
})
