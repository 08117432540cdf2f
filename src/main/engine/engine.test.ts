import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TaskId } from '@shared/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EngineBench, openEngineBench, readRecord } from '../../../test/engine-bench'
import { type GallerySite, makePng, type SiteShape, startGallerySite } from '../../../test/gallery-site'

let bench: EngineBench
let site: GallerySite

beforeEach(async () => {
  bench = await openEngineBench()
})

afterEach(async () => {
  await bench.close()
  await site?.close()
})

async function start(shape: SiteShape): Promise<void> {
  site = await startGallerySite(shape)
}

const range = (pages: string) => `${site.origin}/g/${pages}.html`
const imageRequests = () => site.log.filter((path) => path.startsWith('/i/') && path !== '/i/logo.png')
const all = { offset: 0, limit: 100, descending: false } as const

describe('a task', () => {
  it('brings every gallery of its range whole, each in a folder named after its title', async () => {
    await start({ pages: 3, images: 2, title: (page) => `雨后的街道 第${page}集` })
    const task = await bench.until(bench.add(range('[1-3]')), 'done', 'failed')
    expect(task.progress.tally).toMatchObject({
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

  it('leaves a record in each folder from which the gallery can be told without Galleon', async () => {
    await start({ pages: 1, images: 2 })
    site.refuse('/i/1-2.png', 404)
    await bench.until(bench.add(range('1')), 'done')
    const record = readRecord(bench.target, 'Gallery 1 [1]')
    expect(record).toMatchObject({ title: 'Gallery 1', source: range('1'), format: 1 })
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
    await start({ pages: 4, images: 3 })
    await bench.until(bench.add(range('[1-4]')), 'done')
    const asked = [...site.log].sort()
    expect(asked).toEqual([...new Set(asked)])
    expect(imageRequests()).toHaveLength(12)
  })

  it('does not take what stands on both compared pages, and says so', async () => {
    await start({ pages: 2, images: 2 })
    const id = bench.add(range('[1-2]'))
    await bench.until(id, 'done')
    expect(site.count('/i/logo.png')).toBe(0)
    const leftOut = await bench.engine.commands.listLeftOut({ taskId: id, offset: 0, limit: 10 })
    expect(leftOut.rows).toContainEqual({ address: `${site.origin}/i/logo.png`, reason: expect.any(String) })
  })

  it('lists missing pages and images as problems with their causes', async () => {
    await start({ pages: 3, images: 2 })
    site.refuse('/g/2.html', 404)
    site.refuse('/i/3-1.png', 403)
    const id = bench.add(range('[1-3]'))
    const { progress } = await bench.until(id, 'done')
    expect(progress.tally).toMatchObject({ pagesFailed: 1, failed: 1, saved: 3 })
    const problems = await bench.engine.commands.listProblems({ taskId: id, ...all })
    expect(problems.rows.map(({ address, failure }) => `${failure.kind} ${address}`).sort()).toEqual([
      `forbidden ${site.origin}/i/3-1.png`,
      `not-found ${site.origin}/g/2.html`,
    ])
  })

  it('asks on retry only for what failed', async () => {
    await start({ pages: 3, images: 2 })
    site.refuse('/g/2.html', 404, 1)
    site.refuse('/i/3-1.png', 403, 1)
    const id = bench.add(range('[1-3]'))
    await bench.until(id, 'done')
    const before = site.log.length
    await bench.engine.commands.retryTasks([id])
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(site.log.slice(before).sort()).toEqual(['/g/2.html', '/i/2-1.png', '/i/2-2.png', '/i/3-1.png'])
    expect(progress.tally).toMatchObject({ pagesFailed: 0, failed: 0, saved: 6, galleriesDone: 3 })
    expect(bench.files().filter((file) => file.endsWith('.png'))).toHaveLength(6)
  })

  it('retries one chosen problem and leaves the others', async () => {
    await start({ pages: 1, images: 3 })
    site.refuse('/i/1-1.png', 403, 1)
    site.refuse('/i/1-2.png', 403, 1)
    const id = bench.add(range('1'))
    await bench.until(id, 'done')
    const [problem] = (await bench.engine.commands.listProblems({ taskId: id, ...all })).rows
    await bench.engine.commands.retryProblems({ taskId: id, images: [problem?.imageId as never] })
    const { progress } = await bench.until(id, 'done')
    expect(progress.tally).toMatchObject({ saved: 2, failed: 1 })
  })

  it('fails as a whole, for the reason of its page, when no page can be read', async () => {
    await start({ pages: 1, images: 1 })
    const id = bench.add(`${site.origin}/nowhere`)
    const { state } = await bench.until(id, 'done', 'failed')
    expect(state).toMatchObject({ kind: 'failed', failure: { kind: 'not-found', status: 404 } })
    expect(bench.files()).toEqual([])
  })

  it('ends an open range after the missing pages that settings name, which are no problems', async () => {
    await start({ pages: 7, images: 1 })
    site.refuse('/g/3.html', 404)
    const id = bench.add(range('[1-]'))
    const { progress } = await bench.until(id, 'done')
    expect(progress.tally).toMatchObject({ saved: 6, pagesRead: 6, pagesFailed: 1, pagesKnown: 7 })
    expect(site.count('/g/12.html')).toBe(1)
    const told = bench.events.filter(({ kind }) => kind === 'failed')
    expect(told).toEqual([expect.objectContaining({ url: range('3') })])
    expect(site.log.filter((path) => path.startsWith('/g/')).length).toBeLessThan(7 + 5 + 6)
  })

  it('fails when no page of an open range is there', async () => {
    await start({ pages: 0, images: 0 })
    const { state } = await bench.until(bench.add(range('[1-]')), 'done', 'failed')
    expect(state).toMatchObject({ kind: 'failed', failure: { kind: 'not-found' } })
  })

  it('tells the missing pages before a page of an open range that is there and has no picture', async () => {
    const html = (page: number) =>
      page === 3 ? '<p>words</p>' : `<h1>G${page}</h1><img src="/i/${page}-1.png">`
    await start({ pages: 3, images: 1, html })
    site.refuse('/g/2.html', 404)
    const { progress } = await bench.until(bench.add(range('[1-]')), 'done')
    const told = bench.events.flatMap((event) => (event.kind === 'failed' ? [event.url] : []))
    expect(new Set(told)).toEqual(new Set([range('2'), range('3')]))
    expect(progress.tally.pagesFailed).toBe(2)
  })

  it('compares pages when the site can be reached again, if it could not at first', async () => {
    await start({ pages: 2, images: 2 })
    for (const page of [1, 2]) site.refuse(`/g/${page}.html`, 503, 5)
    const id = bench.add(range('[1-2]'))
    await bench.until(id, 'failed')
    await bench.engine.commands.retryTasks([id])
    const { progress } = await bench.until(id, 'done')
    expect(progress.tally).toMatchObject({ saved: 4, failed: 0 })
    expect(site.count('/i/logo.png')).toBe(0)
  })

  it('survives an address whose name cannot be decoded: it costs itself alone', async () => {
    const html = () => '<h1>G</h1><p><img src="http://%FF@127.0.0.1:9/x.png"></p><p><img src="/i/1.png"></p>'
    await start({ pages: 1, images: 1, html })
    const { progress } = await bench.until(bench.add(range('1')), 'done', 'failed')
    expect(progress.tally).toMatchObject({ saved: 1, failed: 1 })
  })

  it('pauses with the reason when the folder of a gallery cannot be made', async () => {
    await start({ pages: 1, images: 1 })
    writeFileSync(join(bench.target, 'taken'), 'mine')
    const id = bench.add(range('1'), { options: { folderTemplate: 'taken/{title}' } })
    const { state } = await bench.until(id, 'paused', 'failed', 'done')
    expect(state).toMatchObject({
      kind: 'paused',
      cause: { kind: 'local', failure: { kind: 'not-writable' } },
    })
    rmSync(join(bench.target, 'taken'))
    await bench.engine.commands.resumeTasks([id])
    expect((await bench.until(id, 'done', 'failed')).progress.tally).toMatchObject({
      saved: 1,
      pagesFailed: 0,
    })
  })

  it('takes an address that answers with an image as a gallery of one', async () => {
    await start({ pages: 1, images: 1 })
    const { progress } = await bench.until(bench.add(`${site.origin}/i/lonely.png`), 'done', 'failed')
    expect(progress.tally).toMatchObject({ saved: 1, galleries: 1 })
    expect(bench.files()).toContain('lonely/001 lonely.png')
  })

  it('sends the page that the person named as Referer with the very first request', async () => {
    await start({ pages: 1, images: 1 })
    const referer = 'http://gallery.example/page'
    await bench.until(bench.add(`${site.origin}/i/lonely.png`, { options: { referer } }), 'done', 'failed')
    expect(site.referers('/i/lonely.png')).toEqual([referer, referer])
  })

  it('waits on a later start until it is resumed', async () => {
    await start({ pages: 1, images: 1 })
    const id = bench.add(range('1'), { startLater: true })
    expect(bench.engine.task(id)?.state).toEqual({ kind: 'paused', cause: { kind: 'person' } })
    expect(site.log).toEqual([])
    await bench.engine.commands.resumeTasks([id])
    await bench.until(id, 'done')
  })

  it('pauses with the reason, before anything is asked of the site, when its folder cannot be written', async () => {
    await start({ pages: 1, images: 1 })
    const taken = join(bench.data, 'a-file')
    writeFileSync(taken, 'x')
    const { state } = await bench.until(
      bench.add(range('1'), { folder: join(taken, 'below') }),
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

describe('pause and resume', () => {
  it('close every socket of the task and fetch nothing again that is finished', async () => {
    await start({ pages: 2, images: 4 })
    const release = site.hold('/i/1-3.png')
    const id = bench.add(range('[1-2]'))
    await site.asked('/i/1-3.png')
    await bench.untilTally(id, ({ pagesRead }) => pagesRead === 2)
    await bench.engine.commands.pauseTasks([id])
    await site.quiet()
    expect(bench.engine.task(id)?.state.kind).toBe('paused')
    const finished = bench.files().filter((file) => file.endsWith('.png'))
    const written = finished.map((file) => statSync(join(bench.target, file)).mtimeMs)
    release()
    await bench.engine.commands.resumeTasks([id])
    const { progress } = await bench.until(id, 'done')
    expect(progress.tally).toMatchObject({ saved: 8, failed: 0, pagesRead: 2 })
    expect(finished.map((file) => statSync(join(bench.target, file)).mtimeMs)).toEqual(written)
    for (const page of ['/g/1.html', '/g/2.html']) expect(site.count(page)).toBe(1)
    expect(bench.files().filter((file) => file.endsWith('.part'))).toEqual([])
  })

  it('continue a partial file where it was cut, also in another run of the program', async () => {
    await start({ pages: 1, images: 1, imageBytes: 2_000_000 })
    const release = site.hold('/i/1-1.png')
    const id = bench.add(range('1'))
    // Half of the picture lies beside its final name.
    await new Promise<void>((resolve) => {
      void bench.engine.commands.watchTask(id)
      const end = bench.engine.onDelta((delta) => {
        if (delta.kind !== 'watched' || !delta.active.some((image) => image.received > 500_000)) return
        end()
        resolve()
      })
    })
    await bench.restart()
    expect(bench.engine.task(id)?.state).toEqual({ kind: 'paused', cause: { kind: 'quit' } })
    const [part] = bench.files().filter((file) => file.endsWith('.part'))
    expect(statSync(join(bench.target, part as string)).size).toBeGreaterThan(500_000)
    release()
    await bench.engine.commands.resumeTasks([id])
    const { progress } = await bench.until(id, 'done')
    expect(progress.tally.saved).toBe(1)
    const saved = readFileSync(join(bench.target, 'Gallery 1 [1]', '001 1-1.png'))
    expect(saved.equals(makePng('/i/1-1.png', 2_000_000))).toBe(true)
    expect(site.count('/g/1.html')).toBe(1)
  })

  it('can follow each other at once', async () => {
    await start({ pages: 2, images: 3 })
    const release = site.hold('/i/1-1.png')
    const id = bench.add(range('[1-2]'))
    await site.asked('/i/1-1.png')
    const pausing = bench.engine.commands.pauseTasks([id])
    await pausing
    await bench.engine.commands.resumeTasks([id])
    await bench.engine.commands.pauseTasks([id])
    await bench.engine.commands.resumeTasks([id])
    release()
    expect((await bench.until(id, 'done')).progress.tally.saved).toBe(6)
  })
})

describe('cancel', () => {
  it('leaves no partial file and keeps the finished ones', async () => {
    await start({ pages: 1, images: 3, imageBytes: 600_000 })
    site.hold('/i/1-2.png')
    site.hold('/i/1-3.png')
    const id = bench.add(range('1'))
    await new Promise<void>((resolve) => {
      const end = bench.engine.onEvent((event) => {
        if (event.kind !== 'saved') return
        end()
        resolve()
      })
    })
    await site.asked('/i/1-3.png')
    await bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: false })
    expect(bench.engine.task(id)?.state.kind).toBe('cancelled')
    await site.quiet()
    expect(bench.files()).toEqual(['Gallery 1 [1]/001 1-1.png'])
  })

  it('deletes the finished files when asked to, and nothing that is not its own', async () => {
    await start({ pages: 1, images: 2 })
    const id = bench.add(range('1'), { startLater: true })
    const folder = join(bench.target, 'Gallery 1 [1]')
    await bench.engine.commands.resumeTasks([id])
    await bench.until(id, 'done')
    writeFileSync(join(folder, 'my notes.txt'), 'mine')
    await bench.engine.commands.retryTasks([id])
    await bench.until(id, 'done')
    const other = bench.add(range('1'), { startLater: true })
    await bench.engine.commands.cancelTasks({ ids: [other], deleteFiles: true })
    expect(bench.files()).toContain('Gallery 1 [1]/001 1-1.png')
    expect(bench.files()).toContain('Gallery 1 [1]/my notes.txt')
  })

  it('of a paused task removes its partial files too', async () => {
    await start({ pages: 1, images: 1, imageBytes: 600_000 })
    site.hold('/i/1-1.png')
    const id = bench.add(range('1'))
    void bench.engine.commands.watchTask(id)
    await new Promise<void>((resolve) => {
      const end = bench.engine.onDelta((delta) => {
        if (delta.kind !== 'watched' || delta.active.length === 0) return
        end()
        resolve()
      })
    })
    await bench.engine.commands.pauseTasks([id])
    expect(bench.files()).toEqual([
      expect.stringMatching(/^Gallery 1 \[1\]\/001 1-1\.png\.[a-z0-9]{5}-\d+\.part$/),
    ])
    await bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: true })
    expect(bench.files()).toEqual([])
    expect(existsSync(join(bench.target, 'Gallery 1 [1]'))).toBe(false)
  })
})

describe('what is there already', () => {
  it('is not fetched again by another task on the same folder, which finds the gallery again', async () => {
    await start({ pages: 1, images: 2 })
    await bench.until(bench.add(range('1')), 'done')
    const images = imageRequests().length
    const { progress } = await bench.until(bench.add(range('1')), 'done')
    expect(progress.tally).toMatchObject({ skipped: 2, saved: 0 })
    expect(imageRequests()).toHaveLength(images)
    expect(bench.files()).toHaveLength(3)
  })

  it('is fetched again when the file has gone or another lies in its place', async () => {
    await start({ pages: 1, images: 2 })
    await bench.until(bench.add(range('1')), 'done')
    const folder = join(bench.target, 'Gallery 1 [1]')
    rmSync(join(folder, '001 1-1.png'))
    writeFileSync(join(folder, '002 1-2.png'), 'something of mine')
    const { progress } = await bench.until(bench.add(range('1')), 'done')
    expect(progress.tally).toMatchObject({ saved: 2, skipped: 0 })
    expect(readFileSync(join(folder, '001 1-1.png'))).toEqual(makePng('/i/1-1.png'))
    expect(readFileSync(join(folder, '002 1-2.png'), 'utf8')).toBe('something of mine')
    expect(readFileSync(join(folder, '002 1-2 (2).png'))).toEqual(makePng('/i/1-2.png'))
  })

  it('in another gallery of the task is linked, not fetched', async () => {
    const shared = '<h1>Gallery N</h1><div><img src="/i/same.png"><img src="/i/N.png"></div>'
    await start({ pages: 2, images: 0, html: (page) => shared.replaceAll('N', String(page)) })
    await bench.engine.commands.changeSettings({ tasksAtOnce: 1, connections: 1 })
    await bench.engine.commands.addTask({
      address: range('1'),
      recipe: null,
      folder: bench.target,
      options: {},
      startLater: false,
    })
    const id = bench.add(`${site.origin}/g/{1,2}.html`, { folder: join(bench.target, 'both') })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.tally.failed).toBe(0)
    const both = bench.files().filter((file) => file.startsWith('both/') && file.endsWith('.png'))
    expect(both.length).toBeGreaterThanOrEqual(2)
  })

  it('of an equal title never shares a folder', async () => {
    await start({ pages: 3, images: 1, title: () => 'One title' })
    const id = bench.add(range('[1-3]'), { options: { folderTemplate: '{title}' } })
    await bench.until(id, 'done')
    const folders = new Set(bench.files().map((file) => file.split('/')[0]))
    expect([...folders].toSorted((a, b) => (a ?? '').localeCompare(b ?? ''))).toEqual([
      'One title - Site',
      'One title - Site (2)',
      'One title - Site (3)',
    ])
    await bench.until(bench.add(range('[1-3]'), { options: { folderTemplate: '{title}' } }), 'done')
    expect(new Set(bench.files().map((file) => file.split('/')[0])).size).toBe(3)
  })
})

it('fails as a whole when its page only sends on to one that cannot be read', async () => {
  const html = '<title>Moved</title><meta http-equiv="refresh" content="0; url=/gone">'
  await start({ pages: 1, images: 0, html: () => html })
  const task = await bench.until(bench.add(range('1')), 'done', 'failed')
  expect(task.state).toMatchObject({ kind: 'failed', failure: { kind: 'not-found' } })
  expect(task.progress.tally).toMatchObject({ pagesRead: 1, pagesFailed: 1, galleries: 0 })
})

describe('a recipe', () => {
  const recipe = {
    name: 'site',
    title: 'Site',
    version: 1,
    match: ['http://127.0.0.1/*'],
    example: 'http://127.0.0.1/g/1',
    gallery: {
      id: {
        selector: 'body',
        attribute: 'data-id',
      },
      title: { selector: 'h1' },
    },
    images: { selector: '.p img' },
    next: { selector: 'a.next' },
    galleries: { selector: 'a.gallery' },
  }

  async function install(): Promise<void> {
    mkdirSync(join(bench.data, 'recipes'), { recursive: true })
    writeFileSync(join(bench.data, 'recipes', 'site.json'), JSON.stringify(recipe))
    await bench.restart()
  }

  it('tells of a page without pictures that it leads only to another site, and asks nothing there', async () => {
    const html =
      '<body data-id="g"><h1>List</h1><a class="gallery" href="http://example.invalid/x">x</a></body>'
    await start({ pages: 1, images: 0, html: () => html })
    await install()
    const id = bench.add(range('1'))
    expect((await bench.until(id, 'done', 'failed')).state).toMatchObject({
      kind: 'failed',
      failure: { kind: 'no-images', detail: expect.stringContaining('http://example.invalid/x') },
    })
    const { rows } = await bench.engine.commands.listLeftOut({ taskId: id, offset: 0, limit: 10 })
    expect(rows).toContainEqual({ address: 'http://example.invalid/x', reason: 'out-of-scope' })
  })

  it('follows next pages into the same gallery, numbering on', async () => {
    const body = (page: number) => `<body data-id="g"><h1>Long</h1><p class="p"><img src="/i/${page}.png"></p>
      ${page < 3 ? `<a class="next" href="/g/${page + 1}.html">next</a>` : ''}</body>`
    await start({ pages: 3, images: 0, html: body })
    await install()
    const { progress } = await bench.until(bench.add(range('1')), 'done', 'failed')
    expect(progress.tally).toMatchObject({
      pagesKnown: 3,
      pagesRead: 3,
      galleries: 1,
      galleriesDone: 1,
      saved: 3,
    })
    expect(bench.files()).toEqual(
      ['001 1.png', '002 2.png', '003 3.png', 'gallery.json'].map((f) => `Long [g]/${f}`),
    )
  })

  it('reads an index page into its galleries, and ends where pages lead in a circle', async () => {
    const body = (page: number) =>
      page === 1
        ? '<h1>Index</h1><a class="gallery" href="/g/2.html">2</a><a class="gallery" href="/g/3.html">3</a><a class="gallery" href="http://example.invalid/x">x</a>'
        : `<body data-id="${page}"><h1>G${page}</h1><p class="p"><img src="/i/${page}.png"></p><a class="gallery" href="/g/1.html">up</a></body>`
    await start({ pages: 3, images: 0, html: body })
    await install()
    const id = bench.add(range('1'))
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.tally).toMatchObject({ pagesRead: 3, pagesFailed: 0, galleries: 2, saved: 2 })
    expect(site.log.filter((path) => path.startsWith('/g/')).sort()).toEqual([
      '/g/1.html',
      '/g/2.html',
      '/g/3.html',
    ])
    const { rows } = await bench.engine.commands.listLeftOut({ taskId: id, offset: 0, limit: 10 })
    expect(rows).toContainEqual({ address: 'http://example.invalid/x', reason: 'out-of-scope' })
  })
})

describe('commands', () => {
  it('answer what cannot be done with the reason', async () => {
    await start({ pages: 1, images: 1 })
    const id = bench.add(range('1'))
    await bench.until(id, 'done')
    await expect(Promise.resolve().then(() => bench.engine.commands.pauseTasks([id]))).rejects.toThrow(
      /is done and cannot be paused/,
    )
    expect(() => bench.engine.commands.resumeTasks([999 as TaskId])).toThrow(/no task 999/)
    await expect(async () => bench.add(range('1'), { recipe: 'unheard-of' })).rejects.toThrow(
      /none named unheard-of/,
    )
  })

  it('take an ended task off the list and keep its gallery in the library', async () => {
    await start({ pages: 1, images: 1 })
    const id = bench.add(range('1'))
    await bench.until(id, 'done')
    await bench.engine.commands.removeTasks([id])
    await bench.restart()
    expect(bench.engine.snapshot().tasks).toEqual([])
    const query = { text: '', sort: 'added', offset: 0, limit: 10, descending: true } as const
    const [gallery] = (await bench.engine.commands.listLibrary(query)).rows
    expect(gallery?.title).toBe('Gallery 1')
    const shown = await bench.engine.commands.showGallery(gallery?.id as never)
    expect(bench.engine.imageFile(shown.images[0]?.id as never)?.root).toBe(bench.target)
  })

  it('preview a page without saving anything', async () => {
    await start({ pages: 2, images: 3 })
    const request = {
      address: range('[1-2]'),
      recipe: null,
      folder: bench.target,
      options: {},
      startLater: false,
    }
    const preview = await bench.engine.commands.preview({ token: 'preview-1', request })
    expect(preview).toMatchObject({
      title: 'Gallery 1',
      folder: 'Gallery 1 [1]',
      imageCount: 3,
      comparedWith: range('2'),
    })
    const picture = await bench.engine.previewImage('preview-1', 0)
    expect(picture.type).toBe('image/png')
    expect(Buffer.from(picture.bytes)).toEqual(makePng('/i/1-1.png'))
    expect(bench.files()).toEqual([])
  })

  it('run no more tasks at once than settings allow, and start more when that is raised', async () => {
    await start({ pages: 3, images: 1 })
    for (const page of [1, 2, 3]) site.hold(`/i/${page}-1.png`)
    await bench.engine.commands.changeSettings({ tasksAtOnce: 1 })
    const ids = [1, 2, 3].map((page) => bench.add(range(String(page))))
    const kinds = () => ids.map((id) => bench.engine.task(id)?.state.kind)
    expect(kinds()).toEqual(['running', 'queued', 'queued'])
    await bench.engine.commands.changeSettings({ tasksAtOnce: 2 })
    expect(kinds()).toEqual(['running', 'running', 'queued'])
    await bench.engine.commands.pauseTasks(ids)
    expect(kinds()).toEqual(['paused', 'paused', 'paused'])
  })
})
