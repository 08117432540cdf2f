import { obstacleFailure } from '@shared/model/failure'
import type { Task, TaskCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import { describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { describeEnd } from './describe-end'

function ended(state: TaskState, counts: Partial<TaskCounts>, title: string | null = 'Harbour'): Task {
  return sampleTask({ address: 'http://example.org/a/[1-5].html', state, title, counts })
}

const done: TaskState = { kind: 'done', at: 1 }

describe('describeEnd', () => {
  it('says why a download stands still', () => {
    const failure = { kind: 'disk-full', detail: '' } as const
    const task = ended({ kind: 'paused', cause: { kind: 'local', failure } }, {})
    expect(describeEnd(task, 'en')).toMatchObject({
      title: 'Download stopped',
      body: expect.stringContaining('The disk is full.'),
    })
  })

  it('counts what is on disk', () => {
    expect(describeEnd(ended(done, { saved: 30, skipped: 2 }), 'en')).toEqual({
      title: 'Download finished',
      body: 'Harbour\n32 images',
    })
  })

  it('does not hide problems', () => {
    expect(describeEnd(ended(done, { saved: 1, failed: 1, pagesFailed: 1 }), 'en')).toEqual({
      title: 'Download finished with problems',
      body: 'Harbour\n1 image · 2 problems',
    })
  })

  it('says what is lacking', () => {
    const counts = { saved: 12, shortfalls: { 'thumbnails-only': 12, 'more-pages': 1 } }
    expect(describeEnd(ended(done, counts), 'en')).toEqual({
      title: 'Download incomplete',
      body: 'Harbour\n12 images · 12 pictures only as thumbnails · 1 further page not followed',
    })
    expect(describeEnd(ended(done, { ...counts, failed: 1 }), 'zh-CN').title).toBe('下载完成，但有问题')
  })

  it('names a task without a title by its address', () => {
    const failed: TaskState = { kind: 'failed', at: 1, failure: { kind: 'refused', detail: '' } }
    expect(describeEnd(ended(failed, {}, null), 'zh-CN')).toEqual({
      title: '下载失败',
      body: 'http://example.org/a/[1-5].html\n无法连接',
    })
  })

  it('names what stands in the way of a page', () => {
    const failed: TaskState = { kind: 'failed', at: 1, failure: obstacleFailure('age-gate', '') }
    expect(describeEnd(ended(failed, {}), 'en').body).toBe('Harbour\nAsks for the age')
  })
})
