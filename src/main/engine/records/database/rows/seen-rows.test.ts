import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openToWrite } from '../store-connection'
import { hashOf } from './hashes'
import { createSeenRows, type SeenRows } from './seen-rows'
import { createStatements, hexOf } from './statements'

const most = 300

let folder: string
let connection: DatabaseSyncInstance
let seen: SeenRows

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-seen-'))
  open()
})

afterEach(() => {
  connection.close()
  rmSync(folder, { recursive: true })
})

function open(): void {
  connection = openToWrite(join(folder, '1.db'))
  seen = createSeenRows(createStatements(connection), most)
}

/** In one transaction, as a store does. */
function add(hashes: readonly Uint8Array[]): ReadonlySet<Uint8Array> {
  connection.exec('BEGIN')
  const fresh = seen.add(hashes)
  connection.exec('COMMIT')
  return fresh
}

const hashesOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => hashOf(`https://example.org/${from + n}`))
const count = (sql: string) => Number(connection.prepare(sql).get()?.n)
const inTree = () => count('SELECT count(*) AS n FROM seen')
const inRecent = () => count('SELECT coalesce(sum(length(hashes)), 0) / 16 AS n FROM seen_recent')

describe('the seen set', () => {
  it('finds each hash new once, whether it is recent, has moved, or comes again in the same call', () => {
    for (let from = 0; from < 3000; from += 50) {
      // Half of them are known from the call before, and the first one stands twice.
      const known = hashesOf(Math.max(0, from - 50), from)
      const fresh = hashesOf(from, from + 50)
      const added = add([...known, ...fresh, hashOf(`https://example.org/${from}`)])
      expect([...added].map(hexOf).toSorted()).toEqual(fresh.map(hexOf).toSorted())
    }
    expect(inTree()).toBeGreaterThan(3000 - 2 * most)
    expect(add(hashesOf(0, 3000)).size).toBe(0)
    expect(seen.has(hashOf('https://example.org/17'))).toBe(true)
    expect(seen.has(hashOf('https://example.org/3000'))).toBe(false)
  })

  it('keeps those that have not moved, and no others for long', () => {
    for (let from = 0; from < 8000; from += 100) {
      add(hashesOf(from, from + 100))
      expect(inRecent()).toBeLessThan(8 * most)
    }
    connection.close()
    open()
    expect(add(hashesOf(0, 8100)).size).toBe(100)
  })

  it('has all of them after it was opened at any time, and moves them on', () => {
    for (let from = 0; from < 2000; from += 50) {
      add(hashesOf(from, from + 50))
      connection.close()
      open()
    }
    expect(add(hashesOf(0, 2000)).size).toBe(0)
    expect(inTree()).toBeGreaterThan(0)
  })

  it('takes back what a transaction that failed had added', () => {
    add(hashesOf(0, 1000))
    connection.exec('BEGIN')
    seen.add(hashesOf(1000, 2000))
    connection.exec('ROLLBACK')
    seen.forget()
    expect(add(hashesOf(0, 2000)).size).toBe(1000)
  })

  it('is empty when it was cleared', () => {
    add(hashesOf(0, 1000))
    seen.clear()
    expect([inTree(), inRecent(), seen.has(hashOf('https://example.org/1'))]).toEqual([0, 0, false])
    expect(add(hashesOf(0, 1000)).size).toBe(1000)
  })
})
