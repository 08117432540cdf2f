import { emptyCounts, idleProgress, type Progress, type Task, type TaskCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import { TaskId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'

interface Sample {
  readonly id?: number
  readonly address?: string
  readonly folder?: string
  readonly state?: TaskState
  readonly title?: string | null
  readonly lastTitle?: string | null
  readonly addedAt?: number
  readonly counts?: Partial<TaskCounts>
  readonly progress?: Partial<Progress>
}

/** A task for tests: queued and untouched, except for what is given. */
export function sampleTask(sample: Sample = {}): Task {
  const { id = 1, address = 'https://example.org/a/[5510-5560].html', state = { kind: 'queued' } } = sample
  return {
    id: TaskId.parse(id),
    request: {
      address: RangeAddress.parse(address),
      recipe: null,
      folder: sample.folder ?? '/pictures',
      options: {},
      startLater: false,
    },
    state,
    addedAt: sample.addedAt ?? id,
    title: sample.title ?? null,
    lastTitle: sample.lastTitle ?? null,
    cover: null,
    progress: { ...idleProgress, ...sample.progress, counts: { ...emptyCounts, ...sample.counts } },
  }
}
