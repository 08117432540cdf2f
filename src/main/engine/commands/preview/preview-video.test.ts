import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makePng } from '../../../../../test/site/pictures.mjs'
import { makeMp4 } from '../../../../../test/site/videos'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

const page = `<!doctype html><title>Harbour</title><h1>Harbour</h1>
  <p><video src="/v/1.mp4" poster="/v/1.png" controls></video></p>
  <p><video src="/v/2.mp4" controls></video></p>`

/** A picture behind the videos. */
const mixed = `${page}<p><img src="/v/3.png" width="800" height="600"></p>`

/** A video that is only sent in pieces, beside pictures. */
const streamed = `<!doctype html><title>Quay</title><h1>Quay</h1><p><img src="/v/1.png" width="800" height="600"></p>
  <p><video src="/v/live.m3u8" controls></video></p><p><img src="/v/2.png" width="800" height="600"></p>`
const pages: Readonly<Record<string, string>> = {
  '/harbour.html': page,
  '/mixed.html': mixed,
  '/streamed.html': streamed,
}

let bench: TestEngine
let asked: string[]
const server = createServer((request, response) => {
  const path = request.url ?? ''
  asked.push(path)
  if (path.endsWith('.html')) response.writeHead(200, { 'content-type': 'text/html' }).end(pages[path])
  else if (path.endsWith('.png')) response.end(makePng('still'))
  else response.end(makeMp4(path, 5000))
})

beforeEach(async () => {
  asked = []
  bench = await openTestEngine()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await bench.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const address = (path = 'harbour.html') =>
  RangeAddress.parse(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`)

it('shows the still picture of a video, and never fetches the video itself', async () => {
  const { target: folder, engine } = bench
  const request = { address: address(), recipe: null, folder, options: {}, startLater: false }
  const { images } = await engine.commands.preview({ token: 'preview-1', request })
  expect(images.map(({ media }) => media)).toEqual(['video', 'video'])
  expect(await engine.previewImage('preview-1', 0)).toMatchObject({ type: 'image/png' })
  await expect(engine.previewImage('preview-1', 1)).rejects.toThrow(/still picture/)
  expect(asked.filter((path) => path.endsWith('.mp4'))).toEqual([])
})

it('counts the videos of a page apart', async () => {
  const request = { address: address('mixed.html'), recipe: null, folder: bench.target, options: {} }
  const preview = await bench.engine.commands.preview({
    token: 'preview-1',
    request: { ...request, startLater: false },
  })
  expect(preview).toMatchObject({ imageCount: 3, videoCount: 2 })
})

it('records the type of a video, and counts it as an image', async () => {
  const id = bench.add(address())
  await bench.until(id, 'done')
  const { rows } = await bench.engine.commands.listImages({
    taskId: id,
    sort: 'position',
    descending: false,
    offset: 0,
    limit: 9,
  })
  expect(rows.map(({ file, type, state }) => [file, type, state])).toEqual([
    ['001 1.mp4', 'video/mp4', 'saved'],
    ['002 2.mp4', 'video/mp4', 'saved'],
  ])
})

it('saves no video when the user wants none', async () => {
  const id = bench.add(address(), { options: { videos: false } })
  await expect
    .poll(() => bench.engine.snapshot().tasks.find((task) => task.id === id)?.state.kind)
    .toMatch(/done|failed/)
  expect(asked.filter((path) => path.endsWith('.mp4'))).toEqual([])
})

it('takes a picture for the cover of gallery and download, and none of a video', async () => {
  const mixedTask = await bench.until(bench.add(address('mixed.html')), 'done')
  const videoTask = await bench.until(bench.add(address()), 'done')
  const { rows } = await bench.engine.commands.listImages({
    taskId: mixedTask.id,
    sort: 'position',
    descending: false,
    offset: 0,
    limit: 9,
  })
  expect(rows.map(({ file }) => file)).toEqual(['001 1.mp4', '002 2.mp4', '003 3.png'])
  expect([mixedTask.cover, videoTask.cover]).toEqual([rows[2]?.id, null])
  const library = await bench.engine.commands.listGalleries({
    taskId: mixedTask.id,
    sort: 'position',
    descending: false,
    offset: 0,
    limit: 9,
  })
  expect(library.rows.map(({ cover }) => cover)).toEqual([rows[2]?.id])
})

it('says that a gallery lacks a video that is only sent in pieces, unless no video was wanted', async () => {
  const { progress } = await bench.until(bench.add(address('streamed.html')), 'done')
  expect(progress.counts).toMatchObject({ saved: 2, shortfalls: { 'alike-skipped': 1 } })
  const without = bench.add(address('streamed.html'), {
    folder: `${bench.target}/b`,
    options: { videos: false },
  })
  const { counts } = (await bench.until(without, 'done')).progress
  expect(counts.shortfalls ?? {}).toEqual({})
})
