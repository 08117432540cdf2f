import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imageResponse } from './image-response'

let folder = ''
let path = ''
const bytes = Uint8Array.from({ length: 700_000 }, (_, index) => index % 251)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-image-'))
  path = join(folder, 'picture.jpg')
  await writeFile(path, bytes)
})
afterAll(() => rm(folder, { recursive: true }))

async function bodyOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer())
}

/** Files that this process holds open below the test's folder. */
async function openFiles(): Promise<number> {
  const { readlink } = await import('node:fs/promises')
  const names = await readdir('/proc/self/fd')
  const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')))
  return targets.filter((target) => target.startsWith(folder)).length
}

describe('imageResponse', () => {
  it('sends the whole file with its type fixed', async () => {
    const response = await imageResponse({ path, type: 'image/jpeg' }, null)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-length')).toBe('700000')
    expect(Buffer.compare(await bodyOf(response), bytes)).toBe(0)
  })

  it('sends the part that is asked for', async () => {
    const response = await imageResponse({ path, type: 'image/jpeg' }, 'bytes=300000-600000')
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe('bytes 300000-600000/700000')
    expect(Buffer.compare(await bodyOf(response), bytes.subarray(300_000, 600_001))).toBe(0)
  })

  it('answers 416 with the length when no byte exists there', async () => {
    const response = await imageResponse({ path, type: 'image/jpeg' }, 'bytes=700000-')
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */700000')
  })

  it.each(['image/svg+xml', 'text/html', 'application/octet-stream', ''])(
    'never shows a file of type %j',
    async (type) => {
      expect((await imageResponse({ path, type }, null)).status).toBe(404)
    },
  )

  it('answers 404 for a number that nobody knows', async () => {
    expect((await imageResponse(null, null)).status).toBe(404)
  })

  it('sends an empty file as an empty body', async () => {
    const empty = join(folder, 'empty.png')
    await writeFile(empty, '')
    const response = await imageResponse({ path: empty, type: 'image/png' }, null)
    expect((await bodyOf(response)).length).toBe(0)
  })

  it.runIf(process.platform === 'linux')(
    'closes the file when the reader goes away in the middle',
    async () => {
      const response = await imageResponse({ path, type: 'image/jpeg' }, null)
      const reader = response.body?.getReader()
      await reader?.read()
      expect(await openFiles()).toBe(1)
      await reader?.cancel()
      expect(await openFiles()).toBe(0)
    },
  )

  it.runIf(process.platform === 'linux')('closes the file at the end', async () => {
    await bodyOf(await imageResponse({ path, type: 'image/jpeg' }, null))
    expect(await openFiles()).toBe(0)
  })
})
