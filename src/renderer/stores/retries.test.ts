import { failure } from '@shared/model/failure'
import { TaskId } from '@shared/model/units'
import { beforeAll, expect, it, vi } from 'vitest'
import { sampleTask } from '../../../test/sample-task'
import { i18n, startI18n } from '../locales/i18n'
import { fakeEngine, sampleSnapshot } from '../testing/fake-engine'
import { retryAndFollow, retryText, useRetries } from './retries'
import { applyTaskBatch, beginTasks } from './tasks'

beforeAll(() => startI18n('en'))

it.each([
  [18, 3, 15, 0, 'Retried 18: 3 worked, 15 failed again'],
  [18, 18, 0, 0, 'Retried 18: all worked'],
  [1, 1, 0, 0, 'Retried 1: it worked'],
  [18, 0, 18, 0, 'Retried 18: all failed again'],
  [1, 0, 1, 0, 'Retried 1: it failed again'],
  [18, 3, 5, 10, 'Retrying 18: 10 to go'],
])('of %i retried %i came, %i failed, %i wait: %s', (count, saved, failed, waiting, text) => {
  expect(retryText(i18n.getFixedT('en'), { count, outcome: { saved, failed, waiting, ended: false } })).toBe(
    text,
  )
})

it('says what came of a retry although the window still showed the end before it', async () => {
  const waits = { saved: 0, failed: 0, waiting: 2, ended: false }
  const outcomes = [waits, waits, { saved: 0, failed: 2, waiting: 0, ended: true }]
  fakeEngine({
    retryProblems: () => ({ ok: true, value: { count: 2, retry: 1 } }),
    retryOutcome: () => {
      // The end before the retry, as another object: it came late.
      const task = sampleTask({ id: 1, state: { kind: 'done', at: 2 } })
      applyTaskBatch({ revision: 1, deltas: [{ kind: 'changed', task }] })
      return { ok: true, value: outcomes.shift() ?? waits }
    },
  })
  beginTasks({ ...sampleSnapshot, tasks: [sampleTask({ id: 1, state: { kind: 'done', at: 1 } })] })
  await retryAndFollow({ taskId: TaskId.parse(1) })
  await vi.waitFor(() => expect(useRetries.getState().byTask.get(TaskId.parse(1))?.outcome.failed).toBe(2), {
    timeout: 10_000,
  })
})

it('forgets a retry whose outcome is unknown', async () => {
  const { inputsOf } = fakeEngine({
    retryProblems: () => ({ ok: true, value: { count: 18, retry: 1 } }),
    retryOutcome: () => ({ ok: false, failure: failure('unexpected', '') }),
  })
  beginTasks({ ...sampleSnapshot, tasks: [sampleTask({ id: 1 })] })
  await retryAndFollow({ taskId: TaskId.parse(1) })
  await vi.waitFor(() => expect(inputsOf('retryOutcome')).toHaveLength(1))
  await vi.waitFor(() => expect(useRetries.getState().byTask.size).toBe(0))
})
