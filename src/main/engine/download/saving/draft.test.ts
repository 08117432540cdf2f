import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import { beforeEach, expect, it } from 'vitest'
import { openSavingForEach, type TestImage, type TestSaving } from '../../../../../test/test-saving'
import type { ResumeInfo } from './resume'

let bench: TestSaving
let image: TestImage

openSavingForEach((opened) => {
  bench = opened
})
beforeEach(async () => {
  const server = await bench.serve((e) => e.reply(404))
  image = bench.addImage(server, { part: record })
})

const isLinux = process.platform === 'linux'
const record: ResumeInfo = {
  address: 'http://site.test/a.png',
  etag: null,
  lastModified: null,
  total: null,
  suggestedName: null,
}

/** What comes of taking what lies under this name: the bytes that were taken, or the failure's kind. */
async function load(path: string): Promise<number | string> {
  const draft = bench.draftAt(path, image)
  try {
    await draft.load(record, Infinity)
    return draft.part.length
  } catch (error) {
    if (error instanceof FailureError) return error.failure.kind
    throw error
  }
}

const isForgotten = () => bench.row(image).part === null

it.runIf(isLinux)('keeps a partial file that cannot be opened for now', async () => {
  const path = join(bench.folder, 'a.part')
  copyFileSync('/bin/sleep', path)
  // A program that runs cannot be opened for writing.
  const busy = spawn(path, ['60'])
  try {
    expect([await load(path), isForgotten(), existsSync(path)]).toEqual(['not-writable', false, true])
  } finally {
    busy.kill()
  }
})

it.runIf(isLinux)('calls a partial file that the disk cannot read not-writable', async () => {
  // Nothing is mapped at its beginning: the system answers EIO.
  expect([await load('/proc/self/mem'), isForgotten()]).toEqual(['not-writable', false])
})

it('takes nothing where nothing lies, a folder or a link', async () => {
  symlinkSync('nowhere', join(bench.folder, 'link.part'))
  const taken = [join(bench.folder, 'missing.part'), bench.folder, join(bench.folder, 'link.part')].map(load)
  expect(await Promise.all(taken)).toEqual([0, 0, 0])
})
