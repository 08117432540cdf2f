import { expect, it } from 'vitest'
import { sampleTask } from '../../testing/sample-task'
import { allowsAny } from './act-on-tasks'

const done = sampleTask({ id: 1, state: { kind: 'done', at: 5 } })
const paused = sampleTask({ id: 2, state: { kind: 'paused', cause: { kind: 'person' } } })

it('an action for all is offered while one of them allows it', () => {
  expect(allowsAny([done, paused], 'resume')).toBe(true)
  expect(allowsAny([done, paused], 'pause')).toBe(false)
  expect(allowsAny([], 'pause')).toBe(false)
})
