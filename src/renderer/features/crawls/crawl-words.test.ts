import { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import { emptyCrawlCounts } from '@shared/model/crawl/crawl-record'
import type { Task, TaskCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import { expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { crawlState } from './crawl-words'

const plan = CrawlPlan.parse({ start: ['https://blog.example/'], limits: { pages: 10 } })
const done: TaskState = { kind: 'done', at: 1 }

function crawl(state: TaskState, counts: Partial<TaskCounts>, portions = 1): Task {
  const task = sampleTask({ state, counts })
  return { ...task, request: { ...task.request, crawl: plan, portions } }
}
const read = (count: number) => ({ crawl: { ...emptyCrawlCounts, read: count - 1, failed: 1, queued: 5 } })

it.each<[string, string, Task]>([
  [
    'one that reached its pages is stopped at a limit',
    'limited',
    crawl(done, { shortfalls: { limited: 5 }, ...read(10) }),
  ],
  [
    'one that is held back before is stopped early',
    'early',
    crawl(done, { shortfalls: { limited: 5 }, ...read(7) }),
  ],
  [
    'the limit of one that was continued is further',
    'early',
    crawl(done, { shortfalls: { limited: 5 }, ...read(15) }, 2),
  ],
  ['one with failed pages has problems', 'problems', crawl(done, { pagesFailed: 1, ...read(9) })],
  ['one that read everything is finished', 'finished', crawl(done, read(9))],
  [
    'one that was cancelled is cancelled, whatever waits',
    'cancelled',
    crawl({ kind: 'cancelled', at: 1 }, { shortfalls: { limited: 5 } }),
  ],
])('%s', (_, name, task) => {
  expect(crawlState(task).name).toBe(name)
})
