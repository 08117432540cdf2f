import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  createGate,
  type Exchange,
  type FaultyServer,
  startFaultyServer,
} from '../../../../test/site/faulty-server'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine
let server: FaultyServer | undefined

beforeEach(async () => {
  bench = await openTestEngine()
})

afterEach(async () => {
  await bench.close()
  await server?.close()
})

/** A gallery of these addresses, whose pictures are answered by `picture`. */
async function gallery(sources: readonly string[], picture: (e: Exchange) => Promise<void>): Promise<string> {
  const shown = sources.map((source) => `<p><img src="${source.replaceAll('&', '&amp;')}"></p>`)
  const html = `<title>Named</title><h1>Named</h1>${shown.join('')}`
  server = await startFaultyServer((e) =>
    e.target === '/g.html' ? e.reply(200, { 'Content-Type': 'text/html' }, html) : picture(e),
  )
  return `${server.origin}/g.html`
}

const pictures = () =>
  bench
    .files()
    .filter((file) => !file.endsWith('.json'))
    .map((file) => file.replace(/^.*\//, ''))

it.each<[string, string, string, string]>([
  [
    'gives its name where the address has none',
    '/image.php?id=5',
    'attachment; filename="rain.jpg"',
    '001 rain.png',
  ],
  ['gives it without extension too', '/photo/5', 'inline; filename=rain', '001 rain.png'],
  ['yields to a good name of the address', '/snow.png', 'attachment; filename="rain.png"', '001 snow.png'],
  [
    'sends the extended name first',
    '/p.php',
    `inline; filename=no.jpg; filename*=UTF-8''%e9%9b%a8.jpg`,
    '001 雨.png',
  ],
  ['names no folder', '/p.php', 'attachment; filename="../../etc/rain.png"', '001 rain.png'],
  [
    'names no place on Windows',
    '/p.php',
    'attachment; filename="C:\\\\x\\\\rain.png:stream"',
    '001 rain.png_stream.png',
  ],
  ['makes no program of a picture', '/p', 'attachment; filename="rain.png.exe"', '001 rain.png'],
  ['hides no extension', '/p', `inline; filename*=UTF-8''rain%E2%80%AEgnp.exe`, '001 raingnp.png'],
  ['says nothing with nothing', '/p.php', 'attachment; filename=".."', '001 p.png'],
  ['says nothing with an extension alone', '/p.php', 'attachment; filename=".jpg"', '001 p.png'],
])('a reply %s', async (_what, source, disposition, file) => {
  const address = await gallery([source], (e) =>
    e.reply(200, { 'Content-Disposition': disposition }, makePng('picture', 3000)),
  )
  await bench.until(bench.add(address), 'done', 'failed')
  expect(pictures()).toEqual([file])
})

it('numbers pictures of one suggested name, and cuts one that is too long', async () => {
  const sources = ['/image?id=1', '/image?id=2', '/image?id=3']
  const address = await gallery(sources, (e) => {
    const name = e.target.endsWith('3') ? '雨'.repeat(300) : 'rain.jpg'
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
    return e.reply(
      200,
      { 'Content-Disposition': disposition },
      makePng(String(e.target.length + Number(e.target.at(-1))), 3000),
    )
  })
  const options = { fileTemplate: '{filename}' }
  await bench.until(bench.add(address, { options }), 'done', 'failed')
  expect(pictures()).toEqual(['rain (2).png', 'rain.png', expect.stringMatching(/^雨+_[0-9a-f]{8}\.png$/)])
  expect(Buffer.byteLength(pictures()[2] ?? '')).toBeLessThanOrEqual(250)
})

it('keeps the suggested name over a pause, though the rest of the file is sent without it', async () => {
  const body = makePng('picture', 1_000_000)
  const gate = createGate()
  const address = await gallery(['/image.php?id=5'], async (e) => {
    if (e.headers['range'] !== undefined) return e.file(body, { etag: '"v1"' })
    const fields = { 'Content-Disposition': 'attachment; filename="rain.jpg"', ETag: '"v1"' }
    await e.head(200, { ...fields, 'Content-Length': body.length })
    await e.raw(body.subarray(0, 600_000))
    await gate.opened
  })
  const id = bench.add(address)
  await new Promise<void>((resolve) => {
    const end = bench.engine.onDelta(() => {
      if (bench.files().every((file) => !file.includes('.part'))) return
      end()
      resolve()
    })
  })
  await bench.engine.commands.pauseTasks([id])
  gate.open()
  await bench.restart()
  await bench.engine.commands.resumeTasks([id])
  await bench.until(id, 'done', 'failed')
  expect(pictures()).toEqual(['001 rain.png'])
  expect(server?.requests.at(-1)?.headers['range']).toMatch(/^bytes=[1-9]/)
})
