import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { createGate, type FaultyServer, type Handler } from '../../../../../test/site/faulty-server'
import { makePng } from '../../../../../test/site/pictures.mjs'
import { large, sha256, signal } from '../../../../../test/test-network'
import { openSavingForEach, type TestSaving } from '../../../../../test/test-saving'
import { keptPart } from './resume'

let bench: TestSaving

openSavingForEach((opened) => {
  bench = opened
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** So large that it is hashed in a thread of its own. */
const huge = makePng('huge', 12_000_000)
const etag = '"v1"'

/** Saves one image of the server without a single request by the client: all go through the thread. */
async function saveInThread(server: FaultyServer) {
  const client = bench.clientTo(bench.open().network, [server])
  const asked = vi.spyOn(client, 'request')
  const saved = await client.saveImage(bench.addImage(server), signal)
  expect(asked).not.toHaveBeenCalled()
  return saved
}

const savedAs = async (body: Buffer) => {
  expect(await bench.files()).toEqual(['001 a.png'])
  return sha256(await readFile(join(bench.folder, '001 a.png'))) === sha256(body)
}

it.each([
  ['large', large],
  ['huge', huge],
])('a %s image is written by the thread alone', async (_size, body) => {
  const server = await bench.serve((e) => e.file(body, { etag }))
  expect(await saveInThread(server)).toMatchObject({
    kind: 'saved',
    bytes: body.length,
    sha256: sha256(body),
    type: 'image/png',
    etag,
  })
  expect(await savedAs(body)).toBe(true)
  expect(bench.received()).toEqual([[body.length, body.length]])
})

it.each([
  ['in pieces that leave slots half full', 150_000, 25],
  ['in small pieces', 9_000, 0],
])('comes right %s', async (_how, pieceBytes, pauseMs) => {
  const server = await bench.serve(async (e) => {
    await e.head(200, { 'Content-Length': large.length })
    for (let at = 0; at < large.length; at += pieceBytes) {
      await e.raw(large.subarray(at, at + pieceBytes))
      if (pauseMs > 0) await sleep(pauseMs)
    }
  })
  expect(await saveInThread(server)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(await savedAs(large)).toBe(true)
})

it('bytes beyond the announced length are not part of it', async () => {
  const server = await bench.serve(async (e) => {
    await e.head(200, { 'Content-Length': large.length })
    await e.raw(Buffer.concat([large, Buffer.alloc(500_000, 'more')]))
  })
  expect(await saveInThread(server)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(await savedAs(large)).toBe(true)
})

it.each<[string, Handler]>([
  ['ends early', (e) => e.end()],
  ['is reset', (e) => e.reset()],
  ['stalls', (e) => e.closed],
])('of one whose connection %s the rest is asked for', async (_how, stop) => {
  const half = huge.length >> 1
  const server = await bench.serve(async (e) => {
    if (e.headers['range'] !== undefined) return e.file(huge, { etag })
    await e.head(200, { 'Content-Length': huge.length, ETag: etag })
    await e.raw(huge.subarray(0, half))
    await bench.untilReceived(half)
    await stop(e)
  })
  const saved = await bench.save(server, {}, { network: { idleTimeoutMs: 300 } })
  expect(saved).toMatchObject({ kind: 'saved', sha256: sha256(huge) })
  expect(server.requests.map(({ headers }) => headers['range'])).toEqual([undefined, `bytes=${half}-`])
  expect(server.requests[1]?.headers['if-range']).toBe(etag)
  expect(await savedAs(huge)).toBe(true)
})

it.each<[string, Buffer, string]>([
  ['a page', Buffer.from('<!doctype html><title>Log in</title>'.padEnd(3_000_000)), 'not-an-image'],
  ['a long page', Buffer.from('<!doctype html><title>Log in</title>'.padEnd(12_000_000)), 'not-an-image'],
  ['an image without its end', huge.subarray(0, 10_000_000), 'bad-image'],
])('nothing is kept of %s', async (_what, body, kind) => {
  const server = await bench.serve((e) => e.reply(200, { 'Content-Type': 'image/png' }, body))
  expect(await bench.save(server, {}, { network: { retries: 1 } })).toEqual({ kind })
  expect(await bench.files()).toEqual([])
})

it('a pause keeps what came, all of it safe, and the next run asks for the rest', async () => {
  const half = huge.length >> 1
  const server = await bench.serve(async (e) => {
    if (e.headers['range'] !== undefined) return e.file(huge, { etag })
    await e.head(200, { 'Content-Length': huge.length, ETag: etag })
    await e.raw(huge.subarray(0, half))
    await e.closed
  })
  const controller = new AbortController()
  const image = bench.addImage(server)
  const saving = bench.clientTo(bench.open().network, [server]).saveImage(image, controller.signal)
  saving.catch(() => {})
  await bench.untilReceived(half)
  controller.abort('pause')
  await server.quiet()
  await expect(saving).rejects.toBe('pause')
  expect(await bench.files()).toEqual([basename(bench.partPath(image))])
  expect((await stat(bench.partPath(image))).size).toBe(half)
  expect(keptPart(bench.row(image))).toMatchObject({ etag, total: huge.length, flushed: half })
  expect(await bench.saveImage(image)).toMatchObject({ kind: 'saved', sha256: sha256(huge) })
  expect(server.requests[1]?.headers['range']).toBe(`bytes=${half}-`)
})

it('a limit of speed that is set meanwhile holds it, and one that is lifted lets it continue', async () => {
  const gate = createGate()
  const server = await bench.serve(async (e) => {
    await e.head(200, { 'Content-Length': huge.length })
    await e.raw(huge.subarray(0, 1_000_000))
    await gate.opened
    // Not all of it within the time in which the limit is seen.
    for (let at = 1_000_000; at < huge.length; at += 250_000) {
      await e.raw(huge.subarray(at, at + 250_000))
      await sleep(3)
    }
  })
  const opened = bench.open({ network: { idleTimeoutMs: 300 } })
  const saving = bench.clientTo(opened.network, [server]).saveImage(bench.addImage(server), signal)
  await bench.untilReceived(1_000_000)
  opened.change({ bytesPerSecond: 1024 })
  gate.open()
  await bench.untilReceived(1_000_001)
  await sleep(600)
  // What came before the limit was seen, and no more in all that time; it is no silence of the server.
  const [[held] = [0]] = bench.received()
  await sleep(300)
  expect(bench.received()[0]?.[0]).toBe(held)
  expect(held).toBeLessThan(huge.length)
  opened.change({ bytesPerSecond: null })
  expect(await saving).toMatchObject({ kind: 'saved', sha256: sha256(huge) })
  expect(server.requests).toHaveLength(1)
})

it('is refused before its body is read when it is larger than images may be', async () => {
  const server = await bench.serve(async (e) => {
    await e.head(200, { 'Content-Length': 5_000_000 })
    await e.closed
  })
  const limits = { network: { decodedBodyLimitBytes: 4_000_000, retries: 1 } }
  expect(await bench.save(server, {}, limits)).toEqual({ kind: 'too-large' })
  await server.quiet()
  expect(await bench.files()).toEqual([])
})
