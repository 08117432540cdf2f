import { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import { emptyCrawlCounts, type HeldBy, heldByKinds } from '@shared/model/crawl/crawl-record'
import type { Task, TaskCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import { expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { crawlState } from './crawl-words'

const plan = CrawlPlan.parse({ start: ['https://blog.example/'], limits: { pages: 10 } })
const done: TaskState = { kind: 'done', at: 1 }

function crawl(state: TaskState, counts: Partial<TaskCounts>): Task {
  const task = sampleTask({ state, counts })
  return { ...task, request: { ...task.request, crawl: plan } }
}
const ended = (heldBy: HeldBy | null) => ({ crawl: { ...emptyCrawlCounts, read: 8, failed: 1, heldBy } })

it.each<[string, string, Task]>([
  ...heldByKinds.map((by): [string, string, Task] => [
    `one that ${by} holds back says so`,
    `limited-${by}`,
    crawl(done, ended(by)),
  ]),
  ['one with failed pages has problems', 'problems', crawl(done, { pagesFailed: 1, ...ended(null) })],
  ['one that read everything is finished', 'finished', crawl(done, ended(null))],
  [
    'one that was cancelled is cancelled, whatever waits',
    'cancelled',
    crawl({ kind: 'cancelled', at: 1 }, ended('stop')),
  ],
])('%s', (_, name, task) => {
  expect(crawlState(task).name).toBe(name)
})
