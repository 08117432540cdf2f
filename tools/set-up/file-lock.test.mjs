import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withFileLock } from './file-lock.mjs'

/** @type {string} */
let folder
/** @type {string} */
let lock

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-turn-'))
  lock = join(folder, 'lock')
})
afterEach(() => rm(folder, { recursive: true }))

it('lets one work at a time and reports to the others that they wait', async () => {
  let inside = 0
  let waits = 0
  const work = async () => {
    inside++
    expect(inside).toBe(1)
    await new Promise((resolve) => setImmediate(resolve))
    inside--
  }
  await Promise.all([1, 2, 3].map(() => withFileLock(lock, work, () => waits++)))
  expect(waits).toBe(2)
  expect(await readdir(folder)).toEqual([])
})

it('gives the turn back when the work fails', async () => {
  await expect(
    withFileLock(lock, () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await withFileLock(lock, () => Promise.resolve('next'))).toBe('next')
})

it('takes over from a process that is gone', async () => {
  const dead = spawn(process.execPath, ['-e', ''])
  await once(dead, 'exit')
  await writeFile(lock, `${dead.pid} ${hostname()}`)
  expect(await withFileLock(lock, () => Promise.resolve('mine'))).toBe('mine')
})

it('takes over from another machine that was silent for a minute', async () => {
  await writeFile(lock, '1 elsewhere')
  const long = new Date(Date.now() - 61_000)
  await utimes(lock, long, long)
  expect(await withFileLock(lock, () => Promise.resolve('mine'))).toBe('mine')
})
