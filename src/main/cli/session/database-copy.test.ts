import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyDatabase } from './database-copy'

let root: string
let file: string
let places: readonly [string, string]

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'galleon-copy-'))
  places = [join(root, 'first'), join(root, 'second')]
  for (const place of places) mkdirSync(place)
  file = join(root, 'galleon.db')
  writeFileSync(file, 'records', { mode: 0o644 })
})

afterEach(() => rmSync(root, { recursive: true }))

describe('the copy of a database that cannot be opened where it is', () => {
  it('lies where there is room for it', () => {
    const folder = copyDatabase(file, places, (place) => (place === places[0] ? 1000 : 1e9))
    expect(folder.startsWith(places[1])).toBe(true)
    expect(readdirSync(places[0])).toEqual([])
  })

  it('is refused with its size where no place has room', () => {
    expect(() => copyDatabase(file, places, () => 1000)).toThrow(/needs a copy of it: 17 MB/)
    expect(places.flatMap((place) => readdirSync(place))).toEqual([])
  })

  it.skipIf(process.platform === 'win32')('can be read by its user alone', () => {
    const folder = copyDatabase(file, places)
    expect([folder, join(folder, 'galleon.db')].map((path) => statSync(path).mode & 0o777)).toEqual([
      0o700, 0o600,
    ])
  })

  it('removes one that a killed process left, and none of a process that runs', () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    const left = join(places[0], `galleon-read-${pid}-abcdef`)
    const used = `galleon-read-${process.pid}-abcdef`
    for (const folder of [left, join(places[0], used)]) mkdirSync(folder)
    writeFileSync(join(left, 'galleon.db'), 'records')
    const own = copyDatabase(file, [places[0]], () => 1e9)
    expect(readdirSync(places[0]).sort()).toEqual([used, own.slice(places[0].length + 1)].sort())
  })
})
