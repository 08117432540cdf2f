import { createHash } from 'node:crypto'
import { getEventListeners } from 'node:events'
import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FailureError } from '@shared/failure'
import { Settings } from '@shared/settings'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  chunked,
  createGate,
  type FaultyServer,
  type Handler,
  startFaultyServer,
} from '../../../../test/faulty-server'
import { makePng } from '../../../../test/png'
import type { ImageRequest, PartRecord } from './save-image'
import { createTransfer, type Lane, type LaneOptions, type Transfer } from './transfer'

type Overrides = Partial<Omit<Settings, 'network'>> & { network?: Partial<Settings['network']> }

const { signal } = new AbortController()
const picture = makePng(100_000)
const large = makePng(3_000_000, 2)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let folder: string
let closing: (() => Promise<void>)[] = []

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'galleon-save-')))
  closing = [() => rm(folder, { recursive: true })]
})
afterEach(async () => {
  for (const close of closing.reverse()) await close()
})

async function serve(handler: Handler): Promise<FaultyServer> {
  const server = await startFaultyServer(handler)
  closing.push(() => server.close())
  return server
}

/** A transfer whose settings can be changed, with waits of nothing between attempts. */
function open(overrides: Overrides = {}) {
  const make = (more: Overrides) => {
    const quick = { longestBackoffMs: 0, idleTimeoutMs: 1000, headersTimeoutMs: 1000, ...more.network }
    return Settings.parse({ ...more, network: quick })
  }
  let settings = make(overrides)
  const transfer = createTransfer({
    settings: () => settings,
    now: () => Date.now(),
    random: () => 0,
    userAgent: 'tests',
    log: () => {},
  })
  closing.push(() => transfer.close())
  const change = (more: Overrides) => {
    settings = make({ ...overrides, ...more })
    transfer.settingsChanged()
  }
  return { transfer, change }
}

function laneTo(transfer: Transfer, servers: readonly FaultyServer[], more: Partial<LaneOptions> = {}): Lane {
  const lane = transfer.lane({
    allowPrivate: new Set(servers.map(({ host }) => host)),
    home: servers[0]?.origin ?? 'http://nowhere.invalid',
    onWait: () => {},
    ...more,
  })
  closing.push(() => Promise.resolve(lane.close()))
  return lane
}

function imageOf(server: FaultyServer, more: Partial<ImageRequest> = {}): ImageRequest {
  const address = `${server.origin}/a.png`
  return { address, folder, name: '001 a.png', part: null, onPart: () => {}, onBytes: () => {}, ...more }
}

/** Saves one image with a lane of its own, or tells the failure's kind. */
async function save(server: FaultyServer, more: Partial<ImageRequest> = {}, overrides: Overrides = {}) {
  try {
    return await laneTo(open(overrides).transfer, [server]).saveImage(imageOf(server, more), signal)
  } catch (error) {
    if (error instanceof FailureError) return { kind: error.failure.kind }
    throw error
  }
}

const files = async () => (await readdir(folder)).sort()

it.each([
  ['small', picture],
  ['large', large],
])('saves a %s image under its name, with what is known of it', async (_size, body) => {
  const server = await serve((e) => e.file(body, { etag: '"v1"' }))
  const received: (number | null)[][] = []
  const saved = await save(server, { onBytes: (...bytes) => received.push(bytes) })
  expect(saved).toMatchObject({
    kind: 'saved',
    file: '001 a.png',
    bytes: body.length,
    sha256: sha256(body),
    type: 'image/png',
    address: `${server.origin}/a.png`,
    etag: '"v1"',
  })
  expect(await files()).toEqual(['001 a.png'])
  expect(sha256(await readFile(join(folder, '001 a.png')))).toBe(sha256(body))
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
  const server = await serve((e) => e.reply(200, { 'Content-Type': 'image/png' }, body))
  expect(await save(server, {}, { network: { retries: 1 } })).toEqual({ kind })
  expect(await files()).toEqual([])
})

it('takes an image without its end for cut when only the closing of the connection ends it', async () => {
  const server = await serve(async (e) => {
    await e.head(200, { Connection: 'close' })
    await e.raw(picture.subarray(0, 50_000))
    e.end()
  })
  expect(await save(server, {}, { network: { retries: 1 } })).toEqual({ kind: 'truncated' })
  expect(server.requests).toHaveLength(2)
})

it.each([
  ['photo.jpg', 'photo.png'],
  ['photo.php', 'photo.png'],
  ['photo v1.2', 'photo v1.2.png'],
])('names %s by its bytes: %s', async (name, file) => {
  const server = await serve((e) => e.reply(200, { 'Content-Type': 'image/jpeg' }, picture))
  expect(await save(server, { name })).toMatchObject({ kind: 'saved', file })
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
  const server = await serve((e) => e.reply(status, {}, picture))
  expect(await save(server, {}, { network: { retries: 2 } })).toEqual({ kind })
  expect(server.requests).toHaveLength(requests)
  expect(await files()).toEqual([])
})

it('tells of each retry and gets the image in the end', async () => {
  const server = await serve((e) => (server.requests.length < 3 ? e.reply(502) : e.file(picture)))
  const told: string[] = []
  const lane = laneTo(open().transfer, [server], {
    onRetry: (url, failure, attempt) =>
      told.push(`${url === imageOf(server).address} ${failure.kind} ${attempt}`),
  })
  await expect(lane.saveImage(imageOf(server), signal)).resolves.toMatchObject({ kind: 'saved' })
  expect(told).toEqual(['true http-status 2', 'true http-status 3'])
})

it.each([
  ['smaller', { smallestBytes: 200_000 }],
  ['larger', { largestBytes: 50_000 }],
])(
  'leaves out an image that is %s than asked for, also when its length is not announced',
  async (_what, bounds) => {
    const server = await serve((e) =>
      e.target === '/a.png'
        ? e.file(picture)
        : e.head(200, { 'Transfer-Encoding': 'chunked' }).then(() => e.raw(chunked(picture))),
    )
    expect(await save(server, bounds)).toEqual({ kind: 'filtered' })
    expect(await save(server, { ...bounds, address: `${server.origin}/chunked` })).toEqual({
      kind: 'filtered',
    })
    expect(await files()).toEqual([])
  },
)

it('never writes over a file: two transfers of one name at the same time make two files', async () => {
  await writeFile(join(folder, '001 a.png'), 'mine')
  const both = createGate()
  const other = makePng(100_000, 3)
  const server = await serve(async (e) => {
    if (server.requests.length === 2) both.open()
    await both.opened
    await e.file(e.target === '/a.png' ? picture : other)
  })
  const lane = laneTo(open().transfer, [server])
  const saved = await Promise.all([
    lane.saveImage(imageOf(server), signal),
    lane.saveImage(imageOf(server, { address: `${server.origin}/b.png` }), signal),
  ])
  expect(await files()).toEqual(['001 a (2).png', '001 a (3).png', '001 a.png'])
  expect(await readFile(join(folder, '001 a.png'), 'utf8')).toBe('mine')
  for (const one of saved) {
    if (one.kind !== 'saved') throw new Error(one.kind)
    expect(sha256(await readFile(join(folder, one.file)))).toBe(one.sha256)
  }
})

it('announces a whole file before its name exists, again for each name, and obeys the verdict', async () => {
  const server = await serve((e) => e.file(picture))
  await writeFile(join(folder, '001 a.png'), 'mine')
  const announced: string[] = []
  const kept = await save(server, {
    onWhole: ({ file, bytes }) => {
      announced.push(`${file} ${bytes}`)
      return { kind: 'keep' }
    },
  })
  expect(announced).toEqual([`001 a.png ${picture.length}`, `001 a (2).png ${picture.length}`])
  expect(kept).toMatchObject({ file: '001 a (2).png' })

  const dropped = await save(server, { onWhole: () => ({ kind: 'drop' }) })
  expect(dropped).toEqual({
    kind: 'dropped',
    bytes: picture.length,
    sha256: sha256(picture),
    type: 'image/png',
  })

  const twin = join(folder, '001 a (2).png')
  const linked = await save(server, { name: '002.png', onWhole: () => ({ kind: 'link', path: twin }) })
  expect(linked).toMatchObject({ kind: 'saved', file: '002.png' })
  expect((await stat(join(folder, '002.png'))).ino).toBe((await stat(twin)).ino)

  const path = join(folder, 'gone.png')
  const own = await save(server, { name: '003.png', onWhole: () => ({ kind: 'link', path }) })
  expect(own).toMatchObject({ kind: 'saved', file: '003.png' })
  expect(await files()).toEqual(['001 a (2).png', '001 a.png', '002.png', '003.png'])
})

it('does not write through a link that lies at the temporary name', async () => {
  const victim = join(folder, 'victim')
  await writeFile(victim, 'precious')
  await symlink(victim, join(folder, '001 a.png.part'))
  const server = await serve((e) => e.file(picture))
  const part = {
    address: `${server.origin}/a.png`,
    etag: '"v1"',
    lastModified: null,
    total: picture.length,
    suggestedName: null,
  }
  expect(await save(server, { part })).toMatchObject({ kind: 'saved' })
  expect(await readFile(victim, 'utf8')).toBe('precious')
})

it.each(['../a.png', 'a/b.png', '..', 'a\\b.png', ''])(
  'takes %j for a bug, not for a file name',
  async (name) => {
    const server = await serve((e) => e.file(picture))
    await expect(save(server, { name })).rejects.toThrow(/not a file name/)
    expect(server.requests).toEqual([])
  },
)

it('asks nothing of the site when the folder is missing or no folder', async () => {
  const server = await serve((e) => e.file(picture))
  await writeFile(join(folder, 'file'), '')
  for (const name of ['missing', 'file']) {
    expect(await save(server, { folder: join(folder, name) })).toEqual({ kind: 'not-writable' })
  }
  expect(server.requests).toEqual([])
})

it('asks nothing of the site when the folder cannot be written to', async () => {
  // Root may write everywhere but where nobody can: the process table.
  const locked = process.getuid?.() === 0 ? '/proc/self' : join(folder, 'locked')
  if (locked !== '/proc/self') {
    await mkdir(locked)
    await chmod(locked, 0o500)
  }
  const server = await serve((e) => e.file(picture))
  expect(await save(server, { folder: locked })).toEqual({ kind: 'not-writable' })
})

// ---- resuming --------------------------------------------------------------------------------------------------

/** Cuts the first reply in the middle and answers the others as `then` says. */
const cutFirst =
  (body: Buffer, fields: Record<string, string>, then: Handler): Handler =>
  async (e) => {
    if (e.connection > 1) return then(e)
    await e.head(200, { 'Content-Length': body.length, ...fields })
    await e.raw(body.subarray(0, body.length / 2))
    e.end()
  }

const half = large.length / 2
const etag = '"v1"'

it('continues after a cut with a strong validator and fetches no byte twice', async () => {
  const server = await serve(cutFirst(large, { ETag: etag }, (e) => e.file(large, { etag })))
  const parts: (PartRecord | null)[] = []
  const saved = await save(server, { onPart: (part) => void parts.push(part) })
  expect(saved).toMatchObject({ kind: 'saved', bytes: large.length, sha256: sha256(large) })
  expect(server.requests[1]?.headers).toMatchObject({ range: `bytes=${half}-`, 'if-range': etag })
  expect(parts).toEqual([
    { address: `${server.origin}/a.png`, etag, lastModified: null, total: large.length, suggestedName: null },
  ])
  expect(await files()).toEqual(['001 a.png'])
})

it.each<[string, Record<string, string>]>([
  ['no validator', {}],
  [
    'a weak tag',
    { ETag: 'W/"v1"', 'Last-Modified': 'Tue, 01 Oct 2024 10:00:00 GMT', Date: new Date().toUTCString() },
  ],
  ['a date without a clock', { 'Last-Modified': 'Tue, 01 Oct 2024 10:00:00 GMT' }],
  ['a date of this minute', { 'Last-Modified': new Date().toUTCString(), Date: new Date().toUTCString() }],
])('starts over with %s', async (_what, fields) => {
  const server = await serve(cutFirst(large, fields, (e) => e.file(large)))
  expect(await save(server)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests[1]?.headers).not.toHaveProperty('range')
})

it('continues by a date that is old enough', async () => {
  const lastModified = 'Tue, 01 Oct 2024 10:00:00 GMT'
  const fields = { 'Last-Modified': lastModified, Date: new Date().toUTCString() }
  const server = await serve(cutFirst(large, fields, (e) => e.file(large, { lastModified })))
  expect(await save(server)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests[1]?.headers['if-range']).toBe(lastModified)
})

const changed = makePng(2_000_000, 9)
const rest = (from: number, total: number, body = large) => `bytes ${from}-${body.length - 1}/${total}`

it.each<[string, Buffer, Handler]>([
  ['ignores the range', large, (e) => e.reply(200, {}, large)],
  ['has another file now', changed, (e) => e.file(changed, { etag: '"v2"' })],
  [
    'answers 416 though something is missing',
    large,
    (e) =>
      e.headers['range']
        ? e.reply(416, { 'Content-Range': `bytes */${large.length}` })
        : e.reply(200, {}, large),
  ],
  [
    'answers 416 because its file is shorter now',
    picture,
    (e) =>
      e.headers['range']
        ? e.reply(416, { 'Content-Range': `bytes */${half}`, ETag: etag })
        : e.reply(200, {}, picture),
  ],
  [
    'sends a part from another offset',
    large,
    (e) =>
      e.headers['range']
        ? e.reply(206, { 'Content-Range': rest(0, large.length), ETag: etag }, large)
        : e.reply(200, {}, large),
  ],
  [
    'does not say which part it sends',
    large,
    (e) =>
      e.headers['range'] ? e.reply(206, { ETag: etag }, large.subarray(half)) : e.reply(200, {}, large),
  ],
  [
    'sends a part of another length',
    large,
    (e) =>
      e.headers['range']
        ? e.reply(206, { 'Content-Range': rest(half, large.length + 5) }, large.subarray(half))
        : e.reply(200, {}, large),
  ],
  [
    'sends a part of another version',
    large,
    (e) =>
      e.headers['range']
        ? e.reply(206, { 'Content-Range': rest(half, large.length), ETag: '"v2"' }, large.subarray(half))
        : e.reply(200, {}, large),
  ],
  [
    'sends several parts',
    large,
    (e) =>
      e.headers['range']
        ? e.reply(
            206,
            { 'Content-Range': rest(half, large.length), 'Content-Type': 'multipart/byteranges; boundary=x' },
            large.subarray(half),
          )
        : e.reply(200, {}, large),
  ],
])('starts over when the server %s', async (_what, body, then) => {
  const server = await serve(cutFirst(large, { ETag: etag }, then))
  expect(await save(server)).toMatchObject({ kind: 'saved', bytes: body.length, sha256: sha256(body) })
  expect(sha256(await readFile(join(folder, '001 a.png')))).toBe(sha256(body))
})

it('finishes by a 416 that confirms length and version, when only the end of the message was missing', async () => {
  const server = await serve(async (e) => {
    if (e.connection > 1) return e.reply(416, { 'Content-Range': `bytes */${large.length}`, ETag: etag })
    await e.head(200, { 'Transfer-Encoding': 'chunked', ETag: etag })
    await e.raw(chunked(large, false))
    e.end()
  })
  expect(await save(server)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests).toHaveLength(2)
})

it.each(['pause', 'quit', 'cancel'] as const)(
  'closes its socket at once on %s and keeps the part unless cancelled',
  async (reason) => {
    const server = await serve(async (e) => {
      await e.head(200, { 'Content-Length': large.length, ETag: etag })
      await e.raw(large.subarray(0, half))
    })
    const controller = new AbortController()
    const arrived = createGate()
    let part: PartRecord | null = null
    const saving = laneTo(open().transfer, [server]).saveImage(
      imageOf(server, {
        onPart: (record) => void (part = record),
        onBytes: (bytes) => bytes === half && arrived.open(),
      }),
      controller.signal,
    )
    saving.catch(() => {})
    await arrived.opened
    const abortedAt = performance.now()
    controller.abort(reason)
    await server.quiet()
    expect(performance.now() - abortedAt).toBeLessThan(200)
    await expect(saving).rejects.toBe(reason)
    expect(await files()).toEqual(reason === 'cancel' ? [] : ['001 a.png.part'])
    expect(part === null).toBe(reason === 'cancel')
    const kept = await stat(join(folder, '001 a.png.part')).catch(() => null)
    expect(kept?.size).toBe(reason === 'cancel' ? undefined : half)
  },
)

it('goes on with what an earlier run left, and hashes the whole', async () => {
  await writeFile(join(folder, '001 a.png.part'), large.subarray(0, 1_000_000))
  const server = await serve((e) => e.file(large, { etag }))
  const part = {
    address: `${server.origin}/a.png`,
    etag,
    lastModified: null,
    total: large.length,
    suggestedName: null,
  }
  expect(await save(server, { part })).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests[0]?.headers['range']).toBe('bytes=1000000-')
  expect(await files()).toEqual(['001 a.png'])
})

it('goes on from what is surely on the disk after a power cut, not from what else the file holds', async () => {
  const sure = 1_000_000
  const lost = Buffer.concat([large.subarray(0, sure), Buffer.alloc(500_000)])
  await writeFile(join(folder, '001 a.png.part'), lost)
  const server = await serve((e) => e.file(large, { etag }))
  const part = {
    address: `${server.origin}/a.png`,
    etag,
    lastModified: null,
    total: large.length,
    suggestedName: null,
  }
  const flushed: number[] = []
  const onPartFlushed = (bytes: number) => void flushed.push(bytes)
  const saved = await save(server, { part, trustedBytes: sure, onPartFlushed })
  expect(saved).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests.map(({ headers }) => headers['range'])).toEqual([`bytes=${sure}-`])
  expect(flushed).toEqual([sure])
})

it('begins anew where nothing of a part is sure', async () => {
  await writeFile(join(folder, '001 a.png.part'), large.subarray(0, 1_000_000))
  const server = await serve((e) => e.file(large, { etag }))
  const part = {
    address: `${server.origin}/a.png`,
    etag,
    lastModified: null,
    total: large.length,
    suggestedName: null,
  }
  expect(await save(server, { part, trustedBytes: 0 })).toMatchObject({ sha256: sha256(large) })
  expect(server.requests.map(({ headers }) => headers['range'])).toEqual([undefined])
  expect(await files()).toEqual(['001 a.png'])
})

it('asks nothing for a part that is whole already', async () => {
  await writeFile(join(folder, '001 a.png.part'), large)
  const server = await serve(() => {})
  const part = {
    address: `${server.origin}/a.png`,
    etag,
    lastModified: null,
    total: large.length,
    suggestedName: null,
  }
  expect(await save(server, { part })).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests).toEqual([])
})

it('starts over when the part is longer than the file, no image, or a finished file under a second name', async () => {
  const server = await serve((e) => e.file(large, { etag }))
  const part = {
    address: `${server.origin}/a.png`,
    etag,
    lastModified: null,
    total: large.length,
    suggestedName: null,
  }
  const path = join(folder, '001 a.png.part')
  const finished = join(folder, 'finished.png')
  await writeFile(finished, large.subarray(0, 1000))
  for (const lay of [
    () => writeFile(path, Buffer.concat([large, large])),
    () => writeFile(path, Buffer.alloc(1000, 'no image')),
    () => link(finished, path),
  ]) {
    await lay()
    expect(await save(server, { part })).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  }
  expect(server.requests.every(({ headers }) => headers['range'] === undefined)).toBe(true)
  expect((await stat(finished)).size).toBe(1000)
})

it('keeps the part after failures that may pass, for a later run', async () => {
  const server = await serve(cutFirst(large, { ETag: etag }, (e) => e.reset()))
  expect(await save(server, {}, { network: { retries: 1 } })).toEqual({ kind: 'reset' })
  expect((await stat(join(folder, '001 a.png.part'))).size).toBe(half)
})

it('removes the part after a failure that is final, and says so', async () => {
  const server = await serve(cutFirst(large, { ETag: etag }, (e) => e.reply(404)))
  const parts: (PartRecord | null)[] = []
  expect(await save(server, { onPart: (part) => void parts.push(part) })).toEqual({ kind: 'not-found' })
  expect(parts.at(-1)).toBeNull()
  expect(await files()).toEqual([])
})

// ---- what tasks share ------------------------------------------------------------------------------------------

it('never has more connections than the limits allow, and follows them when they change', async () => {
  const gate = createGate()
  const server = await serve(async (e) => {
    await gate.opened
    await e.file(picture)
  })
  const { transfer, change } = open({ connections: 4, connectionsPerSite: 2 })
  const [one, two] = [laneTo(transfer, [server]), laneTo(transfer, [server])]
  const saving = Array.from({ length: 10 }, (_, n) =>
    (n % 2 === 0 ? one : two).saveImage(imageOf(server, { name: `${n}.png` }), signal),
  )
  await server.requested(2)
  expect([server.openSockets, one.connections + two.connections]).toEqual([2, 2])
  change({ connections: 3, connectionsPerSite: 9 })
  await server.requested(3)
  await new Promise((resolve) => setImmediate(resolve))
  expect(server.openSockets).toBe(3)
  gate.open()
  await Promise.all(saving)
  expect([one.connections, two.connections]).toEqual([0, 0])
})

it('keeps the limits of one lane besides those of all', async () => {
  const gate = createGate()
  const server = await serve(async (e) => {
    await gate.opened
    await e.file(picture)
  })
  const { transfer } = open()
  const narrow = laneTo(transfer, [server], { connections: 1 })
  const saving = [1, 2, 3].map((n) => narrow.saveImage(imageOf(server, { name: `${n}.png` }), signal))
  await server.requested(1)
  const wide = laneTo(transfer, [server])
  saving.push(...[4, 5].map((n) => wide.saveImage(imageOf(server, { name: `${n}.png` }), signal)))
  await server.requested(3)
  expect([narrow.connections, wide.connections]).toEqual([1, 2])
  gate.open()
  await Promise.all(saving)
})

it('holds all tasks at a host that asks to wait, costs them no attempt, and tells them until when', async () => {
  const server = await serve((e) =>
    server.requests.length === 1 ? e.reply(429, { 'Retry-After': 1 }) : e.file(picture),
  )
  const { transfer } = open({ network: { retries: 1 } })
  const told: string[] = []
  const lanes = ['one', 'two'].map((name) =>
    laneTo(transfer, [server], {
      onWait: (host, until) =>
        told.push(`${name} ${host === server.host} ${until === null ? 'over' : 'waits'}`),
      onRetry: () => told.push('an attempt was counted'),
    }),
  )
  const first = lanes[0]?.saveImage(imageOf(server, { name: '1.png' }), signal)
  await server.requested(1)
  while (told.length === 0) await new Promise((resolve) => setImmediate(resolve))
  const second = lanes[1]?.saveImage(imageOf(server, { name: '2.png' }), signal)
  await expect(first).resolves.toMatchObject({ kind: 'saved' })
  await expect(second).resolves.toMatchObject({ kind: 'saved' })
  const [asked, ...later] = server.requests.map(({ at }) => at)
  for (const at of later) expect(at - (asked ?? 0)).toBeGreaterThanOrEqual(1000)
  expect(told).toEqual(['one true waits', 'two true waits', 'one true over', 'two true over'])
})

it('fails as rate-limited, says until when and asks no more when a site wants too long a pause', async () => {
  const server = await serve((e) => e.reply(503, { 'Retry-After': 86_400 }))
  const lane = laneTo(open().transfer, [server])
  for (const _time of [1, 2]) {
    const failed = await lane.saveImage(imageOf(server), signal).catch((error: unknown) => error)
    if (!(failed instanceof FailureError) || failed.failure.kind !== 'rate-limited') throw failed
    expect(failed.failure.until / 1000).toBeCloseTo(Date.now() / 1000 + 86_400, -1)
  }
  expect(server.requests).toHaveLength(1)
})

it('bears only so many holds', async () => {
  const server = await serve((e) => e.reply(503, { 'Retry-After': 1 }))
  expect(await save(server, {}, { network: { retries: 1 } })).toEqual({ kind: 'rate-limited' })
  expect(server.requests).toHaveLength(2)
})

it('holds no permit and no socket between attempts', async () => {
  const server = await serve((e) => e.reset())
  const settings = Settings.parse({ connections: 1, network: { longestBackoffMs: 60_000 } })
  const transfer = createTransfer({
    settings: () => settings,
    now: () => Date.now(),
    random: () => 0.9,
    userAgent: '',
    log: () => {},
  })
  closing.push(() => transfer.close())
  const controller = new AbortController()
  const waits = createGate()
  const lane = laneTo(transfer, [server], { onRetry: () => waits.open() })
  const saving = lane.saveImage(imageOf(server), controller.signal)
  saving.catch(() => {})
  await waits.opened
  expect(lane.connections).toBe(0)
  const good = await serve((e) => e.file(picture))
  await expect(laneTo(transfer, [good]).saveImage(imageOf(good), signal)).resolves.toMatchObject({
    kind: 'saved',
  })
  controller.abort('pause')
  await expect(saving).rejects.toBe('pause')
})

it('keeps to the bytes per second of the lane', async () => {
  const server = await serve((e) => e.file(large))
  const lane = laneTo(open().transfer, [server], { bytesPerSecond: 4_000_000 })
  const startedAt = performance.now()
  await lane.saveImage(imageOf(server), signal)
  // 3 MB at 4 MB a second, less what may be saved up and the last piece, which is paid by who comes after.
  expect(performance.now() - startedAt).toBeGreaterThan(400)
  expect(lane.bytesPerSecond).toBeGreaterThan(0)
})

it('leaves no listener on the signal of a task after a thousand images', async () => {
  const server = await serve((e) => (e.target === '/a.png' ? e.file(picture) : e.reply(404)))
  const lane = laneTo(open({ connectionsPerSite: 8 }).transfer, [server])
  const controller = new AbortController()
  const settled = await Promise.allSettled(
    Array.from({ length: 1000 }, (_, n) => {
      const address = `${server.origin}/${n % 2 === 0 ? 'gone' : 'a.png'}`
      return lane.saveImage(imageOf(server, { name: `${n}.png`, address }), controller.signal)
    }),
  )
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(500)
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  expect((await files()).length).toBe(500)
})

// ---- pages -----------------------------------------------------------------------------------------------------

it('brings a page whole, with its final address and type', async () => {
  const html = '<!doctype html><title>Page</title>'.repeat(1000)
  const server = await serve((e) =>
    e.target === '/'
      ? e.reply(302, { Location: '/page' })
      : e.reply(200, { 'Content-Type': 'text/html; charset=gbk' }, html),
  )
  const reply = await laneTo(open().transfer, [server]).fetchPage({ address: `${server.origin}/` }, signal)
  if (reply.kind !== 'page') throw new Error(reply.kind)
  expect(reply.page).toMatchObject({
    address: `${server.origin}/page`,
    contentType: 'text/html; charset=gbk',
  })
  expect(Buffer.from(reply.page.bytes).toString()).toBe(html)
})

it('tells that an address is an image without reading all of it', async () => {
  const server = await serve(async (e) => {
    await e.head(200, { 'Content-Length': 1_000_000_000, 'Content-Type': 'text/html' })
    await e.raw(picture)
  })
  const address = `${server.origin}/a.png`
  const reply = await laneTo(open().transfer, [server]).fetchPage({ address }, signal)
  expect(reply).toEqual({ kind: 'image', address })
  await server.quiet()
})

it.each<[string, Handler, string]>([
  ['something that is neither page nor image', (e) => e.reply(200, {}, Buffer.alloc(200, 1)), 'not-an-image'],
  ['an empty page', (e) => e.reply(200), 'empty'],
  ['a missing page', (e) => e.reply(404), 'not-found'],
  ['a page beyond the limit', (e) => e.reply(200, {}, ' '.repeat(5000)), 'too-large'],
])('fails for %s', async (_what, handler, kind) => {
  const server = await serve(handler)
  const lane = laneTo(open({ network: { retries: 0, pageLimitBytes: 4096 } }).transfer, [server])
  const failed = lane.fetchPage({ address: `${server.origin}/` }, signal)
  await expect(failed).rejects.toMatchObject({ failure: { kind } })
})

it.each([3, 5, 12, 40])(
  'fetches an image again of which only %i bytes came before the connection ended',
  async (bytes) => {
    const server = await serve(async (e) => {
      if (server.requests.length % 2 === 0) return e.file(picture)
      await e.raw('HTTP/1.0 200 OK\r\n\r\n')
      await e.raw(picture.subarray(0, bytes))
      e.end()
    })
    const lane = laneTo(open().transfer, [server])
    expect(await lane.fetchPage({ address: `${server.origin}/a` }, signal)).toMatchObject({ kind: 'image' })
    expect(await lane.saveImage(imageOf(server), signal)).toMatchObject({ sha256: sha256(picture) })
  },
)

it('tells a page with the Refresh field of its reply', async () => {
  const server = await serve((e) => e.reply(200, { Refresh: '0; url=/\xe5\x9b\xbe' }, '<title>moved</title>'))
  const reply = await laneTo(open().transfer, [server]).fetchPage({ address: server.origin }, signal)
  expect(reply).toMatchObject({ page: { refresh: '0; url=/图' } })
})

it('holds a host for the longest of several Retry-After fields', async () => {
  const server = await serve((e) => e.reply(429, { 'Retry-After': ['1', '3000', '2'] }))
  const asked = Date.now()
  const lane = laneTo(open({ network: { longestRetryAfterMs: 1000 } }).transfer, [server])
  const error: unknown = await lane.saveImage(imageOf(server), signal).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ failure: { kind: 'rate-limited' } })
  const { failure } = error as FailureError
  expect(failure.kind === 'rate-limited' && failure.until >= asked + 3_000_000).toBe(true)
})
