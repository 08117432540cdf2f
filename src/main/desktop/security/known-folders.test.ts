import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type EngineBench, openEngineBench } from '../../../../test/engine-bench'
import { createKnownFolders } from './guard-paths'

let bench: EngineBench

beforeEach(async () => {
  bench = await openEngineBench()
})
afterEach(() => bench.close())

it('the folder of the settings is known without a copy of every task', async () => {
  const { remembered, settings } = bench.engine
  const snapshot = () => {
    throw new Error('every task was copied')
  }
  const folders = createKnownFolders({ remembered, settings, snapshot })
  expect(folders.has(bench.target)).toBe(true)
  await bench.engine.commands.changeSettings({ folder: join(bench.target, 'new') })
  expect(folders.has(join(bench.target, 'new'))).toBe(true)
  expect(settings()).toBe(settings())
})
