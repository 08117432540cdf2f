import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { blogPlan, blogSite } from '../../../../../test/site/blog-site'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

/** Articles of the blog, ten on each list: with `CI=true` those of a large one. */
const many = isExhaustive ? 9000 : 40
/** The traps of the blog: links to what is not there here. */
const trap = /details\/900[1-5]/

let bench: TestEngine
beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

/** All rows of a table, without the columns that a look at an unchanged page may write. */
function rowsOf(file: string, table: string, but: readonly string[] = []): readonly unknown[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = database.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()
  database.close()
  return rows.map((row) => Object.entries(row).filter(([column]) => !but.includes(column)))
}

/** What stays as it is while nothing changes. */
function kept(file: string, sink: string) {
  return {
    records: rowsOf(file, 'records', ['last_seen', 'seen_run']),
    pages: rowsOf(file, "pages WHERE address NOT GLOB '*details/900[1-5]'", ['read_at', 'served_at']),
    others: ['versions', 'fields', 'sinks', 'delivered_ahead', 'frontier'].map((table) =>
      rowsOf(file, table),
    ),
    // No record is sent that was only seen again.
    sent: rowsOf(sink, 'crawl_127_0_0_1'),
  }
}

it.each([
  ['conditionally, where they have validators', many, true],
  ['again, where they have none', isExhaustive ? 1000 : many, false],
] as const)(
  'a second run asks for unchanged pages %s, and writes only when it saw them (%i articles)',
  async (_, articles, validators) => {
    const blog = blogSite({ articles, encoding: 'utf-8', validators })
    const site = await bench.serveSite({
      ...blog,
      fault: (visit) =>
        trap.test(visit.path) ? { kind: 'status', status: 404, headers: {} } : (blog.fault?.(visit) ?? null),
    })
    const plan = { ...blogPlan(site.origin), limits: { depth: 1000, pages: 1_000_000 } }
    const sink = join(bench.target, 'sink.db')
    const options = { retries: 0, connections: 16, connectionsPerSite: 16 }
    const id = bench.add(plan.start[0] ?? '', { crawl: plan, sinks: [`sqlite:${sink}`], options })
    await bench.until(id, 'done')
    const file = join(bench.data, 'records', `${id}.db`)
    const before = kept(file, sink)
    const first = site.visits.length
    await bench.engine.commands.retryTasks([id])
    await bench.until(id, 'done')
    expect(kept(file, sink)).toEqual(before)
    expect(bench.engine.task(id)?.progress.counts.crawl).toMatchObject({
      records: articles,
      added: 0,
      changed: 0,
      unchanged: articles,
    })
    const seen = rowsOf(file, 'runs').length
    const late = new DatabaseSync(file, { readOnly: true })
    const unseen = late.prepare('SELECT count(*) AS n FROM records WHERE seen_run <> ?').get(seen)
    late.close()
    expect(unseen).toMatchObject({ n: 0 })
    const asked = site.visits.slice(first).filter(({ path }) => path !== '/robots.txt' && !trap.test(path))
    const conditional = asked.filter(({ headers }) => headers['if-none-match'] !== undefined)
    expect(conditional).toHaveLength(validators ? asked.length : 0)
  },
  isExhaustive ? 600_000 : 20_000,
)
