import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FailureError, localFailure } from '@shared/model/failure'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { chunked, createGate } from '../../../../test/site/faulty-server'
import { makePng } from '../../../../test/site/pictures.mjs'
import {
  large,
  openTestNetwork,
  picture,
  sha256,
  signal,
  type TestNetwork,
} from '../../../../test/test-network'

let bench: TestNetwork

beforeEach(async () => {
  bench = await openTestNetwork()
})
afterEach(() => bench.close())

it.each([
  ['small', picture],
  ['large', large],
])('saves a %s image under its name, with what is known of it', async (_size, body) => {
  const server = await bench.serve((e) => e.file(body, { etag: '"v1"' }))
  const received: (number | null)[][] = []
  const saved = await bench.save(server, { received: (...bytes) => received.push(bytes) })
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
  expect(received.at(-1)).toEqual([body.length, body.length])
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
  const retries: string[] = []
  const client = bench.clientTo(bench.open().network, [server], {
    onRetry: (url, failure, attempt) =>
      retries.push(`${url === bench.imageOf(server).address} ${failure.kind} ${attempt}`),
  })
  await expect(client.saveImage(bench.imageOf(server), signal)).resolves.toMatchObject({ kind: 'saved' })
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
    client.saveImage(bench.imageOf(server), signal),
    client.saveImage(bench.imageOf(server, { address: `${server.origin}/b.png` }), signal),
  ])
  expect(await bench.files()).toEqual(['001 a (2).png', '001 a (3).png', '001 a.png'])
  expect(await readFile(join(bench.folder, '001 a.png'), 'utf8')).toBe('mine')
  for (const one of saved) {
    if (one.kind !== 'saved') throw new Error(one.kind)
    expect(sha256(await readFile(join(bench.folder, one.file)))).toBe(one.sha256)
  }
})

it('announces a whole file before its name exists, again for each name, and obeys the decision', async () => {
  const server = await bench.serve((e) => e.file(picture))
  await writeFile(join(bench.folder, '001 a.png'), 'mine')
  const announced: string[] = []
  const kept = await bench.save(server, {
    decide: ({ file, bytes }) => {
      announced.push(`${file} ${bytes}`)
      return { kind: 'keep' }
    },
  })
  expect(announced).toEqual([`001 a.png ${picture.length}`, `001 a (2).png ${picture.length}`])
  expect(kept).toMatchObject({ file: '001 a (2).png' })

  const dropped = await bench.save(server, { decide: () => ({ kind: 'drop' }) })
  expect(dropped).toEqual({
    kind: 'dropped',
    bytes: picture.length,
    sha256: sha256(picture),
    type: 'image/png',
  })

  const twin = join(bench.folder, '001 a (2).png')
  const linked = await bench.save(server, { name: '002.png', decide: () => ({ kind: 'link', path: twin }) })
  expect(linked).toMatchObject({ kind: 'saved', file: '002.png' })
  expect((await stat(join(bench.folder, '002.png'))).ino).toBe((await stat(twin)).ino)

  const path = join(bench.folder, 'gone.png')
  const own = await bench.save(server, { name: '003.png', decide: () => ({ kind: 'link', path }) })
  expect(own).toMatchObject({ kind: 'saved', file: '003.png' })
  expect(await bench.files()).toEqual(['001 a (2).png', '001 a.png', '002.png', '003.png'])
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
    expect(await bench.save(server, { folder: join(bench.folder, name) })).toEqual({ kind: 'not-writable' })
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
  expect(await bench.save(server, { folder: locked })).toEqual({ kind: 'not-writable' })
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
    expect(await client.saveImage(bench.imageOf(server), signal)).toMatchObject({ sha256: sha256(picture) })
  },
)

it('gives up a reply whose file cannot be begun, because the old one cannot be forgotten', async () => {
  const server = await bench.serve(async (e) => {
    await e.head(200, { 'Content-Type': 'image/png', 'Content-Length': 100_000, ETag: '"new"' })
    await e.closed
  })
  const client = bench.clientTo(bench.open({ network: { idleTimeoutMs: 30_000 } }).network, [server])
  const full = new FailureError(localFailure('disk-full', 'no room for the records', { of: 'records' }))
  const { address } = bench.imageOf(server)
  const saving = client.saveImage(
    bench.imageOf(server, {
      part: { address, total: 100_000, etag: '"old"', lastModified: null, suggestedName: null },
      savePart: () => Promise.reject(full),
    }),
    signal,
  )
  await expect(saving).rejects.toBe(full)
  await server.quiet()
  expect(client.activity.connections).toBe(0)
})
