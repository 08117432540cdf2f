import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFolderChecker } from './folder-check'

let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'galleon-folder-')))
  mkdirSync(join(root, 'a'))
})
afterEach(() => rmSync(root, { recursive: true }))

it('answers all who ask in one turn alike, and each folder for itself', async () => {
  mkdirSync(join(root, 'b'))
  const check = createFolderChecker(() => 0)
  const names = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? 'a' : 'b'))
  const checked = await Promise.all(names.map((name) => check(join(root, name), root)))
  const { dev } = statSync(root)
  expect(checked).toEqual(names.map((name) => ({ path: join(root, name), dev })))
})

it('looks for links each time, however soon', async () => {
  const check = createFolderChecker(() => 0)
  await check(join(root, 'a'), root)
  rmSync(join(root, 'a'), { recursive: true })
  symlinkSync(tmpdir(), join(root, 'a'))
  await expect(check(join(root, 'a'), root)).rejects.toMatchObject({ failure: { kind: 'not-writable' } })
})

it('makes a missing folder again for each caller that may', async () => {
  const check = createFolderChecker(() => 0)
  rmSync(join(root, 'a'), { recursive: true })
  const restoreFolder = async () => void mkdirSync(join(root, 'a'), { recursive: true })
  await Promise.all([1, 2, 3].map(() => check(join(root, 'a'), root, restoreFolder)))
  await expect(check(join(root, 'gone'), root)).rejects.toMatchObject({ failure: { kind: 'not-writable' } })
})
