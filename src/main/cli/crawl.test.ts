import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../test/exhaustive'
import { articlePath, type Blog, type BlogShape, blogSite } from '../../../test/site/blog-site'
import { type Site, startSite } from '../../../test/site/site.mjs'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: Site
let blog: Blog

beforeEach(() => {
  bench = openTestCli()
})
afterEach(async () => {
  await bench.close()
  await site.close()
})

async function serve(shape: Partial<BlogShape>): Promise<void> {
  blog = blogSite({ articles: 15, encoding: 'utf-8', ...shape })
  site = await startSite(blog)
}

/** The command line of a crawl of the blog. */
const words = (): readonly string[] => {
  const rules = ['--follow', `${site.origin}/u/1/article/details/*`, '--as', 'record', '--follow']
  const lists = [`${site.origin}/u/1/list/*`, '--as', 'list', '--skip', '*://*/login*']
  const identity = ['--drop', 'utm_*', '--drop', 'from', '--key', 'id', '--field', 'id@=details/(\\d+)']
  const fields = ['title=.title-article', 'reads:number=.read-count', 'tags[]=.tags a', 'at:date=time']
  const named = fields.flatMap((field) => ['--field', field])
  return ['crawl', `${site.origin}/u/1/list/1`, ...rules, ...lists, ...identity, ...named, '--retries', '0']
}

/** Fields by the path of their page, as `records --json` gives them. */
async function recorded() {
  const end = await bench.run('records', '1', '--json')
  const rows = end.events().filter(({ event }) => event === 'crawl-record')
  return new Map(rows.map(({ address, fields }) => [String(address).replace(site.origin, ''), fields]))
}

describe('crawl', () => {
  it('records what the fields say, and shows it', async () => {
    await serve({})
    const end = await bench.run(...words())
    // One trap goes round in circles.
    expect(end.code).toBe(4)
    expect(end.out).toMatch(/15 records, 15 new, 0 changed, 0 unchanged/)
    expect(await recorded()).toEqual(blog.expected())
    const shown = await bench.run('records', '1', '--where', 'reads > 13000', '--sort', 'reads')
    expect(shown.out).toContain('3 of 3 records')
    expect(shown.out).toContain('湖 15')

    const file = join(bench.root, 'out.jsonl')
    const all = await bench.run('records', '1', '--to', file, '--json')
    expect(all.events()[0]).toEqual({ event: 'exported', file, records: 15 })
    const some = await bench.run('records', '1', '--to', file, '--where', 'reads > 13000', '--sort', 'reads')
    expect(some.out).toContain(`3 records in ${file}`)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).title)).toEqual(['湖 13', '湖 14', '湖 15'])
    expect((await bench.run('records', '1', '--to', 'postgres://me@localhost/db')).code).toBe(32)
  })

  it('stores nothing with -n, and shows rules, records and an estimate', async () => {
    await serve({})
    const end = await bench.run(...words(), '-n')
    expect(end.code).toBe(0)
    for (const text of [
      '(records): ',
      '(lists): ',
      'No rule follows',
      'Skipped by --skip',
      'title: in 15 of 15',
    ])
      expect(end.out).toContain(text)
    expect(end.out).toContain('Nothing was stored.')
    expect((await bench.run('list', '--json')).events().map(({ event }) => event)).toEqual(['summary'])
  })

  it('writes files where it was started, and one that is named after the crawl beside the pictures', async () => {
    await serve({ articles: 3 })
    const end = await bench.run(...words(), '--to', 'out.csv', '--to', 'sqlite:', '-o', 'new/pictures')
    expect(end.code).toBe(4)
    expect(end.err).not.toContain('wait for')
    expect(readFileSync(join(bench.root, 'out.csv'), 'utf8')).toContain('湖 3')
    expect(existsSync(join(bench.root, 'new', 'pictures', 'crawl_127_0_0_1.db'))).toBe(true)
  })

  it('ends with bit 2 at a limit, says at which, and continues', async () => {
    await serve({ articles: 8 })
    const end = await bench.run(...words(), '--max-pages', '5')
    expect(end.code).toBe(2)
    expect(end.out).toMatch(/^Incomplete: .*stopped at its limit of 5 pages: \d+ addresses wait$/m)
    expect(end.out).toMatch(/Continue with: galleon continue .*1$/m)
    const [task] = (await bench.run('list', '--json')).events()
    expect(task).toMatchObject({ tally: { crawl: { heldBy: 'pages' } } })
    let last = await bench.run('continue', '1', '--json')
    for (let portion = 0; portion < 3 && last.code === 2; portion++)
      last = await bench.run('continue', '1', '--json')
    // One trap goes round in circles.
    expect(last.code).toBe(4)
    const rules = [
      { match: `${site.origin}/u/1/article/details/*`, as: 'record', links: 9 },
      { match: `${site.origin}/u/1/list/*`, as: 'list', links: 0 },
    ]
    const said = last.events().filter(({ event }) => event === 'crawl-progress')
    expect(said.at(-1)).toMatchObject({ task: 1, read: 9, records: 8, heldBy: null, rules })
    expect(await recorded()).toEqual(blog.expected())
    expect((await bench.run('continue', '1')).err).toContain('nothing of task 1 is held back by a limit')
    expect((await bench.run('continue', '--all')).out).toContain('There is nothing to continue.')
    expect((await bench.run('stop', '1')).err).toContain('the crawl of task 1 does not run')
  })

  it.runIf(isExhaustive)('is stopped from another terminal, and continued', async () => {
    blog = blogSite({ articles: 8, encoding: 'utf-8' })
    let open = () => {}
    const until = new Promise<void>((resolve) => {
      open = resolve
    })
    const held = articlePath(4)
    site = await startSite({
      ...blog,
      fault: (visit) => (visit.path === held ? { kind: 'hold', until } : (blog.fault?.(visit) ?? null)),
    })
    const run = bench.start(words())
    await site.asked(held)
    expect(await bench.run('stop', '1')).toMatchObject({ code: 0 })
    open()
    const { code, out } = await run.ended
    expect([code, out]).toEqual([2, expect.stringContaining('stopped by you')])
    expect((await bench.run('continue', '1')).out).toMatch(/8 records, 8 new/)
  })

  it('refuses fields and patterns that are none', async () => {
    await serve({})
    const address = `${site.origin}/`
    expect((await bench.run('crawl', address, '--field', 'title')).code).toBe(32)
    expect((await bench.run('crawl', address, '--follow', 'details/*')).code).toBe(32)
    expect((await bench.run('crawl')).code).toBe(32)
    expect((await bench.run('crawl', '--sitemap', 'auto')).err).toContain('--sitemap auto needs an address')
    const lost = await bench.run('crawl', address, '--to', 'no/such/folder.csv')
    expect([lost.code, lost.err]).toEqual([32, expect.stringContaining(join('no', 'such'))])
  })

  it.runIf(isExhaustive)(
    'brings exactly the same rows after kills at work',
    async () => {
      await serve({ articles: 60 })
      let run = bench.start(words())
      for (const visits of [8, 30]) {
        await new Promise<void>((resolve) => {
          const timer = setInterval(() => {
            if (site.visits.length < visits) return
            clearInterval(timer)
            resolve()
          }, 2)
        })
        run.child.kill('SIGKILL')
        await run.ended
        run = bench.start(['resume', '1'])
      }
      const end = await run.ended
      expect(end.code).toBe(4)
      expect(end.out).toMatch(/60 records, 60 new/)
      expect(await recorded()).toEqual(blog.expected())
      // Programs start slowly on a busy machine.
    },
    180_000,
  )
})
