import type { CrawlPlanInput } from '@shared/model/crawl/crawl-plan'
import type { HeldBy } from '@shared/model/crawl/crawl-record'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { blogPlan, blogSite } from '../../../../../test/site/blog-site'
import type { Site } from '../../../../../test/site/site.mjs'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

let bench: TestEngine
let site: Site
/** How much of the running time is jumped over, in milliseconds. */
let skippedMs = 0
/** Called with the number of each request before it is answered. */
let onVisit: (number: number) => void = () => {}

beforeEach(async () => {
  skippedMs = 0
  onVisit = () => {}
  bench = await openTestEngine({ monotonic: () => performance.now() + skippedMs })
  const blog = blogSite({ articles: 25, encoding: 'utf-8' })
  let visits = 0
  site = await bench.serveSite({
    ...blog,
    fault(visit) {
      visits += 1
      onVisit(visits)
      return blog.fault?.(visit) ?? null
    },
  })
})
afterEach(() => bench.close())

function crawl(limits: CrawlPlanInput['limits']): TaskId {
  const plan = { ...blogPlan(site.origin), limits }
  return bench.add(plan.start[0] ?? '', { crawl: plan, options: { retries: 0, connections: 1 } })
}

const held = (id: TaskId) => {
  const counts = bench.engine.task(id)?.progress.counts
  return { by: counts?.crawl?.heldBy, count: counts?.shortfalls?.limited ?? 0 }
}

/** At the sixth request the user stops the run, or its time is over. */
const cuts: Readonly<Record<HeldBy, (id: TaskId) => void>> = {
  pages: () => {},
  depth: () => {},
  minutes: () => {
    skippedMs += 61_000
  },
  stop: (id) => void bench.engine.commands.stopRanges([id]),
}

it.each<[HeldBy, CrawlPlanInput['limits']]>([
  ['pages', { pages: 6 }],
  ['depth', { depth: 1 }],
  ['minutes', { minutes: 1 }],
  ['stop', {}],
])('a run that ends by %s says so, and is continued to its end', async (by, limits) => {
  onVisit = (number) => {
    if (number === 6) cuts[by](id)
  }
  const id = crawl(limits)
  await bench.until(id, 'done')
  expect(held(id)).toEqual({ by, count: bench.engine.task(id)?.progress.counts.crawl?.queued })
  expect(held(id).count).toBeGreaterThan(0)
  for (let portion = 0; portion < 8 && held(id).count > 0; portion++) {
    await bench.engine.commands.continueTasks([id])
    await bench.until(id, 'done')
  }
  expect(held(id)).toEqual({ by: null, count: 0 })
  expect(bench.engine.task(id)?.progress.counts.crawl).toMatchObject({ records: 25, queued: 0 })
})

it('the time of a run counts over its pauses, and over the end of the program', async () => {
  const at = (number: number, work: () => void) => {
    onVisit = (visit) => {
      if (visit === number) work()
    }
  }
  const paused = new Promise<void>((resolve) => {
    at(5, () => {
      skippedMs += 35_000
      void bench.engine.commands.pauseTasks([id])
      resolve()
    })
  })
  const id = crawl({ minutes: 1 })
  await paused
  await bench.until(id, 'paused')
  await bench.restart()
  at(10, () => {
    skippedMs += 35_000
  })
  await bench.engine.commands.resumeTasks([id])
  await bench.until(id, 'done')
  expect(held(id).by).toBe('minutes')
})
