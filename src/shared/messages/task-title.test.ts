import { expect, it } from 'vitest'
import { sampleTask } from '../../../test/sample-task'
import { taskTitle } from './task-title'

it.each<[string, string, string | null, number, string | null, string | null]>([
  ['nothing yet', 'http://a.test/b', null, 0, null, null],
  ['one gallery', 'http://a.test/b', 'Harbour', 1, 'Harbour', 'Harbour'],
  ['one gallery of a range', 'http://a.test/[1-5]', 'Harbour', 1, 'Harbour', 'Harbour'],
  [
    'several of one address',
    'http://a.test/b',
    'Harbour',
    6,
    'Harbour and 5 more',
    'Harbour 及另外 5 个图集',
  ],
  ['several of a range', 'http://a.test/[1-5]', 'Harbour', 5, null, null],
  ['a gallery without a title', 'http://a.test/b', '', 1, null, null],
])('names a task by what it found: %s', (_, address, title, galleries, en, zh) => {
  const task = sampleTask({ address, title, counts: { galleries } })
  expect([taskTitle(task, 'en'), taskTitle(task, 'zh-CN')]).toEqual([en, zh])
})
