import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { JobRequest, Jobs } from '@shared/contract/jobs'
import type { CrawlPlanInput } from '@shared/model/crawl/crawl-plan'
import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { type Blog, type BlogShape, blogPlan, blogSite } from '../../../../../test/site/blog-site'
import { makePng } from '../../../../../test/site/pictures.mjs'
import type { Site } from '../../../../../test/site/site.mjs'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

let bench: TestEngine
let site: Site
let blog: Blog

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

async function serve(shape: BlogShape): Promise<void> {
  blog = blogSite(shape)
  site = await bench.serveSite(blog)
}

type More = Partial<Omit<CrawlPlanInput, 'start'>> & {
  readonly options?: { robots?: boolean; retries?: number }
}

function crawl({ options = {}, ...more }: More = {}): TaskId {
  const plan = { ...blogPlan(site.origin), ...more }
  return bench.add(plan.start[0] ?? '', { crawl: plan, options: { retries: 0, ...options } })
}

async function records(id: TaskId): Promise<readonly CrawlRecord[]> {
  const { rows } = await bench.engine.commands.listRecords({
    taskId: id,
    offset: 0,
    limit: 1000,
    sort: null,
    descending: false,
    filter: '',
    change: 'all',
  })
  return rows
}

/** Fields by the path of their page. */
async function rows(id: TaskId) {
  return new Map(
    (await records(id)).map(({ address, fields }) => [address.replace(site.origin, ''), fields] as const),
  )
}
const expected = () => blog.expected()
const counts = (id: TaskId) => bench.engine.task(id)?.progress.counts.crawl
/** Paths that were asked more than once. */
const twice = () => {
  const paths = site.visits.map(({ path }) => path)
  return paths.filter((path, i) => paths.indexOf(path) !== i && !path.includes('/9003'))
}

describe('a first run', () => {
  it.each(isExhaustive ? (['gbk', 'utf-8'] as const) : (['gbk'] as const))(
    'brings exactly the articles of a blog in %s',
    async (encoding) => {
      await serve({ articles: 35, encoding })
      const id = crawl()
      const { state, progress } = await bench.until(id, 'done', 'failed')
      expect(state.kind).toBe('done')
      expect(await rows(id)).toEqual(expected())
      expect(twice()).toEqual([])
      expect(progress.counts.shortfalls).toBeUndefined()
      expect(counts(id)).toMatchObject({
        records: 35,
        added: 35,
        changed: 0,
        queued: 0,
        failed: 1,
        robots: 0,
        // The articles and the trap that fails; the lists but the first one, which is the start.
        links: [36, 3],
      })
      expect(site.visits.map(({ path }) => path)).not.toContain('/login?to=x')
      expect(progress.counts).toMatchObject({ pagesFailed: 1 })
    },
  )

  it('asks for each article once, whichever of its addresses is found, and follows no trap', async () => {
    await serve({ articles: 12, encoding: 'utf-8' })
    const id = crawl()
    await bench.until(id, 'done')
    const paths = site.visits.map(({ path }) => path)
    expect(paths.filter((path) => path.includes('?') && !path.includes('9003'))).toEqual([])
    const failed = bench.events.filter((event) => event.kind === 'failed')
    expect(failed.map((event) => 'url' in event && event.url)).toEqual([
      `${site.origin}/u/1/article/details/9003`,
    ])
  })

  it('keeps the pace and the rules of robots.txt', async () => {
    const robots = 'User-agent: *\nDisallow: /u/1/article/details/3\nCrawl-delay: 0.2\n'
    await serve({ articles: 6, encoding: 'utf-8', robots })
    const times: number[] = []
    const { fault } = blog
    const began = performance.now()
    site = await bench.serveSite({
      ...blog,
      fault: (visit) => {
        times.push(performance.now() - began)
        return fault?.(visit) ?? null
      },
    })
    const id = crawl()
    await bench.until(id, 'done')
    expect([...(await rows(id)).keys()].map((path) => path.split('/').at(-1))).toEqual([
      '1',
      '2',
      '4',
      '5',
      '6',
    ])
    expect(counts(id)).toMatchObject({ robots: 1 })
    // Requests behind robots.txt start 200 ms apart: a busy machine may delay the arrival of one, but none comes early
    const pages = times.slice(1)
    expect(pages.length).toBeGreaterThan(5)
    expect(pages.filter((at, before) => at < 195 * before)).toEqual([])
  })

  it('asks no robots.txt where the user switched it off', async () => {
    await serve({ articles: 6, encoding: 'utf-8', robots: 'User-agent: *\nDisallow: /\n' })
    const id = crawl({ options: { robots: false } })
    await bench.until(id, 'done')
    expect(counts(id)).toMatchObject({ records: 6 })
    expect(site.visits.map(({ path }) => path)).not.toContain('/robots.txt')
  })

  it('stops at a limit, says so, and continues', async () => {
    await serve({ articles: 35, encoding: 'utf-8' })
    const id = crawl({ limits: { pages: 10 } })
    const { progress, state } = await bench.until(id, 'done')
    expect(state.kind).toBe('done')
    expect(progress.counts.shortfalls?.limited).toBeGreaterThan(0)
    expect(counts(id)?.queued).toBe(progress.counts.shortfalls?.limited)
    for (
      let portion = 0;
      portion < 6 && bench.engine.task(id)?.progress.counts.shortfalls !== undefined;
      portion++
    ) {
      await bench.engine.commands.continueTasks([id])
      await bench.until(id, 'done')
    }
    expect(await rows(id)).toEqual(expected())
    expect(bench.engine.task(id)?.progress.counts.shortfalls).toBeUndefined()
    expect(twice()).toEqual([])
  })

  it('comes out of calendars without end by its depth', async () => {
    await serve({ articles: 15, encoding: 'utf-8', calendars: true })
    const id = crawl({ limits: { depth: 6, pages: 10_000 } })
    const { progress } = await bench.until(id, 'done')
    expect(await rows(id)).toEqual(expected())
    expect(progress.counts.shortfalls?.limited).toBeGreaterThan(0)
  })
})

describe('a further run', () => {
  it('finds what was edited, with what it was before', async () => {
    const edits = new Map<number, number>()
    await serve({ articles: 40, encoding: 'utf-8', edits, validators: true })
    const id = crawl()
    await bench.until(id, 'done')
    for (const number of [5, 25]) edits.set(number, 1)
    await bench.engine.commands.retryTasks([id])
    await bench.until(id, 'done')
    expect(await rows(id)).toEqual(expected())
    expect(counts(id)).toMatchObject({ records: 40, added: 0, changed: 2, unchanged: 38 })
    const changed = (await records(id)).filter(({ revision }) => revision === 2)
    const previous = await bench.engine.commands.previousRecords({
      taskId: id,
      keys: changed.map(({ key }) => key),
    })
    expect(Object.values(previous).map(({ title }) => title)).toEqual(['湖 5', '湖 25'])
  })

  it('stops in the chain of lists where the records are known', async () => {
    const shape = { articles: 60, encoding: 'utf-8' as const }
    await serve(shape)
    const id = crawl({ again: { stopAfterKnown: 15 } })
    await bench.until(id, 'done')
    expect(await rows(id)).toEqual(expected())
    const first = site.visits.length
    await bench.engine.commands.retryTasks([id])
    await bench.until(id, 'done')
    const lists = site.visits.slice(first).filter(({ path }) => path.startsWith('/u/1/list/'))
    expect(lists.map(({ path }) => path)).toEqual(['/u/1/list/1', '/u/1/list/2', '/u/1/list/3'])
  })
})

/** The blog, whose articles have a picture each. */
function withPictures(): Blog {
  const { content } = blog
  return {
    ...blog,
    content: (path) => {
      if (path.endsWith('.png')) return { type: 'image/png', body: makePng(path) }
      const page = content(path)
      const number = /details\/(\d)$/.exec(path)?.[1]
      if (page === null || number === undefined) return page
      const picture = Buffer.from(`<p id="content"><img src="/p/${number}.png">`)
      return { ...page, body: Buffer.concat([page.body as Buffer, picture]) }
    },
  }
}

it('saves the pictures of each record in a gallery of its own, and none twice', async () => {
  await serve({ articles: 3, encoding: 'utf-8' })
  site = await bench.serveSite(withPictures())
  const id = crawl({ images: '#content img' })
  const { progress } = await bench.until(id, 'done', 'failed')
  expect(progress.counts).toMatchObject({ galleries: 3, found: 3, saved: 3 })
  expect(counts(id)).toMatchObject({ records: 3 })
  const files = bench.files()
  expect(files.filter((file) => file.endsWith('.png'))).toHaveLength(3)
  await bench.engine.commands.retryTasks([id])
  await bench.until(id, 'done')
  expect(bench.files()).toEqual(files)
})

describe('sinks of a crawl', () => {
  it('get every record: a file at the end, a database as they come', async () => {
    await serve({ articles: 25, encoding: 'utf-8' })
    const plan = blogPlan(site.origin)
    const sinks = [join(bench.target, 'out.jsonl'), `sqlite:${join(bench.target, 'out.db')}`]
    const id = bench.add(plan.start[0] ?? '', { crawl: plan, sinks, options: { retries: 0 } })
    await bench.until(id, 'done')
    const lines = readFileSync(sinks[0] ?? '', 'utf8')
      .trim()
      .split('\n')
    const titles = lines.map((line) => (JSON.parse(line) as { title: string }).title)
    expect(new Set(titles)).toEqual(new Set([...blog.expected().values()].map(({ title }) => title)))
    expect(bench.files()).toContain('out.db')
    expect(bench.events.filter(({ kind }) => kind === 'sink-waits')).toEqual([])
  })
})

it('records wait for a sink that is down while the crawl continues, and are sent once it is back', async () => {
  await serve({ articles: 25, encoding: 'utf-8', robots: 'User-agent: *\nCrawl-delay: 0.06\n' })
  const plan = blogPlan(site.origin)
  const folder = join(bench.target, 'later')
  const id = bench.add(plan.start[0] ?? '', {
    crawl: plan,
    sinks: [`sqlite:${join(folder, 'out.db')}`],
    options: { retries: 0 },
  })
  await bench.untilCounts(id, ({ crawl: now }) => (now?.records ?? 0) > 2)
  const paused = bench.events.filter(({ kind }) => kind === 'sink-paused')
  expect(paused[0]).toMatchObject({ sink: expect.stringContaining('out.db'), triesAt: expect.any(Number) })
  const { sinks } = await bench.engine.commands.crawlActivity(id)
  expect(sinks[0]?.waiting).toBeGreaterThan(2)
  mkdirSync(folder)
  await bench.until(id, 'done')
  const database = new DatabaseSync(join(folder, 'out.db'))
  const sent = database.prepare('SELECT title, revision FROM crawl_127_0_0_1').all()
  database.close()
  const titles = [...blog.expected().values()].map(({ title }) => ({ title, revision: 1 }))
  expect(new Set(sent.map((row) => JSON.stringify(row)))).toEqual(
    new Set(titles.map((row) => JSON.stringify(row))),
  )
  expect(sent).toHaveLength(25)
  expect(bench.events.filter(({ kind }) => kind === 'sink-waits')).toEqual([])
})

/** Waits for the export that runs. */
async function exported(request: JobRequest): Promise<Jobs['export']> {
  void bench.engine.commands.startJob(request)
  await bench.engine.jobs.ended('export')
  return bench.engine.jobs.current().export
}
const all = { sort: null, descending: false, filter: '', change: 'all' } as const

describe('an export', () => {
  it('is a job that ends with a whole file, or says why there is none', async () => {
    await serve({ articles: 12, encoding: 'utf-8' })
    const taskId = crawl()
    await bench.until(taskId, 'done')
    const file = join(bench.target, 'out.csv')
    const request = { kind: 'export', taskId, ...all, filter: 'reads > 5000' } as const
    const job = await exported({ ...request, target: { kind: 'file', format: 'csv', file } })
    expect(job).toMatchObject({
      state: 'done',
      progress: { records: 8, total: 8, path: file, failure: null },
    })
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(9)
    const nowhere = join(bench.target, 'none', 'out.csv')
    const failed = await exported({ ...request, target: { kind: 'file', format: 'csv', file: nowhere } })
    expect(failed).toMatchObject({ state: 'stopped', progress: { failure: { kind: 'not-writable' } } })
  })

  it('makes a data set of records, pictures and where they came from', async () => {
    await serve({ articles: 3, encoding: 'utf-8' })
    const page = withPictures()
    site = await bench.serveSite(page)
    const taskId = crawl({ images: '#content img' })
    await bench.until(taskId, 'done')
    const target = { kind: 'data-set', folder: bench.target, metadata: 'jsonl' } as const
    const job = await exported({ kind: 'export', taskId, ...all, target })
    expect(job).toMatchObject({ state: 'done', progress: { records: 3, pictures: 3, passedOver: 0 } })
    const lines = readFileSync(join(job?.progress.path ?? '', 'metadata.jsonl'), 'utf8')
      .trim()
      .split('\n')
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(rows[0]).toMatchObject({ robots: 'allowed', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(new Set(rows.map((row) => row['title']))).toEqual(new Set(['湖 1', '湖 2', '湖 3']))
    expect(rows[0]?.['picture_address']).toMatch(/\/p\/\d\.png$/)
    const [first] = await records(taskId)
    const gallery = await bench.engine.commands.galleryOfRecord({ taskId, address: first?.address ?? '' })
    expect(gallery).toBe(1)
  })
})

it('shows its hosts with their pace while it runs, and what waits for a sink afterwards', async () => {
  const robots = 'User-agent: *\nCrawl-delay: 0.05\n'
  await serve({ articles: 2, encoding: 'utf-8', robots })
  const plan = blogPlan(site.origin)
  // Nothing listens there.
  const sinks = ['postgres://me@127.0.0.1:1/shop']
  const id = bench.add(plan.start[0] ?? '', { crawl: plan, sinks, options: { retries: 0 } })
  await bench.untilCounts(id, ({ crawl: now }) => (now?.read ?? 0) > 1)
  const { hosts } = await bench.engine.commands.crawlActivity(id)
  expect(hosts).toMatchObject([
    { host: new URL(site.origin).host, pace: { intervalMs: 50, waitsUntil: null } },
  ])
  const paused = bench.events.find(({ kind }) => kind === 'sink-paused')
  expect(paused).toMatchObject({
    sink: expect.stringContaining('127.0.0.1:1/shop'),
    triesAt: expect.any(Number),
  })
  await bench.until(id, 'done')
  const { sinks: after } = await bench.engine.commands.crawlActivity(id)
  expect(after).toMatchObject([
    {
      address: sinks[0],
      waiting: 2,
      problem: expect.stringMatching(/ECONNREFUSED|refused/i),
      triesAt: null,
    },
  ])
})

it('has no records any more once they are deleted, and begins again from its start', async () => {
  await serve({ articles: 35, encoding: 'utf-8' })
  const id = crawl({ limits: { pages: 10 } })
  await bench.until(id, 'done')
  await bench.engine.commands.deleteRecords(id)
  expect(await records(id)).toEqual([])
  expect(bench.engine.task(id)?.progress.counts).toMatchObject({ crawl: { records: 0, queued: 0 } })
  expect(bench.engine.task(id)?.progress.counts.shortfalls).toBeUndefined()
  await bench.engine.commands.retryTasks([id])
  await bench.until(id, 'done')
  expect(counts(id)).toMatchObject({ read: 10 - (counts(id)?.failed ?? 0) - (counts(id)?.elsewhere ?? 0) })
})

describe('a run that is interrupted', () => {
  it('continues after a pause and after a quit, and reads nothing twice', async () => {
    await serve({ articles: 60, encoding: 'utf-8' })
    const id = crawl()
    for (const stop of [() => bench.engine.commands.pauseTasks([id]), () => bench.restart()]) {
      const read = counts(id)?.read ?? 0
      await bench.untilCounts(id, ({ crawl: now }) => (now?.read ?? 0) > read + 3)
      await stop()
      await bench.engine.commands.resumeTasks([id])
    }
    await bench.until(id, 'done')
    expect(await rows(id)).toEqual(expected())
    expect(counts(id)).toMatchObject({ records: 60, added: 60, failed: 1 })
  })
})
