import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failure } from '@shared/model/failure'
import type { UpdateState } from '@shared/model/update'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkAutomatically } from './automatic-check'
import { openUpdateMemory } from './update-memory'

let folder: string
let file: string
const log = () => {}
const minute = 60_000
const day = 24 * 60 * minute

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-updates-'))
  file = join(folder, 'updates.json')
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

/** The memory of a program of this version, which has news of its own or those of an earlier one. */
function open(version: string, newsVersion = version) {
  return openUpdateMemory(file, { version, newsVersion }, log)
}

/** Starts a program in this state, and counts what it asks; the publisher answers while it is online. */
function start(
  state: UpdateState,
  isWanted: () => boolean = () => true,
  isOnline: () => boolean = () => true,
) {
  let current = state
  let asked = 0
  const updates = {
    state: () => current,
    async check() {
      asked += 1
      current = isOnline() ? { kind: 'current' } : { kind: 'failed', failure: failure('refused', '') }
      return isOnline()
    },
  }
  const memory = open('1.0.0')
  const end = checkAutomatically({ updates, memory, isWanted, now: Date.now })
  return { asked: () => asked, end, become: (next: UpdateState) => (current = next) }
}

describe('automatic checks', () => {
  it('ask once a day, not at once, and not again after a restart', async () => {
    const first = start({ kind: 'idle' })
    expect(first.asked()).toBe(0)
    vi.advanceTimersByTime(minute)
    expect(first.asked()).toBe(1)
    await vi.advanceTimersByTimeAsync(20 * 60 * minute)
    expect(first.asked()).toBe(1)
    first.end()

    const second = start({ kind: 'idle' })
    vi.advanceTimersByTime(minute)
    expect(second.asked()).toBe(0)
    await vi.advanceTimersByTimeAsync(5 * 60 * minute)
    expect(second.asked()).toBe(1)
    second.end()
    vi.advanceTimersByTime(3 * day)
    expect(second.asked()).toBe(1)
  })

  it('ask each hour while the publisher does not answer, then once a day', async () => {
    let isOnline = false
    const program = start({ kind: 'idle' }, undefined, () => isOnline)
    await vi.advanceTimersByTimeAsync(3 * 60 * minute)
    expect(program.asked()).toBe(4)
    isOnline = true
    await vi.advanceTimersByTimeAsync(20 * 60 * minute)
    expect(program.asked()).toBe(5)
    program.end()
  })

  it('ask nothing where the user does not want it, until that changes', () => {
    let wanted = false
    const program = start({ kind: 'idle' }, () => wanted)
    vi.advanceTimersByTime(3 * day)
    expect(program.asked()).toBe(0)
    wanted = true
    vi.advanceTimersByTime(60 * minute)
    expect(program.asked()).toBe(1)
    program.end()
  })

  it.each<UpdateState>([
    { kind: 'off' },
    { kind: 'available', version: '2.0.0' },
    { kind: 'downloading', version: '2.0.0', share: 0.5 },
    { kind: 'ready', version: '2.0.0' },
  ])('leave %j as it is', (state) => {
    const program = start(state)
    vi.advanceTimersByTime(3 * day)
    expect(program.asked()).toBe(0)
    program.end()
  })

  it('ask again where the last check lies in the future', () => {
    writeFileSync(file, JSON.stringify({ version: '1.0.0', checkedAt: Date.now() + 900 * day }))
    const program = start({ kind: 'idle' })
    vi.advanceTimersByTime(minute)
    expect(program.asked()).toBe(1)
    program.end()
  })
})

describe('the version that ran before', () => {
  it('is none at the first start', () => {
    expect(open('1.0.0').hasNews).toBe(false)
    expect(open('1.0.0').hasNews).toBe(false)
  })

  it('is another one once, and keeps when the publisher was asked', () => {
    open('1.0.0').markChecked(5)
    const memory = open('1.1.0')
    expect([memory.hasNews, memory.checkedAt()]).toEqual([true, 5])
    expect(open('1.1.0').hasNews).toBe(false)
  })

  it('was a later one, which is not new again when it comes back', () => {
    open('1.9.0')
    const versions = ['1.10.0', '1.9.0', '1.10.0', '1.10.0-beta.1']
    const isNew = versions.map((version) => open(version).hasNews)
    expect(isNew).toEqual([true, false, false, false])
  })

  it.each([
    ['1.0.0-beta.2', '1.0.0-beta.10'],
    ['1.0.0-beta.10', '1.0.0'],
    ['1.0.0', '1.0.1-alpha'],
    ['9.9.9', '10.0.0'],
  ])('%s is older than %s', (older, newer) => {
    open(older)
    expect(open(newer).hasNews).toBe(true)
    expect(open(older).hasNews).toBe(false)
  })

  it('brings nothing new where its news were shown by an earlier one', () => {
    open('1.0.0')
    expect(open('1.1.0').hasNews).toBe(true)
    expect(open('1.1.1', '1.1.0').hasNews).toBe(false)
    expect(open('1.3.0', '1.2.0').hasNews).toBe(true)
  })

  it.each(['', '{', '[]', '{"version":1}', 'x'.repeat(100_000)])('is none in a damaged file', (text) => {
    writeFileSync(file, text)
    expect(open('1.0.0').hasNews).toBe(false)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: '1.0.0', checkedAt: null })
  })

  it('is not kept by a folder that takes nothing, which stops nothing', () => {
    const warnings: string[] = []
    writeFileSync(file, '')
    const memory = openUpdateMemory(
      join(file, 'below'),
      { version: '1.0.0', newsVersion: '1.0.0' },
      (_, what) => warnings.push(what),
    )
    memory.markChecked(1)
    expect(memory.checkedAt()).toBe(1)
    expect(warnings).toContain('what updates need was not kept')
  })
})
