import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'
import { createKnownFolders } from './guard-paths'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
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
