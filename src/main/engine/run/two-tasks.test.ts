import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TaskId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isExhaustive } from '../../../../test/exhaustive'
import { type GallerySite } from '../../../../test/site/gallery-site'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

// Several tasks of one list on one gallery: the folder ends as if they had worked one after another.

let bench: TestEngine
let site: GallerySite

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const pictures = () => bench.files().filter((file) => /\.(png|gif)$/.test(file))
const twice = () => [...new Set(site.log)].filter((path) => path !== '/i/logo.png' && site.count(path) > 1)
const recorded = (folder: string) =>
  (readRecord(bench.target, folder)['files'] as { readonly file?: string }[]).map(({ file }) => file)
const partials = () => bench.files().filter((file) => file.endsWith('.part'))
const partialBytes = () => Math.max(0, ...partials().map((file) => statSync(join(bench.target, file)).size))

async function counts(...ids: readonly TaskId[]) {
  const sum = { saved: 0, skipped: 0, failed: 0 }
  for (const id of ids) {
    const { progress } = await bench.until(id, 'done', 'failed')
    sum.saved += progress.counts.saved
    sum.skipped += progress.counts.skipped
    sum.failed += progress.counts.failed
  }
  return sum
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** A recipe by which all pages are one gallery. */
async function addPostRecipe(): Promise<void> {
  const folder = join(bench.data, 'recipes')
  mkdirSync(folder)
  const recipe = {
    name: 'post',
    title: 'Post',
    version: 1,
    match: ['http://127.0.0.1/*'],
    example: 'http://127.0.0.1/g/1.html',
    gallery: { id: { selector: 'meta[name=post]', attribute: 'content' }, title: { selector: 'h1' } },
    images: { selector: '.content img' },
  }
  writeFileSync(join(folder, 'post.json'), JSON.stringify(recipe))
  await bench.restart()
}

it('three tasks on one gallery at once leave one set of files and ask for each picture once', async () => {
  site = await bench.serve({ pages: 1, images: 12, imageBytes: 60_000 })
  const release = site.hold('/i/1-1.png')
  const ids = [1, 2, 3].map(() => bench.add(site.page('1')))
  await site.asked('/i/1-1.png')
  await bench.untilCounts(ids[2] as TaskId, ({ found }) => found === 12)
  release()
  expect(await counts(...ids)).toEqual({ saved: 12, skipped: 24, failed: 0 })
  expect(pictures()).toHaveLength(12)
  expect(twice().filter((path) => path.startsWith('/i/'))).toEqual([])
  expect(recorded('Gallery 1 [1]').map((file) => `Gallery 1 [1]/${file}`)).toEqual(pictures())
})

it('ranges that overlap, at once, make each gallery once', async () => {
  site = await bench.serve({ pages: 4, images: 3 })
  const ids = ['[1-3]', '[2-4]', '[1-4]'].map((range) => bench.add(site.page(range)))
  expect(await counts(...ids)).toMatchObject({ saved: 12, failed: 0 })
  expect(pictures()).toHaveLength(12)
  expect(readdirSync(bench.target)).toHaveLength(4)
  expect(twice().filter((path) => path.startsWith('/i/'))).toEqual([])
})

it('the record of a gallery names what every task saved into it', async () => {
  await addPostRecipe()
  const html = (page: number) =>
    `<meta name="post" content="7"><h1>Post</h1><div class="content"><img src="/i/${page}-a.png"><img src="/i/${page}-b.png"></div>`
  site = await bench.serve({ pages: 4, images: 0, html })
  const folders = { options: { folderTemplate: 'post' } }
  const both = [bench.add(site.page('[1-3]'), folders), bench.add(site.page('[2-4]'), folders)]
  expect(await counts(...both)).toMatchObject({ saved: 8, skipped: 4 })
  expect(new Set(recorded('post'))).toEqual(new Set(pictures().map((file) => file.slice('post/'.length))))
  expect(recorded('post')).toHaveLength(8)

  // one after another as well
  await counts(bench.add(site.page('4'), folders))
  expect(recorded('post')).toHaveLength(8)
})

it('what one task could not get another one may', async () => {
  site = await bench.serve({ pages: 1, images: 3 })
  site.refuse('/i/1-2.png', 404, 1)
  const ids = [bench.add(site.page('1')), bench.add(site.page('1'))]
  expect(await counts(...ids)).toEqual({ saved: 3, skipped: 2, failed: 1 })
  expect(pictures()).toHaveLength(3)
  expect(recorded('Gallery 1 [1]').map((file) => `Gallery 1 [1]/${file}`)).toEqual(pictures())
})

it('a task whose images another one fetches continues with its other galleries', async () => {
  site = await bench.serve({ pages: 2, images: 30 })
  await bench.engine.commands.changeSettings({ connections: 4, connectionsPerSite: 4 })
  const release = site.hold('/i/1-1.png')
  const first = bench.add(site.page('1'), { options: { connections: 1 } })
  await site.asked('/i/1-1.png')
  const second = bench.add(site.page('[1-2]'))
  await bench.untilCounts(second, ({ saved }) => saved >= 57)
  expect(bench.engine.task(first)?.progress.counts.saved).toBe(0)
  release()
  expect(await counts(first, second)).toEqual({ saved: 60, skipped: 30, failed: 0 })
  expect(pictures()).toHaveLength(60)
})

it.each(['pause', 'cancel'] as const)(
  'another task takes over what a task was fetching at its %s, and no partial file stays',
  async (stop) => {
    site = await bench.serve({ pages: 1, images: 3, imageBytes: 900_000 })
    const release = site.hold('/i/1-1.png')
    const first = bench.add(site.page('1'))
    await bench.untilReceived(first, 300_000)
    const second = bench.add(site.page('1'))
    await bench.untilCounts(second, (now) => now.saved + now.skipped === 2)
    // The held one stands on disk as far as it was sent: a busy machine may still be reading it.
    await expect.poll(partialBytes).toBeGreaterThan(400_000)
    if (stop === 'pause') await bench.engine.commands.pauseTasks([first])
    else await bench.engine.commands.cancelTasks({ ids: [first], deleteFiles: false })
    release()
    expect(await counts(second)).toMatchObject({ failed: 0 })
    expect(pictures()).toHaveLength(3)
    expect(partials()).toEqual([])
    // what the paused task has received is not fetched again
    const whole = makePng('/i/1-1.png', 900_000).length
    expect(site.bytesSent > 3.25 * whole).toBe(stop === 'cancel')
    if (stop === 'cancel') return
    await bench.engine.commands.resumeTasks([first])
    const { progress } = await bench.until(first, 'done')
    expect(progress.counts).toMatchObject({ failed: 0 })
    expect(pictures()).toHaveLength(3)
    expect(partials()).toEqual([])
    expect(recorded('Gallery 1 [1]').map((file) => `Gallery 1 [1]/${file}`)).toEqual(pictures())
  },
)

it('a task that waits for another one can be paused and cancelled', async () => {
  site = await bench.serve({ pages: 1, images: 1, imageBytes: 900_000 })
  const release = site.hold('/i/1-1.png')
  const first = bench.add(site.page('1'))
  await bench.untilReceived(first, 300_000)
  const waiting = [bench.add(site.page('1')), bench.add(site.page('1'))] as const
  for (const id of waiting) await bench.untilCounts(id, ({ found }) => found === 1)
  await bench.engine.commands.pauseTasks([waiting[0]])
  await bench.engine.commands.cancelTasks({ ids: [waiting[1]], deleteFiles: false })
  expect(waiting.map((id) => bench.engine.task(id)?.state.kind)).toEqual(['paused', 'cancelled'])
  release()
  expect(await counts(first)).toMatchObject({ saved: 1 })
  await bench.engine.commands.resumeTasks([waiting[0]])
  expect(await counts(waiting[0])).toMatchObject({ skipped: 1 })
  expect(site.count('/i/1-1.png')).toBe(1)
})

it('two galleries of one title in tasks that start together get a folder each', async () => {
  site = await bench.serve({ pages: 6, images: 1, title: () => 'One title' })
  const ids = [1, 2, 3, 4, 5, 6].map((page) =>
    bench.add(site.page(String(page)), { options: { folderTemplate: '{title}' } }),
  )
  expect(await counts(...ids)).toMatchObject({ saved: 6 })
  expect(readdirSync(bench.target)).toHaveLength(6)
})

it('a preview and its tasks, at once or one after another, read each page once', async () => {
  site = await bench.serve({ pages: 3, images: 1 })
  const request = {
    address: RangeAddress.parse(site.page('[1-3]')),
    recipe: null,
    folder: bench.target,
    options: {},
    startLater: false,
  }
  await bench.engine.commands.preview({ token: 'preview-of-range', request })
  await counts(bench.add(request.address), bench.add(site.page('[2-3]')))
  await counts(bench.add(request.address))
  expect(twice()).toEqual([])
})

it('a retry reads its page again', async () => {
  site = await bench.serve({ pages: 1, images: 0, html: () => '<h1>Soon</h1>' })
  const id = bench.add(site.page('1'))
  await bench.until(id, 'failed')
  await bench.engine.commands.retryTasks([id])
  await bench.until(id, 'failed')
  expect(site.count('/g/1.html')).toBe(2)
})

it.each([
  [500, {}],
  [429, { 'retry-after': '0' }],
] as const)(
  'a task does not wait for the endless retries of another one: status %d',
  async (status, headers) => {
    site = await bench.serve({ pages: 1, images: 3 })
    site.refuse('/i/1-2.png', status, Number.POSITIVE_INFINITY, headers)
    const endless = bench.add(site.page('1'), { options: { retries: -1 } })
    await bench.untilCounts(endless, ({ saved }) => saved === 2)
    const once = bench.add(site.page('1'), { options: { retries: 0 } })
    expect(await counts(once)).toEqual({ saved: 0, skipped: 2, failed: 1 })
    expect(bench.engine.task(endless)?.state.kind).toBe('running')
    site.refuse('/i/1-2.png', status, 0)
    expect(await counts(endless)).toEqual({ saved: 3, skipped: 0, failed: 0 })
    expect(pictures()).toHaveLength(3)
  },
)

it.each(['wait', 'pause'] as const)(
  'what another task fetches between two tries is not asked for twice, also after a %s',
  async (way) => {
    site = await bench.serve({ pages: 1, images: 2 })
    site.refuse('/i/1-1.png', 500)
    const first = bench.add(site.page('1'), { options: { retries: -1 } })
    await bench.untilCounts(first, ({ saved }) => saved === 1)
    const second = bench.add(site.page('1'), { options: { retries: -1 } })
    await bench.untilCounts(second, ({ skipped }) => skipped === 1)
    const release = site.hold('/i/1-1.png')
    site.refuse('/i/1-1.png', 500, 0)
    const before = site.count('/i/1-1.png')
    await until(() => site.count('/i/1-1.png') > before)
    if (way === 'pause') await bench.engine.commands.pauseTasks([first])
    const after = site.count('/i/1-1.png')
    release()
    if (way === 'pause') await bench.engine.commands.resumeTasks([first])
    expect(await counts(first, second)).toMatchObject({ saved: 2, skipped: 2, failed: 0 })
    expect(site.count('/i/1-1.png') - after).toBeLessThanOrEqual(way === 'pause' ? 1 : 0)
    expect(pictures()).toHaveLength(2)
    expect(partials()).toEqual([])
  },
)

/** Galleries that all show one image, and one of their own each; a recipe, as by comparing it would be decoration. */
async function serveShared(pages: number): Promise<void> {
  await addPostRecipe()
  const html = (page: number) =>
    `<meta name="post" content="${page}"><h1>Post ${page}</h1><div class="content"><img src="/i/shared.png"><img src="/i/${page}.png"></div>`
  site = await bench.serve({ pages, images: 0, html })
}

it('an address that many galleries of a task show is given up once, and asked for again after a retry', async () => {
  await serveShared(12)
  site.refuse('/i/shared.png', 500)
  const id = bench.add(site.page('[1-12]'), { options: { retries: 2 } })
  expect(await counts(id)).toEqual({ saved: 12, skipped: 0, failed: 12 })
  expect(site.count('/i/shared.png')).toBe(3)
  await bench.engine.commands.retryTasks([id])
  expect(await counts(id)).toEqual({ saved: 12, skipped: 0, failed: 12 })
  expect(site.count('/i/shared.png')).toBe(6)
  site.refuse('/i/shared.png', 500, 0)
  await bench.engine.commands.retryTasks([id])
  expect(await counts(id)).toEqual({ saved: 24, skipped: 0, failed: 0 })
  expect(site.count('/i/shared.png')).toBe(7)
})

it.runIf(isExhaustive)(
  'a slow image that all galleries of a task show does not keep it from reading on',
  async () => {
    await serveShared(230)
    const release = site.hold('/i/shared.png')
    const id = bench.add(site.page('[1-230]'))
    await bench.untilCounts(id, ({ saved }) => saved === 230)
    release()
    expect(await counts(id)).toEqual({ saved: 460, skipped: 0, failed: 0 })
    expect(site.count('/i/shared.png')).toBe(1)
  },
)
