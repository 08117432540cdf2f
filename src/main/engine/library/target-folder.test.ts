import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { proveWritable } from './target-folder'

let folder: string
const probe = () => join(folder, '.galleon-probe.part')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-prove-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('leaves nothing in a folder that it tries, however many try it together', async () => {
  await Promise.all(Array.from({ length: 20 }, () => proveWritable(folder)))
  expect(readdirSync(folder)).toEqual([])
})

it('removes what a killed try has left', async () => {
  writeFileSync(probe(), '')
  await proveWritable(folder)
  expect(readdirSync(folder)).toEqual([])
})

it('touches neither a foreign file nor the target of a link of that name', async () => {
  writeFileSync(probe(), 'mine')
  await proveWritable(folder)
  expect(readFileSync(probe(), 'utf8')).toBe('mine')
  rmSync(probe())
  symlinkSync(join(folder, 'victim'), probe())
  await proveWritable(folder)
  expect(readdirSync(folder)).toEqual(['.galleon-probe.part'])
})
