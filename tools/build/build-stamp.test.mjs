import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { forgetBuild, hashInputs, isBuildCurrent, stampBuild } from './build-stamp.mjs'

/** @type {string} */
let project
const source = () => join(project, 'src', 'a.ts')
const output = () => join(project, 'out', 'main', 'index.js')

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'galleon-stamp-'))
  await mkdir(join(project, 'src'))
  await mkdir(join(project, 'out', 'main'), { recursive: true })
  await writeFile(source(), 'one')
  await writeFile(output(), 'built')
  await stampBuild(project, await hashInputs(project))
})
afterEach(() => rm(project, { recursive: true }))

it('a build is current after it was stamped', async () => {
  expect(await isBuildCurrent(project)).toBe(true)
})

it('a changed source makes it old, even with an old date', async () => {
  await writeFile(source(), 'two')
  await utimes(source(), 0, 0)
  expect(await isBuildCurrent(project)).toBe(false)
})

it('the same content with a new date is no change', async () => {
  await utimes(source(), new Date(), new Date())
  expect(await isBuildCurrent(project)).toBe(true)
})

it('a renamed source makes it old', async () => {
  await rm(source())
  await writeFile(join(project, 'src', 'b.ts'), 'one')
  expect(await isBuildCurrent(project)).toBe(false)
})

it('a lost or altered output makes it old', async () => {
  await writeFile(output(), 'other')
  expect(await isBuildCurrent(project)).toBe(false)
  await rm(output())
  expect(await isBuildCurrent(project)).toBe(false)
})

it('a source saved during the build counts as changed', async () => {
  const before = await hashInputs(project)
  await writeFile(source(), 'saved meanwhile')
  await stampBuild(project, before)
  expect(await isBuildCurrent(project)).toBe(false)
})

it('a build that was begun is not current', async () => {
  await forgetBuild(project)
  expect(await isBuildCurrent(project)).toBe(false)
})
