import { connect, createServer, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { openSocksTunnel } from './socks'

const open: (() => void)[] = []

afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** A connection to a proxy that takes a name and a password and nothing else; `received` is all that it was sent. */
async function proxyWithPassword(): Promise<{ socket: Socket; received: Buffer[] }> {
  const received: Buffer[] = []
  const server = createServer((end) => {
    end.on('data', (chunk: Buffer) => {
      received.push(chunk)
      end.write(Uint8Array.from(received.length === 1 ? [5, 2] : [1, 1]))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const socket = connect(address !== null && typeof address === 'object' ? address.port : 0, '127.0.0.1')
  open.push(
    () => socket.destroy(),
    () => server.close(),
  )
  return { socket, received }
}

it.each([
  ['name', `${'n'.repeat(256)}:word`],
  ['password', `me:${encodeURIComponent('é'.repeat(128))}`],
])('refuses a %s that SOCKS cannot carry, and sends no piece of it', async (what, word) => {
  const { socket, received } = await proxyWithPassword()
  const opening = openSocksTunnel(socket, new URL(`socks5://${word}@127.0.0.1`), 'gallery.example', 80)
  await expect(opening).rejects.toMatchObject({
    failure: { kind: 'auth', detail: expect.stringContaining(`${what} of 256 bytes: at most 255 fit`) },
  })
  expect(received).toHaveLength(1)
})
