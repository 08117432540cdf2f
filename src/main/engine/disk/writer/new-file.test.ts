import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withoutFirst, writeNewFile } from './new-file'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-new-'))
  path = join(folder, 'a.part')
})
afterEach(() => rmSync(folder, { recursive: true }))

const text = (words: string) => Buffer.from(words)

/** Writes and closes; answers whether the file was made before what is thrown. */
function write(
  path: string,
  chunks: readonly Uint8Array[],
): { readonly made: boolean; readonly error: unknown } {
  let made = false
  try {
    const descriptor = writeNewFile(path, chunks, null, () => {
      made = true
    })
    fdatasyncSync(descriptor)
    closeSync(descriptor)
    return { made, error: null }
  } catch (error) {
    return { made, error }
  }
}

describe('a file that is made of what is there', () => {
  it('holds all of it, in order', () => {
    const pieces = Array.from({ length: 2000 }, (_, index) => text(`${index} `))
    expect(write(path, pieces)).toEqual({ made: true, error: null })
    expect(readFileSync(path)).toEqual(Buffer.concat(pieces))
  })

  it('takes the place of an older one and of a link, and writes through neither', () => {
    const other = join(folder, 'other')
    writeFileSync(other, 'untouched, and longer than what comes')
    symlinkSync(other, path)
    write(path, [text('one')])
    write(path, [text('2')])
    expect(readFileSync(path, 'utf8')).toBe('2')
    expect(readFileSync(other, 'utf8')).toBe('untouched, and longer than what comes')
  })

  it('is reported as not made where it cannot be', () => {
    const nowhere = join(folder, 'no such folder', 'a.part')
    expect(write(nowhere, [text('x')])).toMatchObject({ made: false, error: { code: 'ENOENT' } })
    expect(readdirSync(folder)).toEqual([])
  })

  it.skipIf(process.platform !== 'linux')('leaves no descriptor open, also when the disk refuses', () => {
    const before = readdirSync('/proc/self/fd').length
    expect(write('/dev/full/x', [text('x')])).toMatchObject({ error: { code: 'ENOTDIR' } })
    for (let round = 0; round < 5; round++) write(path, [text('x')])
    expect(readdirSync('/proc/self/fd').length).toBe(before)
  })
})

describe('what is left behind so many bytes', () => {
  it.each([
    [0, 'abc de'],
    [2, 'c de'],
    [3, ' de'],
    [4, 'de'],
    [6, ''],
  ])('behind %i', (bytes, left) => {
    const chunks = [text('abc'), text(' '), text('de')]
    expect(Buffer.concat(withoutFirst(chunks, bytes)).toString()).toBe(left)
  })
})
