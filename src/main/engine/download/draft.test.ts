import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDraft } from './draft'
import { noStore } from './image-request'
import type { ResumeInfo } from './resume'

let folder: string
let forgotten: boolean

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-draft-'))
  forgotten = false
})
afterEach(() => rmSync(folder, { recursive: true }))

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
  const savePart = (record: ResumeInfo | null) => {
    if (record === null) forgotten = true
  }
  const draft = createDraft(
    path,
    { ...noStore, savePart },
    {
      saveWhole: () => Promise.reject(new Error('nothing is written here')),
      monotonic: () => 0,
    },
  )
  try {
    await draft.load(record, Infinity)
    return draft.part.length
  } catch (error) {
    if (error instanceof FailureError) return error.failure.kind
    throw error
  }
}

it.runIf(isLinux)('keeps a partial file that cannot be opened for now', async () => {
  const path = join(folder, 'a.part')
  copyFileSync('/bin/sleep', path)
  // A program that runs cannot be opened for writing.
  const busy = spawn(path, ['60'])
  try {
    expect([await load(path), forgotten, existsSync(path)]).toEqual(['not-writable', false, true])
  } finally {
    busy.kill()
  }
})

it.runIf(isLinux)('calls a partial file that the disk cannot read not-writable', async () => {
  // Nothing is mapped at its beginning: the system answers EIO.
  expect([await load('/proc/self/mem'), forgotten]).toEqual(['not-writable', false])
})

it('takes nothing where nothing lies, a folder or a link', async () => {
  symlinkSync('nowhere', join(folder, 'link.part'))
  const taken = [join(folder, 'missing.part'), folder, join(folder, 'link.part')].map(load)
  expect(await Promise.all(taken)).toEqual([0, 0, 0])
})
