import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveFlushed, withoutFirst } from './new-file'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-new-'))
  path = join(folder, 'a.part')
})
afterEach(() => rmSync(folder, { recursive: true }))

const text = (words: string) => Buffer.from(words)

describe('a file that is made of what is there', () => {
  it('holds all of it, in order', async () => {
    let created = 0
    const pieces = Array.from({ length: 2000 }, (_, index) => text(`${index} `))
    await saveFlushed(path, pieces, () => {
      created += 1
    })
    expect(readFileSync(path)).toEqual(Buffer.concat(pieces))
    expect(created).toBe(1)
  })

  it('takes the place of an older one and of a link, and writes through neither', async () => {
    const other = join(folder, 'other')
    writeFileSync(other, 'untouched, and longer than what comes')
    symlinkSync(other, path)
    await saveFlushed(path, [text('one')], () => {})
    await saveFlushed(path, [text('2')], () => {})
    expect(readFileSync(path, 'utf8')).toBe('2')
    expect(readFileSync(other, 'utf8')).toBe('untouched, and longer than what comes')
  })

  it('is told as not made where it cannot be', async () => {
    let created = 0
    const nowhere = join(folder, 'no such folder', 'a.part')
    await expect(saveFlushed(nowhere, [text('x')], () => created++)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(created).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })

  it.skipIf(process.platform !== 'linux')(
    'leaves no descriptor open, also when the disk refuses',
    async () => {
      const before = readdirSync('/proc/self/fd').length
      await expect(saveFlushed('/dev/full/x', [text('x')], () => {})).rejects.toThrow(/ENOTDIR/)
      for (let round = 0; round < 5; round++) await saveFlushed(path, [text('x')], () => {})
      expect(readdirSync('/proc/self/fd').length).toBe(before)
    },
  )
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
