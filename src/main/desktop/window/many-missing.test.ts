import type { WindowMessage } from '@shared/contract/messages'
import type { TaskEvent } from '@shared/contract/task-event'
import { TaskId } from '@shared/model/units'
import { expect, it } from 'vitest'
import { reportManyMissing } from './many-missing'

it('reports pages that are missing in a row, and no other event', () => {
  const messages: WindowMessage[] = []
  let send: (event: TaskEvent) => void = () => {}
  const onEvent = (listener: (event: TaskEvent) => void) => {
    send = listener
    return () => {}
  }
  reportManyMissing({ onEvent }, (message) => messages.push(message))
  const taskId = TaskId.parse(3)
  send({ kind: 'address', taskId, url: 'https://example.org/1.jpg' })
  send({ kind: 'many-missing', taskId, count: 25, first: 'https://example.org/a/7' })
  expect(messages).toEqual([
    { kind: 'many-missing', id: taskId, count: 25, first: 'https://example.org/a/7' },
  ])
})
