import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FailureError, localFailure } from '@shared/model/failure'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { chunked, createGate, type FaultyServer } from '../../../../../test/site/faulty-server'
import { makePng } from '../../../../../test/site/pictures.mjs'
import { large, picture, sha256, signal } from '../../../../../test/test-network'
import { openSavingForEach, type TestSaving } from '../../../../../test/test-saving'

let bench: TestSaving

openSavingForEach((opened) => {
  bench = opened
})
afterEach(() => {
  vi.restoreAllMocks()
})

it.each([
  ['small', picture],
  ['large', large],
])('saves a %s image under its name, with what is known of it', async (_size, body) => {
  const server = await bench.serve((e) => e.file(body, { etag: '"v1"' }))
  const saved = await bench.save(server)
  expect(saved).toMatchObject({
    kind: 'saved',
    file: '001 a.png',
    bytes: body.length,
    sha256: sha256(body),
    type: 'image/png',
    address: `${server.origin}/a.png`,
    etag: '"v1"',
  })
  expect(await bench.files()).toEqual(['001 a.png'])
  expect(sha256(await readFile(join(bench.folder, '001 a.png')))).toBe(sha256(body))
  expect(bench.received()).toEqual([[body.length, body.length]])
})

it.each<[string, string | Buffer, string]>([
  ['a page', '<!doctype html><title>Log in</title>'.padEnd(300), 'not-an-image'],
  ['a short page', '<p>no', 'not-an-image'],
  ['JSON', '{"error":"no"}'.padEnd(300), 'not-an-image'],
  ['unknown bytes', Buffer.alloc(300, 3), 'not-an-image'],
  ['half an image', picture.subarray(0, 50_000), 'bad-image'],
  ['nothing', '', 'empty'],
])('keeps nothing of %s', async (_what, body, kind) => {
  const server = await bench.serve((e) => e.reply(200, { 'Content-Type': 'image/png' }, body))
  expect(await bench.save(server, {}, { network: { retries: 1 } })).toEqual({ kind })
  expect(await bench.files()).toEqual([])
})

it('takes an image without its end for cut when only the closing of the connection ends it', async () => {
  const server = await bench.serve(async (e) => {
    await e.head(200, { Connection: 'close' })
    await e.raw(picture.subarray(0, 50_000))
    e.end()
  })
  expect(await bench.save(server, {}, { network: { retries: 1 } })).toEqual({ kind: 'truncated' })
  expect(server.requests).toHaveLength(2)
})

it.each([
  ['photo.jpg', 'photo.png'],
  ['photo.php', 'photo.png'],
  ['photo v1.2', 'photo v1.2.png'],
])('names %s by its bytes: %s', async (name, file) => {
  const server = await bench.serve((e) => e.reply(200, { 'Content-Type': 'image/jpeg' }, picture))
  expect(await bench.save(server, { name })).toMatchObject({ kind: 'saved', file })
})

it.each([
  [404, 'not-found', 1],
  [403, 'forbidden', 1],
  [401, 'auth', 1],
  [204, 'http-status', 1],
  [206, 'protocol', 1],
  [300, 'http-status', 1],
  [500, 'http-status', 3],
  [429, 'http-status', 3],
])('ends %i as %s after %i requests and keeps none of its body', async (status, kind, requests) => {
  const server = await bench.serve((e) => e.reply(status, {}, picture))
  expect(await bench.save(server, {}, { network: { retries: 2 } })).toEqual({ kind })
  expect(server.requests).toHaveLength(requests)
  expect(await bench.files()).toEqual([])
})

it('reports each retry and gets the image in the end', async () => {
  const server = await bench.serve((e) => (server.requests.length < 3 ? e.reply(502) : e.file(picture)))
  const image = bench.addImage(server)
  const retries: string[] = []
  const client = bench.clientTo(bench.open().network, [server], {
    onRetry: (url, failure, attempt) =>
      retries.push(`${url === image.source.address} ${failure.kind} ${attempt}`),
  })
  await expect(client.saveImage(image, signal)).resolves.toMatchObject({ kind: 'saved' })
  expect(retries).toEqual(['true http-status 2', 'true http-status 3'])
})

it.each([
  ['smaller', { smallestBytes: 200_000 }],
  ['larger', { largestBytes: 50_000 }],
])(
  'skips an image that is %s than asked for, also when its length is not announced',
  async (_what, bounds) => {
    const server = await bench.serve((e) =>
      e.target === '/a.png'
        ? e.file(picture)
        : e.head(200, { 'Transfer-Encoding': 'chunked' }).then(() => e.raw(chunked(picture))),
    )
    expect(await bench.save(server, bounds)).toEqual({ kind: 'filtered' })
    expect(await bench.save(server, { ...bounds, address: `${server.origin}/chunked` })).toEqual({
      kind: 'filtered',
    })
    expect(await bench.files()).toEqual([])
  },
)

it('never writes over a file: two transfers of one name at the same time make two files', async () => {
  await writeFile(join(bench.folder, '001 a.png'), 'mine')
  const both = createGate()
  const other = makePng('3', 100_000)
  const server = await bench.serve(async (e) => {
    if (server.requests.length === 2) both.open()
    await both.opened
    await e.file(e.target === '/a.png' ? picture : other)
  })
  const client = bench.clientTo(bench.open().network, [server])
  const saved = await Promise.all([
    client.saveImage(bench.addImage(server), signal),
    client.saveImage(bench.addImage(server, { address: `${server.origin}/b.png` }), signal),
  ])
  expect(await bench.files()).toEqual(['001 a (2).png', '001 a (3).png', '001 a.png'])
  expect(await readFile(join(bench.folder, '001 a.png'), 'utf8')).toBe('mine')
  for (const one of saved) {
    if (one.kind !== 'saved') throw new Error(one.kind)
    expect(sha256(await readFile(join(bench.folder, one.file)))).toBe(one.sha256)
  }
})

it('records a whole file before its name exists, again for each name', async () => {
  const server = await bench.serve((e) => e.file(picture))
  await writeFile(join(bench.folder, '001 a.png'), 'mine')
  const { parts } = bench.storage.images
  const claim = parts.claim.bind(parts)
  const recorded: string[] = []
  vi.spyOn(parts, 'claim').mockImplementation((id, whole, part) => {
    recorded.push(`${whole.file} ${whole.bytes} ${existsSync(join(bench.folder, '001 a (2).png'))}`)
    claim(id, whole, part)
  })
  const image = bench.addImage(server)
  expect(await bench.saveImage(image)).toMatchObject({ kind: 'saved', file: '001 a (2).png' })
  const { length } = picture
  expect(recorded).toEqual([`001 a.png ${length} false`, `001 a (2).png ${length} false`])
  expect(bench.row(image).claimed).toMatchObject({ file: '001 a (2).png', sha256: sha256(picture) })
})

describe('an image whose content the task has', () => {
  const whole = { bytes: picture.length, sha256: sha256(picture), type: 'image/png' }

  /** Records the first image as saved in this file. */
  async function saveFirst(server: FaultyServer, file = '001 a.png'): Promise<void> {
    const first = bench.addImage(server)
    expect(await bench.saveImage(first)).toMatchObject({ kind: 'saved', file: '001 a.png' })
    const validators = { etag: null, lastModified: null }
    bench.storage.images.outcome.saveDone(first.id, 'saved', { ...whole, file }, validators, 1)
  }

  it('gets no file when equal ones are only noted', async () => {
    const server = await bench.serve((e) => e.file(picture))
    await saveFirst(server)
    const image = bench.addImage(server, { name: '002.png' })
    expect(await bench.saveImage(image, { duplicates: 'note' })).toEqual({ kind: 'dropped', ...whole })
    expect(bench.row(image)).toMatchObject({ claimed: null, part: null })
    expect(await bench.files()).toEqual(['001 a.png'])
  })

  it('gets its name by a link', async () => {
    const server = await bench.serve((e) => e.file(picture))
    await saveFirst(server)
    expect(await bench.save(server, { name: '002.png' })).toMatchObject({ kind: 'saved', file: '002.png' })
    const inodes = ['001 a.png', '002.png'].map(async (file) => (await stat(join(bench.folder, file))).ino)
    expect(new Set(await Promise.all(inodes)).size).toBe(1)
  })

  it('gets a file of its own when the other one is gone', async () => {
    const server = await bench.serve((e) => e.file(picture))
    await saveFirst(server, 'gone.png')
    expect(await bench.save(server, { name: '003.png' })).toMatchObject({ kind: 'saved', file: '003.png' })
    expect(await bench.files()).toEqual(['001 a.png', '003.png'])
    expect((await stat(join(bench.folder, '003.png'))).nlink).toBe(1)
  })
})

it.each(['../a.png', 'a/b.png', '..', 'a\\b.png', ''])(
  'takes %j for a bug, not for a file name',
  async (name) => {
    const server = await bench.serve((e) => e.file(picture))
    await expect(bench.save(server, { name })).rejects.toThrow(/not a file name/)
    expect(server.requests).toEqual([])
  },
)

it('asks nothing of the site when the folder is missing or no folder', async () => {
  const server = await bench.serve((e) => e.file(picture))
  await writeFile(join(bench.folder, 'file'), '')
  for (const name of ['missing', 'file']) {
    expect(await bench.save(server, { root: join(bench.folder, name) })).toEqual({ kind: 'not-writable' })
  }
  expect(server.requests).toEqual([])
})

it('asks nothing of the site when the folder cannot be written to', async () => {
  // Root may write everywhere but into the process table.
  const locked = process.getuid?.() === 0 ? '/proc/self' : join(bench.folder, 'locked')
  if (locked !== '/proc/self') {
    await mkdir(locked)
    await chmod(locked, 0o500)
  }
  const server = await bench.serve((e) => e.file(picture))
  expect(await bench.save(server, { root: locked })).toEqual({ kind: 'not-writable' })
})

it.each([3, 5, 12, 40])(
  'fetches an image again of which only %i bytes came before the connection ended',
  async (bytes) => {
    const server = await bench.serve(async (e) => {
      if (server.requests.length % 2 === 0) return e.file(picture)
      await e.raw('HTTP/1.0 200 OK\r\n\r\n')
      await e.raw(picture.subarray(0, bytes))
      e.end()
    })
    const client = bench.clientTo(bench.open().network, [server])
    expect(await client.fetchPage({ address: `${server.origin}/a` }, signal)).toMatchObject({ kind: 'image' })
    expect(await client.saveImage(bench.addImage(server), signal)).toMatchObject({ sha256: sha256(picture) })
  },
)

it('gives up a reply whose file cannot be begun, because the old one cannot be forgotten', async () => {
  const server = await bench.serve(async (e) => {
    await e.head(200, { 'Content-Type': 'image/png', 'Content-Length': 100_000, ETag: '"new"' })
    await e.closed
  })
  const client = bench.clientTo(bench.open({ network: { idleTimeoutMs: 30_000 } }).network, [server])
  const full = new FailureError(localFailure('disk-full', 'no room for the records', { of: 'records' }))
  const address = `${server.origin}/a.png`
  const part = { address, total: 100_000, etag: '"old"', lastModified: null, suggestedName: null }
  const image = bench.addImage(server, { part })
  vi.spyOn(bench.storage, 'durable').mockRejectedValue(full)
  const saving = client.saveImage(image, signal)
  await expect(saving).rejects.toBe(full)
  await server.quiet()
  expect(client.activity.connections).toBe(0)
})
