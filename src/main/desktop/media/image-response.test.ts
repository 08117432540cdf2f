import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePng } from '../../../../test/site/pictures.mjs'
import { imageResponse, parseByteRange, pictureResponse } from './image-response'

let folder = ''
let path = ''
const bytes = makePng('picture', 700_000)
const place = (name: string) => ({ path: join(folder, name), root: folder })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-image-'))
  path = join(folder, 'picture.png')
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
    const response = await imageResponse(place('picture.png'), null)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-length')).toBe(String(bytes.length))
    expect(Buffer.compare(await bodyOf(response), bytes)).toBe(0)
  })

  it('sends the part that is asked for', async () => {
    const response = await imageResponse(place('picture.png'), 'bytes=300000-600000')
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes 300000-600000/${bytes.length}`)
    expect(Buffer.compare(await bodyOf(response), bytes.subarray(300_000, 600_001))).toBe(0)
  })

  it('answers 416 with the length when no byte exists there', async () => {
    const response = await imageResponse(place('picture.png'), `bytes=${bytes.length}-`)
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe(`bytes */${bytes.length}`)
  })

  it('answers 404 for a number of no image', async () => {
    expect((await imageResponse(null, null)).status).toBe(404)
  })

  it.runIf(process.platform === 'linux')(
    'closes the file when the reader goes away in the middle',
    async () => {
      const response = await imageResponse(place('picture.png'), null)
      const reader = response.body?.getReader()
      await reader?.read()
      expect(await openFiles()).toBe(1)
      await reader?.cancel()
      expect(await openFiles()).toBe(0)
    },
  )

  it.runIf(process.platform === 'linux')('closes the file at the end', async () => {
    await bodyOf(await imageResponse(place('picture.png'), null))
    expect(await openFiles()).toBe(0)
  })
})

describe('what took the place of a picture', () => {
  const statusOf = async (name: string) => {
    const response = await imageResponse(place(name), null)
    await response.arrayBuffer()
    return response.status
  }

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['an SVG that says no size', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a program', '\x7fELF\x02\x01\x01'],
    ['nothing', ''],
    ['the beginning of a PNG', '\x89PNG\r\n\x1a\n'],
    ['text', 'root:x:0:0:root:/root:/bin/sh'],
  ])('is not sent when it is %s', async (_, text) => {
    await writeFile(join(folder, 'other.jpg'), Buffer.from(text, 'latin1'))
    expect(await statusOf('other.jpg')).toBe(404)
  })

  it('is sent as what it is, whatever its name says', async () => {
    await writeFile(join(folder, 'gif.jpg'), Buffer.from('GIF89a\x01\0\x01\0\0\0\0;<script>', 'latin1'))
    const response = await imageResponse(place('gif.jpg'), null)
    expect(response.headers.get('content-type')).toBe('image/gif')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('is sent as a drawing that can run and load nothing', async () => {
    const drawing =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
    await writeFile(join(folder, 'drawing.svg'), drawing)
    for (const range of [null, 'bytes=0-9']) {
      const response = await imageResponse(place('drawing.svg'), range)
      const header = (name: string) => response.headers.get(name)
      expect(header('content-type')).toBe('image/svg+xml')
      expect(header('x-content-type-options')).toBe('nosniff')
      expect(header('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox")
      await response.body?.cancel()
    }
    const shown = pictureResponse(Buffer.from(drawing), 'image/svg+xml').headers
    expect(shown.get('content-security-policy')).toContain("default-src 'none'; style-src 'unsafe-inline'")
    expect(shown.get('x-content-type-options')).toBe('nosniff')
  })

  it('is not sent when it is a folder, or gone', async () => {
    await mkdir(join(folder, 'folder.png'))
    expect(await statusOf('folder.png')).toBe(404)
    expect(await statusOf('gone.png')).toBe(404)
  })

  it.skipIf(process.platform === 'win32')(
    'is neither sent nor waited for when it is a pipe or a device',
    async () => {
      execFileSync('mkfifo', [join(folder, 'pipe.png')])
      expect(await statusOf('pipe.png')).toBe(404)
      expect((await imageResponse({ path: '/dev/zero', root: '/' }, null)).status).toBe(404)
    },
  )

  it.skipIf(process.platform === 'win32')('is not sent when it is a link, wherever that leads', async () => {
    const secret = await mkdtemp(join(tmpdir(), 'galleon-secret-'))
    await writeFile(join(secret, 'secret.png'), bytes)
    await symlink(join(secret, 'secret.png'), join(folder, 'link.png'))
    await symlink(path, join(folder, 'near.png'))
    await symlink(secret, join(folder, 'away'))
    expect(await statusOf('link.png')).toBe(404)
    expect(await statusOf('near.png')).toBe(404)
    expect(await statusOf('away/secret.png')).toBe(404)
    await rm(secret, { recursive: true })
  })

  it.skipIf(process.platform === 'win32')(
    'is sent through a linked target folder, which is the user’s own',
    async () => {
      const elsewhere = await mkdtemp(join(tmpdir(), 'galleon-other-disk-'))
      await writeFile(join(elsewhere, 'a.png'), bytes)
      await symlink(elsewhere, join(folder, 'library'))
      const root = join(folder, 'library')
      const response = await imageResponse({ path: join(root, 'a.png'), root }, null)
      expect(response.status).toBe(200)
      await response.body?.cancel()
      await rm(elsewhere, { recursive: true })
    },
  )

  it('is not sent when its bitmap would not fit into memory', async () => {
    const bomb = makePng('bomb')
    bomb.writeUInt32BE(30_000, 16)
    bomb.writeUInt32BE(30_000, 20)
    await writeFile(join(folder, 'bomb.png'), bomb)
    expect(await statusOf('bomb.png')).toBe(413)
  })

  it('is sent bit by bit when it is huge', async () => {
    await writeFile(join(folder, 'huge.png'), bytes)
    await truncate(join(folder, 'huge.png'), 1024 ** 3)
    const response = await imageResponse(place('huge.png'), null)
    const chunk = await response.body?.getReader().read()
    expect(chunk?.value?.length).toBeLessThanOrEqual(256 * 1024)
    await response.body?.cancel().catch(() => undefined)
  })
})

describe('parseByteRange', () => {
  it.each([
    ['bytes=0-', { first: 0, last: 99 }],
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=10-19', { first: 10, last: 19 }],
    ['bytes=90-1000', { first: 90, last: 99 }],
    ['bytes=-10', { first: 90, last: 99 }],
    ['bytes=-1000', { first: 0, last: 99 }],
  ])('takes %s of 100 bytes', (header, range) => {
    expect(parseByteRange(header, 100)).toEqual(range)
  })

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('finds no byte for %s', (header) => {
    expect(parseByteRange(header, 100)).toBe('unsatisfiable')
  })

  it.each([
    null,
    '',
    'bytes=',
    'bytes=-',
    'bytes=5-4',
    'bytes=0-1,3-4',
    'items=0-1',
    'bytes=a-b',
    'bytes=-5-',
  ])('ignores %j: the whole is answered', (header) => {
    expect(parseByteRange(header, 100)).toBeNull()
  })

  it('finds no byte in an empty file', () => {
    expect(parseByteRange('bytes=0-', 0)).toBe('unsatisfiable')
    expect(parseByteRange('bytes=-5', 0)).toBe('unsatisfiable')
  })
})
