import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { areModulesCurrent, stampModules } from './modules.mjs'

/** @type {string} */
let folder

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-modules-'))
  await writeFile(join(folder, 'package-lock.json'), '{"version":1}')
  await mkdir(join(folder, 'node_modules'))
})
afterEach(() => rm(folder, { recursive: true }))

it('packages without a stamp are not current', async () => {
  expect(await areModulesCurrent(folder)).toBe(false)
})

it('stamped packages are current until the lock file changes', async () => {
  await stampModules(folder)
  expect(await areModulesCurrent(folder)).toBe(true)
  await writeFile(join(folder, 'package-lock.json'), '{"version":2}')
  expect(await areModulesCurrent(folder)).toBe(false)
})
