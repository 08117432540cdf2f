import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeLiveWebm, makeMp4 } from '../../../../test/site/videos'
import { sha256, signal } from '../../../../test/test-network'
import { openSavingForEach, type TestSaving } from '../../../../test/test-saving'

const video = makeMp4('clip', 3_000_000)
const half = 1_500_000

let bench: TestSaving

openSavingForEach((opened) => {
  bench = opened
})

const named = { name: '001 clip.gifv' }

it('saves a video under the name that its bytes call for, and asks for a video', async () => {
  const server = await bench.serve((e) => e.file(video, { etag: '"v1"' }))
  const saved = await bench.save(server, { ...named, address: `${server.origin}/clip.mp4?size=large` })
  expect(saved).toMatchObject({
    kind: 'saved',
    file: '001 clip.mp4',
    type: 'video/mp4',
    sha256: sha256(video),
  })
  expect(sha256(await readFile(join(bench.folder, '001 clip.mp4')))).toBe(sha256(video))
  expect(server.requests[0]?.headers['accept']).toMatch(/^video\//)
})

it('asks for a picture where the address names one', async () => {
  const server = await bench.serve((e) => e.file(video))
  await bench.save(server, named)
  expect(server.requests[0]?.headers['accept']).toMatch(/^image\//)
})

it('resumes a video whose connection broke, from the byte that it lacks', async () => {
  const server = await bench.serve(async (e) => {
    if (e.headers['range'] !== undefined) return e.file(video, { etag: '"v1"' })
    await e.head(200, { 'Content-Type': 'video/mp4', 'Content-Length': video.length, ETag: '"v1"' })
    await e.raw(video.subarray(0, half))
    e.end()
  })
  expect(await bench.save(server, named)).toMatchObject({ kind: 'saved', sha256: sha256(video) })
  expect(server.requests.map(({ headers }) => headers['range'])).toEqual([undefined, `bytes=${half}-`])
})

it.each([
  ['half of it', video.subarray(0, half)],
  [
    'noise in the place of its index',
    Buffer.concat([video.subarray(0, 60), Buffer.alloc(200, 0x99), video.subarray(260)]),
  ],
])('keeps nothing of a video that the server has damaged: %s', async (_, body) => {
  const server = await bench.serve((e) => e.reply(200, { 'Content-Type': 'video/mp4' }, body))
  expect(await bench.save(server, named, { network: { retries: 1 } })).toEqual({ kind: 'bad-image' })
  expect(await bench.files()).toEqual([])
})

it('takes a video for cut when only the closing of the connection ends it', async () => {
  const server = await bench.serve(async (e) => {
    await e.head(200, { Connection: 'close' })
    await e.raw(video.subarray(0, half))
    e.end()
  })
  expect(await bench.save(server, named, { network: { retries: 1 } })).toEqual({ kind: 'truncated' })
})

it('skips a video outside the limits of size before its body comes', async () => {
  const server = await bench.serve((e) => e.file(video))
  expect(await bench.save(server, { ...named, largestBytes: 1_000_000 })).toEqual({ kind: 'filtered' })
})

it('saves a recording that does not say how long it is', async () => {
  const server = await bench.serve((e) => e.reply(200, { 'Content-Type': 'video/webm' }, makeLiveWebm()))
  expect(await bench.save(server, named)).toMatchObject({ kind: 'saved', file: '001 clip.webm' })
})

it('knows an address that answers with a video for one, without reading it whole', async () => {
  const server = await bench.serve((e) => e.file(video))
  const client = bench.clientTo(bench.open().network, [server])
  const address = `${server.origin}/watch`
  expect(await client.fetchPage({ address }, signal)).toMatchObject({ kind: 'image' })
})
