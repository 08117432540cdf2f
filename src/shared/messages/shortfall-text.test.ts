import { expect, it } from 'vitest'
import { sampleTask } from '../../../test/sample-task'
import { CrawlPlan } from '../model/crawl/crawl-plan'
import { emptyCrawlCounts, type HeldBy } from '../model/crawl/crawl-record'
import { taskShortfalls } from './shortfall-text'

const plan = CrawlPlan.parse({
  start: ['https://blog.example/'],
  limits: { depth: 3, pages: 1200, minutes: 90 },
})

it.each<[HeldBy, number, string, string]>([
  [
    'pages',
    2500,
    'stopped at its limit of 1,200 pages: 2,500 addresses wait',
    '已达页数上限（1,200 页）：还有 2,500 个地址等待',
  ],
  ['depth', 1, 'stopped at its depth limit of 6: 1 address waits', '已达深度上限（6 层）：还有 1 个地址等待'],
  [
    'minutes',
    7,
    'stopped at its time limit of 90 minutes: 7 addresses wait',
    '已达时间上限（90 分钟）：还有 7 个地址等待',
  ],
  ['stop', 7, 'stopped by you: 7 addresses wait', '已由您停止：还有 7 个地址等待'],
])('a crawl that %s holds back says by what', (heldBy, limited, en, zh) => {
  const task = sampleTask({
    counts: { shortfalls: { limited, smaller: 2 }, crawl: { ...emptyCrawlCounts, heldBy } },
  })
  const crawl = { ...task, request: { ...task.request, crawl: plan, portions: 2 } }
  expect(taskShortfalls(crawl, 'en')).toEqual([en, '2 pictures in a smaller version'])
  expect(taskShortfalls(crawl, 'zh-CN')[0]).toBe(zh)
})

it('of a task that is no crawl the limit is that of its pages', () => {
  const task = sampleTask({ counts: { shortfalls: { limited: 2 } } })
  expect(taskShortfalls(task, 'en')).toEqual(['stopped at a limit: at least 2 pages or pictures beyond it'])
})
