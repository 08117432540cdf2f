import type { Delta } from '@shared/contract/deltas'
import type { TaskEvent } from '@shared/contract/task-event'
import { failure } from '@shared/model/failure'
import { defaultSettings } from '@shared/model/settings'
import { emptyCounts } from '@shared/model/task'
import { type EndedState, hasEnded, type TaskState } from '@shared/model/task-state'
import { TaskId } from '@shared/model/units'
import { describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { notifyEnds, type SystemUi, updateSystemUi } from './system-ui-updates'
import { createTaskActivity } from './task-activity'

const id = TaskId.parse(1)

const task = (state: TaskState) => sampleTask({ state })

/** Notes its calls, with the settings that matter to each. */
function fakeUi() {
  const calls: string[] = []
  const ui: SystemUi = {
    show: (activity, { keepAwake }) => calls.push(`show ${activity.active.length} awake ${keepAwake}`),
    apply: ({ theme }) => calls.push(`apply ${theme}`),
    notify: ({ state }, { notifications }) => calls.push(`${state.kind} notify ${notifications}`),
  }
  return { calls, ui }
}

describe('what the desktop shows', () => {
  function updated() {
    const { calls, ui } = fakeUi()
    const take = updateSystemUi(createTaskActivity([task({ kind: 'queued' })]), defaultSettings, ui)
    return { calls, take: (...deltas: Delta[]) => take({ revision: 1, deltas }) }
  }

  it('is complete at the start', () => {
    expect(updated().calls).toEqual(['apply system', 'show 1 awake true'])
  })

  it('follows changed settings before anything that depends on them', () => {
    const { calls, take } = updated()
    take({ kind: 'changed', task: task({ kind: 'running', discovering: true }) })
    calls.length = 0
    const cause = { kind: 'local', failure: failure('disk-full', 'ENOSPC') } as const
    take(
      { kind: 'changed', task: task({ kind: 'paused', cause }) },
      {
        kind: 'settings',
        settings: { ...defaultSettings, theme: 'dark', keepAwake: false, notifications: false },
      },
    )
    expect(calls).toEqual(['apply dark', 'show 0 awake false', 'paused notify false'])
    calls.length = 0
    take({ kind: 'changed', task: task({ kind: 'queued' }) })
    expect(calls).toEqual(['show 1 awake false'])
  })
})

describe('the end of a task', () => {
  function notified(state: TaskState) {
    const { calls, ui } = fakeUi()
    let emit = (_event: TaskEvent) => {}
    const settings = { ...defaultSettings, notifications: false }
    const engine = {
      onEvent: (listener: (event: TaskEvent) => void) => {
        emit = listener
        return () => {}
      },
      task: () => task(state),
      settings: () => settings,
    }
    notifyEnds(engine, ui)
    const end = (ended: EndedState) =>
      emit({ kind: 'task-ended', taskId: id, state: ended, counts: emptyCounts })
    if (hasEnded(state)) end(state)
    return calls
  }

  it('notifies the user, with the settings of that moment', () => {
    expect(notified({ kind: 'done', at: 1 })).toEqual(['done notify false'])
    expect(notified({ kind: 'failed', at: 1, failure: failure('unexpected', '') })).toEqual([
      'failed notify false',
    ])
  })

  it('does not notify the user who cancelled it', () => {
    expect(notified({ kind: 'cancelled', at: 1 })).toEqual([])
  })
})
