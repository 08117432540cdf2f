import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const wait = (until: number) => JSON.stringify({ kind: 'paused', cause: { kind: 'wait', until } })

it.each([
  ['a cover of no image', "UPDATE galleries SET cover_id = 'x'"],
  ['a cover below zero', 'UPDATE galleries SET cover_id = -1'],
  ['a time that no clock shows', `UPDATE tasks SET state = '${wait(9e15)}'`],
  ['no history of runs', 'DROP TABLE runs'],
])('a database with %s lists its tasks, and they can be retried', async (_, damage) => {
  const site = await bench.serve({ pages: 1, images: 2 })
  site.refuse('/i/1-1.png', 404, 1)
  const id = bench.add(site.page('1'))
  await bench.until(id, 'done')
  await bench.restart(async () => {
    const database = new DatabaseSync(bench.ports.files.database)
    database.exec(damage)
    database.close()
  })
  const { state } = bench.engine.task(id) ?? {}
  if (state?.kind === 'paused') await bench.engine.commands.resumeTasks([id])
  await bench.engine.commands.retryProblems({ taskId: id })
  expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 2, failed: 0 })
})

it('a command names a task twice and finds it once', async () => {
  const site = await bench.serve({ pages: 1, images: 1 })
  const id = bench.add(site.page('1'), { startLater: true })
  const { taskCommands } = await import('@shared/contract/task-commands')
  await bench.engine.commands.resumeTasks(taskCommands.resumeTasks.input.parse([id, id]))
  expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 1 })
})
