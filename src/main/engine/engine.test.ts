import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GallerySite } from '../../../test/site/gallery-site'
import { makePng } from '../../../test/site/pictures.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../test/test-engine'

let bench: TestEngine
let site: GallerySite

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const all = { offset: 0, limit: 100, descending: false } as const
const imageRequests = () => site.log.filter((path) => path.startsWith('/i/') && path !== '/i/logo.png')

describe('a task', () => {
  it('brings every gallery of its range whole, each in a folder named after its title', async () => {
    site = await bench.serve({ pages: 3, images: 2, title: (page) => `雨后的街道 第${page}集` })
    const task = await bench.until(bench.add(site.page('[1-3]')), 'done', 'failed')
    expect(task.progress.counts).toMatchObject({
      pagesKnown: 3,
      pagesRead: 3,
      galleries: 3,
      galleriesDone: 3,
      found: 6,
      saved: 6,
      failed: 0,
    })
    expect(bench.files()).toEqual([
      ...['001 1-1.png', '002 1-2.png', 'gallery.json'].map((file) => `雨后的街道 第1集 [1]/${file}`),
      ...['001 2-1.png', '002 2-2.png', 'gallery.json'].map((file) => `雨后的街道 第2集 [2]/${file}`),
      ...['001 3-1.png', '002 3-2.png', 'gallery.json'].map((file) => `雨后的街道 第3集 [3]/${file}`),
    ])
    expect(readFileSync(join(bench.target, '雨后的街道 第2集 [2]', '001 2-1.png'))).toEqual(
      makePng('/i/2-1.png'),
    )
  })

  it('has the titles of its first and last gallery, and their covers, also when it is back on the list', async () => {
    site = await bench.serve({ pages: 3, images: 2 })
    const { id } = await bench.until(bench.add(site.page('[1-3]')), 'done')
    const single = await bench.until(bench.add(site.page('1')), 'done')
    const { removeTasks, restoreTasks, taskCovers } = bench.engine.commands
    await removeTasks([id])
    await restoreTasks([id])
    const [restored] = bench.engine.snapshot().tasks.filter((task) => task.id === id)
    expect(restored).toMatchObject({ title: 'Gallery 1', lastTitle: 'Gallery 3', state: { kind: 'done' } })
    expect(single).toMatchObject({ title: 'Gallery 1', lastTitle: null })
    const [several, one] = await taskCovers([id, single.id])
    expect(several?.covers).toHaveLength(3)
    expect(one?.covers).toHaveLength(2)
  })

  it('leaves a record in each folder that describes the gallery without Galleon', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    site.refuse('/i/1-2.png', 404)
    await bench.until(bench.add(site.page('1')), 'done')
    const record = readRecord(bench.target, 'Gallery 1 [1]')
    expect(record).toMatchObject({ title: 'Gallery 1', source: site.page('1'), format: 1 })
    expect(record['files']).toEqual([
      expect.objectContaining({
        num: 1,
        file: '001 1-1.png',
        bytes: makePng('/i/1-1.png').length,
        type: 'image/png',
      }),
      expect.objectContaining({ num: 2, missing: 'not-found' }),
    ])
  })

  it('never fetches a page or an image twice, the two compared pages included', async () => {
    site = await bench.serve({ pages: 4, images: 3 })
    await bench.until(bench.add(site.page('[1-4]')), 'done')
    const asked = [...site.log].sort()
    expect(asked).toEqual([...new Set(asked)])
    expect(imageRequests()).toHaveLength(12)
  })

  it('does not take what stands on both compared pages, and says so', async () => {
    site = await bench.serve({ pages: 2, images: 2 })
    const id = bench.add(site.page('[1-2]'))
    await bench.until(id, 'done')
    expect(site.count('/i/logo.png')).toBe(0)
    const skipped = await bench.engine.commands.listSkipped({ taskId: id, offset: 0, limit: 10 })
    expect(skipped.rows).toContainEqual({ address: `${site.origin}/i/logo.png`, reason: expect.any(String) })
  })

  it('lists missing pages and images as problems with their causes', async () => {
    site = await bench.serve({ pages: 3, images: 2 })
    site.refuse('/g/2.html', 404)
    site.refuse('/i/3-1.png', 403)
    const id = bench.add(site.page('[1-3]'))
    const { progress } = await bench.until(id, 'done')
    expect(progress.counts).toMatchObject({ pagesFailed: 1, failed: 1, saved: 3 })
    const problems = await bench.engine.commands.listProblems({ taskId: id, ...all })
    expect(problems.rows.map(({ address, failure }) => `${failure.kind} ${address}`).sort()).toEqual([
      `forbidden ${site.origin}/i/3-1.png`,
      `not-found ${site.origin}/g/2.html`,
    ])
  })

  it('asks on retry only for what failed', async () => {
    site = await bench.serve({ pages: 3, images: 2 })
    site.refuse('/g/2.html', 404, 1)
    site.refuse('/i/3-1.png', 403, 2)
    const id = bench.add(site.page('[1-3]'))
    await bench.until(id, 'done')
    const before = site.log.length
    await bench.engine.commands.retryTasks([id])
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(site.log.slice(before).sort()).toEqual(['/g/2.html', '/i/2-1.png', '/i/2-2.png', '/i/3-1.png'])
    expect(progress.counts).toMatchObject({ pagesFailed: 0, failed: 0, saved: 6, galleriesDone: 3 })
    expect(bench.files().filter((file) => file.endsWith('.png'))).toHaveLength(6)
  })

  it('retries one chosen problem and leaves the others', async () => {
    site = await bench.serve({ pages: 1, images: 3 })
    site.refuse('/i/1-1.png', 403, 2)
    site.refuse('/i/1-2.png', 403, 2)
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    const [problem] = (await bench.engine.commands.listProblems({ taskId: id, ...all })).rows
    await bench.engine.commands.retryProblems({ taskId: id, images: [problem?.imageId as never] })
    const { progress } = await bench.until(id, 'done')
    expect(progress.counts).toMatchObject({ saved: 2, failed: 1 })
  })

  it('fails as a whole, for the reason of its page, when no page can be read', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const id = bench.add(`${site.origin}/nowhere`)
    const { state } = await bench.until(id, 'done', 'failed')
    expect(state).toMatchObject({ kind: 'failed', failure: { kind: 'not-found', status: 404 } })
    expect(bench.files()).toEqual([])
  })

  it('ends an open range after the missing pages that settings name, which are no problems', async () => {
    site = await bench.serve({ pages: 7, images: 1 })
    site.refuse('/g/3.html', 404)
    const id = bench.add(site.page('[1-]'))
    const { progress } = await bench.until(id, 'done')
    expect(progress.counts).toMatchObject({ saved: 6, pagesRead: 6, pagesFailed: 1, pagesKnown: 7 })
    expect(site.count('/g/12.html')).toBe(1)
    const reported = bench.events.filter(({ kind }) => kind === 'failed')
    expect(reported).toEqual([expect.objectContaining({ url: site.page('3') })])
    expect(site.log.filter((path) => path.startsWith('/g/')).length).toBeLessThan(7 + 5 + 6)
  })

  it('fails when no page of an open range is there', async () => {
    site = await bench.serve({ pages: 0, images: 0 })
    const { state } = await bench.until(bench.add(site.page('[1-]')), 'done', 'failed')
    expect(state).toMatchObject({ kind: 'failed', failure: { kind: 'not-found' } })
  })

  it('reports the missing pages before a page of an open range that exists and asks for a login', async () => {
    const login = '<form><input name="user"><input type="password"><button>Log in</button></form>'
    const html = (page: number) => (page === 3 ? login : `<h1>G${page}</h1><img src="/i/${page}-1.png">`)
    site = await bench.serve({ pages: 3, images: 1, html })
    site.refuse('/g/2.html', 404)
    const { progress } = await bench.until(bench.add(site.page('[1-]')), 'done')
    const reported = bench.events.flatMap((event) => (event.kind === 'failed' ? [event.url] : []))
    expect(new Set(reported)).toEqual(new Set([site.page('2'), site.page('3')]))
    expect(progress.counts.pagesFailed).toBe(2)
  })

  it('compares pages when the site can be reached again, if it could not at first', async () => {
    site = await bench.serve({ pages: 2, images: 2 })
    for (const page of [1, 2]) site.refuse(`/g/${page}.html`, 503, 5)
    const id = bench.add(site.page('[1-2]'))
    await bench.until(id, 'failed')
    await bench.engine.commands.retryTasks([id])
    const { progress } = await bench.until(id, 'done')
    expect(progress.counts).toMatchObject({ saved: 4, failed: 0 })
    expect(site.count('/i/logo.png')).toBe(0)
  })

  it('survives an address whose name cannot be decoded: it costs itself alone', async () => {
    const html = () => '<h1>G</h1><p><img src="http://%FF@127.0.0.1:9/x.png"></p><p><img src="/i/1.png"></p>'
    site = await bench.serve({ pages: 1, images: 1, html })
    const { progress } = await bench.until(bench.add(site.page('1')), 'done', 'failed')
    expect(progress.counts).toMatchObject({ saved: 1, failed: 1 })
  })

  it('pauses with the reason when the folder of a gallery cannot be made', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    writeFileSync(join(bench.target, 'taken'), 'mine')
    const id = bench.add(site.page('1'), { options: { folderTemplate: 'taken/{title}' } })
    const { state } = await bench.until(id, 'paused', 'failed', 'done')
    expect(state).toMatchObject({
      kind: 'paused',
      cause: { kind: 'local', failure: { kind: 'not-writable' } },
    })
    rmSync(join(bench.target, 'taken'))
    await bench.engine.commands.resumeTasks([id])
    expect((await bench.until(id, 'done', 'failed')).progress.counts).toMatchObject({
      saved: 1,
      pagesFailed: 0,
    })
  })

  it('takes an address that answers with an image as a gallery of one', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const { progress } = await bench.until(bench.add(`${site.origin}/i/lonely.png`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ saved: 1, galleries: 1 })
    expect(bench.files()).toContain('lonely/001 lonely.png')
  })

  it('sends the page that the user named as Referer with the very first request', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const referer = 'http://gallery.example/page'
    await bench.until(bench.add(`${site.origin}/i/lonely.png`, { options: { referer } }), 'done', 'failed')
    expect(site.referers('/i/lonely.png')).toEqual([referer, referer])
  })

  it('waits on a later start until it is resumed', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const id = bench.add(site.page('1'), { startLater: true })
    expect(bench.engine.task(id)?.state).toEqual({ kind: 'paused', cause: { kind: 'person' } })
    expect(site.log).toEqual([])
    await bench.engine.commands.resumeTasks([id])
    await bench.until(id, 'done')
  })

  it('pauses with the reason, before anything is asked of the site, when its folder cannot be written', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const taken = join(bench.data, 'a-file')
    writeFileSync(taken, 'x')
    const { state } = await bench.until(
      bench.add(site.page('1'), { folder: join(taken, 'below') }),
      'paused',
      'failed',
    )
    expect(state).toMatchObject({
      kind: 'paused',
      cause: { kind: 'local', failure: { kind: 'not-writable' } },
    })
    expect(site.log).toEqual([])
  })
})

it('fails as a whole when its page only sends on to one that cannot be read', async () => {
  const html = '<title>Moved</title><meta http-equiv="refresh" content="0; url=/gone">'
  site = await bench.serve({ pages: 1, images: 0, html: () => html })
  const task = await bench.until(bench.add(site.page('1')), 'done', 'failed')
  expect(task.state).toMatchObject({ kind: 'failed', failure: { kind: 'not-found' } })
  expect(task.progress.counts).toMatchObject({ pagesRead: 1, pagesFailed: 1, galleries: 0 })
})
