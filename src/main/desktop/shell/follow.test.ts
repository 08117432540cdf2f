import type { Delta } from '@shared/contract/deltas'
import { defaultSettings } from '@shared/model/settings'
import { idleProgress, type Task } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import { TaskId } from '@shared/model/units'
import { describe, expect, it } from 'vitest'
import { follow, watchActivity } from './activity'

function task(state: TaskState): Task {
  return {
    id: TaskId.parse(1),
    request: { address: 'http://example.org/', recipe: null, folder: '/p', options: {}, startLater: false },
    state,
    addedAt: 0,
    title: null,
    cover: null,
    progress: idleProgress,
  }
}

function followed() {
  const told: string[] = []
  const take = follow(watchActivity([task({ kind: 'queued' })]), defaultSettings, {
    show: (activity, { keepAwake }) => told.push(`show ${activity.active.length} awake ${keepAwake}`),
    apply: ({ theme }) => told.push(`apply ${theme}`),
    tellEnd: (ended, { notifications }) => told.push(`end ${ended.state.kind} notify ${notifications}`),
  })
  return { told, take: (...deltas: Delta[]) => take({ revision: 1, deltas }) }
}

describe('follow', () => {
  it('shows what there is at the start', () => {
    expect(followed().told).toEqual(['apply system', 'show 1 awake true'])
  })

  it('applies changed settings before anything that depends on them', () => {
    const { told, take } = followed()
    told.length = 0
    take(
      { kind: 'changed', task: task({ kind: 'done', at: 1 }) },
      {
        kind: 'settings',
        settings: { ...defaultSettings, theme: 'dark', keepAwake: false, notifications: false },
      },
    )
    expect(told).toEqual(['apply dark', 'show 0 awake false', 'end done notify false'])
    told.length = 0
    take({ kind: 'changed', task: task({ kind: 'queued' }) })
    expect(told).toEqual(['show 1 awake false'])
  })
})
