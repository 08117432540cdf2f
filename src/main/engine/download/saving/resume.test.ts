import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { chunked, type Handler } from '../../../../../test/site/faulty-server'
import { makePng } from '../../../../../test/site/pictures.mjs'
import { large, picture, sha256 } from '../../../../../test/test-network'
import { openSavingForEach, type TestSaving } from '../../../../../test/test-saving'
import { keptPart } from './resume'

let bench: TestSaving

openSavingForEach((opened) => {
  bench = opened
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Cuts the first reply in the middle and answers the others as `then` says. */
const cutFirst =
  (body: Buffer, fields: Record<string, string>, then: Handler): Handler =>
  async (e) => {
    if (e.connection > 1) return then(e)
    await e.head(200, { 'Content-Length': body.length, ...fields })
    await e.raw(body.subarray(0, body.length / 2))
    e.end()
  }

const half = large.length >> 1
const etag = '"v1"'

it('continues after a cut with a strong validator and fetches no byte twice', async () => {
  const server = await bench.serve(cutFirst(large, { ETag: etag }, (e) => e.file(large, { etag })))
  const image = bench.addImage(server)
  const save = vi.spyOn(bench.storage.images.parts, 'save')
  expect(await bench.saveImage(image)).toMatchObject({
    kind: 'saved',
    bytes: large.length,
    sha256: sha256(large),
  })
  expect(server.requests[1]?.headers).toMatchObject({ range: `bytes=${half}-`, 'if-range': etag })
  expect(save).toHaveBeenCalledTimes(1)
  expect(keptPart(bench.row(image))).toMatchObject({
    address: `${server.origin}/a.png`,
    etag,
    lastModified: null,
    total: large.length,
    suggestedName: null,
    modified: null,
    name: image.name,
  })
  expect(await bench.files()).toEqual(['001 a.png'])
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
  const server = await bench.serve(cutFirst(large, fields, (e) => e.file(large)))
  expect(await bench.save(server)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests[1]?.headers).not.toHaveProperty('range')
})

it('continues by a date that is old enough', async () => {
  const lastModified = 'Tue, 01 Oct 2024 10:00:00 GMT'
  const fields = { 'Last-Modified': lastModified, Date: new Date().toUTCString() }
  const server = await bench.serve(cutFirst(large, fields, (e) => e.file(large, { lastModified })))
  expect(await bench.save(server)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests[1]?.headers['if-range']).toBe(lastModified)
})

const changed = makePng('9', 2_000_000)
const rest = (from: number, total: number) => `bytes ${from}-${large.length - 1}/${total}`

/** Answers a request for the rest of the file in one way and sends the whole of it to any other. */
const forRest =
  (answer: Handler, whole: Buffer = large): Handler =>
  (e) =>
    e.headers['range'] ? answer(e) : e.reply(200, {}, whole)

it.each<[string, Buffer, Handler]>([
  ['ignores the range', large, (e) => e.reply(200, {}, large)],
  ['has another file now', changed, (e) => e.file(changed, { etag: '"v2"' })],
  [
    'answers 416 though something is missing',
    large,
    forRest((e) => e.reply(416, { 'Content-Range': `bytes */${large.length}` })),
  ],
  [
    'answers 416 because its file is shorter now',
    picture,
    forRest((e) => e.reply(416, { 'Content-Range': `bytes */${half}`, ETag: etag }), picture),
  ],
  [
    'sends a part from another offset',
    large,
    forRest((e) => e.reply(206, { 'Content-Range': rest(0, large.length), ETag: etag }, large)),
  ],
  [
    'does not say which part it sends',
    large,
    forRest((e) => e.reply(206, { ETag: etag }, large.subarray(half))),
  ],
  [
    'sends a part of another length',
    large,
    forRest((e) => e.reply(206, { 'Content-Range': rest(half, large.length + 5) }, large.subarray(half))),
  ],
  [
    'sends a part of another version',
    large,
    forRest((e) =>
      e.reply(206, { 'Content-Range': rest(half, large.length), ETag: '"v2"' }, large.subarray(half)),
    ),
  ],
  [
    'sends several parts',
    large,
    forRest((e) =>
      e.reply(
        206,
        { 'Content-Range': rest(half, large.length), 'Content-Type': 'multipart/byteranges; boundary=x' },
        large.subarray(half),
      ),
    ),
  ],
])('starts over when the server %s', async (_what, body, then) => {
  const server = await bench.serve(cutFirst(large, { ETag: etag }, then))
  expect(await bench.save(server)).toMatchObject({ kind: 'saved', bytes: body.length, sha256: sha256(body) })
  expect(sha256(await readFile(join(bench.folder, '001 a.png')))).toBe(sha256(body))
})

it('finishes by a 416 that confirms length and version, when only the end of the message was missing', async () => {
  const server = await bench.serve(async (e) => {
    if (e.connection > 1) return e.reply(416, { 'Content-Range': `bytes */${large.length}`, ETag: etag })
    await e.head(200, { 'Transfer-Encoding': 'chunked', ETag: etag })
    await e.raw(chunked(large, false))
    e.end()
  })
  expect(await bench.save(server)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests).toHaveLength(2)
})

it('keeps the part after failures that may pass, for a later run', async () => {
  const server = await bench.serve(cutFirst(large, { ETag: etag }, (e) => e.reset()))
  const image = bench.addImage(server)
  expect(await bench.saveImage(image, { network: { retries: 1 } })).toEqual({ kind: 'reset' })
  expect((await stat(bench.partPath(image))).size).toBe(half)
  expect(keptPart(bench.row(image))).toMatchObject({ etag, flushed: half })
})

it('removes the part after a failure that is final, and says so', async () => {
  const server = await bench.serve(cutFirst(large, { ETag: etag }, (e) => e.reply(404)))
  const image = bench.addImage(server)
  const save = vi.spyOn(bench.storage.images.parts, 'save')
  expect(await bench.saveImage(image)).toEqual({ kind: 'not-found' })
  expect(save.mock.calls.map(([, part]) => part !== null)).toEqual([true, false])
  expect(bench.row(image).part).toBeNull()
  expect(await bench.files()).toEqual([])
})
