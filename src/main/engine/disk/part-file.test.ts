import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPartFile, type SaveWhole } from './part-file'

const kibibyte = 1024
const mebibyte = 1024 * kibibyte
const chunk = (fill: number) => new Uint8Array(64 * kibibyte).fill(fill)

let folder: string
let path: string
let saved: number[]
let flushed: number[]
let now: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-behind-'))
  path = join(folder, 'a.part')
  saved = []
  flushed = []
  now = 0
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const saveWhole: SaveWhole = async (_path, chunks) => {
  if (typeof chunks !== 'string') saved.push(chunks.reduce((sum, { length }) => sum + length, 0))
  return { error: null, made: true }
}

function open(onCreate = () => {}) {
  return createPartFile(path, {
    watch: { onCreate, onFlushed: (bytes) => flushed.push(bytes) },
    saveWhole,
    forget: () => {},
    monotonic: () => now,
  })
}

describe('a large file', () => {
  it('is written behind what comes, and the sender waits only when too much is unwritten', async () => {
    const part = open()
    const waits: boolean[] = []
    const left: number[] = []
    for (let n = 0; n < 64; n++) {
      const wait = part.append(chunk(n), null)
      waits.push(wait !== undefined)
      await wait
      if (wait !== undefined) left.push(part.unwritten)
      expect(part.unwritten).toBeLessThanOrEqual(mebibyte)
    }
    // The disk got no turn: a mebibyte came before the first wait.
    expect(waits.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => false))
    expect(waits).toContain(true)
    expect(Math.max(...left)).toBeLessThan(128 * kibibyte)
    await part.close()
    const bytes = readFileSync(path)
    expect(bytes.length).toBe(64 * 64 * kibibyte)
    for (let n = 0; n < 64; n++) expect(bytes[n * 64 * kibibyte + 5]).toBe(n)
    expect(saved).toEqual([])
  })

  it('is flushed on its way, each time as far as it was written when the flush began', async () => {
    const part = open()
    // A busy disk may need longer for a flush than all chunks take: two flushes have their time.
    for (let n = 0; n < 400; n++) await part.append(chunk(n % 251), null)
    await expect.poll(() => flushed.length).toBeGreaterThan(0)
    for (let n = 400; n < 800; n++) await part.append(chunk(n % 251), null)
    await expect.poll(() => flushed.length).toBeGreaterThan(1)
    await part.close()
    expect(flushed.toSorted((a, b) => a - b)).toEqual(flushed)
    expect(flushed[0]).toBeGreaterThanOrEqual(16 * mebibyte)
    expect(flushed.at(-1)).toBeLessThanOrEqual(50 * mebibyte)
  })

  it('that cannot be written fails at the next bytes', async () => {
    rmSync(folder, { recursive: true })
    const part = open()
    const append = async () => {
      for (let n = 0; n < 100; n++) await part.append(chunk(n), null)
    }
    const error = await append().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(FailureError)
    expect(error).toMatchObject({ failure: { kind: 'not-writable' } })
    expect(part.isOnDisk).toBe(false)
  })

  it('is gone after a restart, whatever was on its way', async () => {
    const part = open()
    for (let n = 0; n < 10; n++) void part.append(chunk(n), null)
    expect(part.isOnDisk, 'it will be').toBe(true)
    await part.restart()
    expect(part).toMatchObject({ length: 0, isOnDisk: false })
    expect(existsSync(path)).toBe(false)
  })
})

describe('a file that is known to be small', () => {
  it('is written when it is whole', async () => {
    const part = open()
    for (let n = 0; n < 8; n++) expect(part.append(chunk(n), 512 * kibibyte)).toBeUndefined()
    expect(part.isOnDisk).toBe(false)
    await part.close()
    expect(saved).toEqual([512 * kibibyte])
    expect(part).toMatchObject({ length: 512 * kibibyte, isOnDisk: true })
  })

  it('is written on its way when it comes slowly: a kill would lose too much time', async () => {
    const part = open()
    for (let n = 0; n < 4; n++) void part.append(chunk(n), 512 * kibibyte)
    expect(part.isOnDisk).toBe(false)
    now = 2000
    void part.append(chunk(4), 512 * kibibyte)
    expect(part.isOnDisk).toBe(true)
    await part.close()
    expect(readFileSync(path).length).toBe(320 * kibibyte)
    expect(saved).toEqual([])
  })
})
