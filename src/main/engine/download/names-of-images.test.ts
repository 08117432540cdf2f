import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FaultyServer, startFaultyServer } from '../../../../test/site/faulty-server'
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

/** Percent escapes of a text's bytes in an encoding. */
function escaped(text: string, encoding: string): string {
  return [...iconv.encode(text, encoding)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
}

async function finished(address: string, options = {}): Promise<void> {
  const id = bench.add(address, { options })
  expect((await bench.until(id, 'done', 'failed')).state.kind).toBe('done')
}

const names = () =>
  bench
    .files()
    .filter((file) => !file.endsWith('.json'))
    .map((file) => file.replace(/^.*\//, ''))
    .sort()

async function serve(
  pages: Readonly<
    Record<
      string,
      { readonly sources: readonly string[]; readonly encoding?: string; readonly more?: string }
    >
  >,
  disposition?: string,
): Promise<string> {
  server = await startFaultyServer((e) => {
    const page = pages[e.target]
    const suggests = disposition === undefined ? {} : { 'Content-Disposition': disposition }
    if (page === undefined)
      return e.reply(
        200,
        { 'Content-Type': 'image/png', ...suggests },
        makePng(`${e.target.length} ${/\d+/.exec(e.target)?.[0] ?? 0}`, 3000),
      )
    const { sources, encoding = 'utf-8', more = '' } = page
    const shown = sources.map((source) => `<p><img src="${source}"></p>`).join('')
    const html = `<title>雨</title><h1>雨</h1><div class="gallery">${shown}</div>${more}`
    return e.reply(200, { 'Content-Type': `text/html; charset=${encoding}` }, iconv.encode(html, encoding))
  })
  return server.origin
}

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `/i/${from + index}.png`)

describe('the numbers of a gallery', () => {
  it('are as wide as its number of pictures, so that names sort by number', async () => {
    const origin = await serve({ '/g.html': { sources: numbered(1, 105) } })
    await finished(`${origin}/g.html`, { fileTemplate: '{num:>02} {filename}.{extension}' })
    expect(names()).toEqual(
      Array.from({ length: 105 }, (_, index) => `${String(index + 1).padStart(3, '0')} ${index + 1}.png`),
    )
  })

  it('keep the width of the first page when further pages bring more', async () => {
    const more = '<a rel="next" href="/g2.html">next</a>'
    const origin = await serve({
      '/g.html': { sources: numbered(1, 8), more },
      '/g2.html': { sources: numbered(9, 4) },
    })
    await finished(`${origin}/g.html`, { fileTemplate: '{num:>01}.{extension}' })
    expect(names()).toEqual(Array.from({ length: 12 }, (_, index) => `${index + 1}.png`).sort())
  })

  it('stay as they are where a template does not fill them up with zeros', async () => {
    const origin = await serve({ '/g.html': { sources: numbered(1, 12) } })
    await finished(`${origin}/g.html`, { fileTemplate: '{num}.{extension}' })
    expect(names()).toContain('1.png')
  })

  it('of pages are as wide as the last one of the range, in names of folders', async () => {
    const origin = await serve(
      Object.fromEntries(
        Array.from({ length: 12 }, (_, index) => [`/g/${index + 1}`, { sources: [`/i/${index}-a.png`] }]),
      ),
    )
    await finished(`${origin}/g/[1-12]`, { folderTemplate: 'p{page:>01}' })
    const folders = new Set(bench.files().map((file) => file.replace(/\/.*$/, '')))
    expect([...folders].sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`),
    )
  })
})

it('numbers of a gallery found again on disk are as wide as those of its record', async () => {
  let isThere = false
  const sources = numbered(1, 12)
  server = await startFaultyServer((e) => {
    if (e.target === '/i/3.png' && !isThere) return e.reply(404, {}, 'gone')
    if (e.target !== '/g.html')
      return e.reply(200, { 'Content-Type': 'image/png' }, makePng(String(/\d+/.exec(e.target)?.[0]), 3000))
    const shown = sources.map((source) => `<p><img src="${source}"></p>`).join('')
    return e.reply(200, { 'Content-Type': 'text/html' }, `<h1>x</h1><div class="gallery">${shown}</div>`)
  })
  await bench.engine.commands.changeSettings({
    folder: bench.target,
    fileTemplate: '{num:>01}.{extension}',
    network: { allowPrivate: [new URL(server.origin).host] },
  })
  await bench.until(bench.add(`${server.origin}/g.html`), 'done', 'failed')
  expect(names()).toHaveLength(11)
  await bench.restart(async () => writeFileSync(join(bench.data, 'galleon.db'), 'no database'))
  await bench.engine.jobs.ended('rebuild')
  const [found] = bench.engine.snapshot().tasks
  if (!found) throw new Error('no task was found on disk')
  isThere = true
  await bench.engine.commands.retryTasks([found.id])
  await bench.until(found.id, 'done')
  expect(names()).toContain('03.png')
})

describe('a name in the bytes of the page', () => {
  it.each(['gbk', 'shift_jis', 'big5', 'euc-kr', 'windows-1252'])('is decoded from %s', async (encoding) => {
    const word = encoding === 'euc-kr' ? '비오는' : encoding === 'windows-1252' ? 'café' : '美女'
    const origin = await serve({ '/g.html': { sources: [`/i/${escaped(word, encoding)}.png`], encoding } })
    await finished(`${origin}/g.html`)
    expect(names()).toEqual([`001 ${word}.png`])
  })

  it('is UTF-8 if it reads as that, even if the page names another encoding', async () => {
    const sources = [`/i/${escaped('雨后', 'utf-8')}.png`]
    const origin = await serve({ '/g.html': { sources, encoding: 'gbk' } })
    await finished(`${origin}/g.html`)
    expect(names()).toEqual(['001 雨后.png'])
  })

  it('stays percent-encoded if it fits neither', async () => {
    const origin = await serve({ '/g.html': { sources: ['/i/%ff%ff.png'], encoding: 'gbk' } })
    await finished(`${origin}/g.html`)
    expect(names()).toEqual(['001 %ff%ff.png'])
  })

  it.each([
    ['raw', iconv.encode('attachment; filename="雨后.png"', 'gbk').toString('latin1')],
    ['percent-encoded', `attachment; filename="${escaped('雨后', 'gbk')}.png"`],
  ])('is decoded where a server suggests it, %s', async (_, disposition) => {
    const origin = await serve({ '/g.html': { sources: ['/p.php?id=5'], encoding: 'gbk' } }, disposition)
    await finished(`${origin}/g.html`)
    expect(names()).toEqual(['001 雨后.png'])
  })
})
