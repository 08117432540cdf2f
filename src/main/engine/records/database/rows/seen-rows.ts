import { integer } from '../../../storage/columns'
import { hashParts, RecentHashes } from './recent-hashes'
import { bytes, type Statements } from './statements'

/** Hashes that are kept in memory before they move into the tree: some 30 MB. */
const mostRecent = 1_000_000

/**
 * The exact set of all addresses that were found in a run, by hash: 16 bytes each.
 *
 * Hashes fall anywhere in a tree: one that is put there alone costs the reading and writing of a page of its own. So new ones
 * are appended to `seen_recent` and kept in memory, and those with one first byte move into the tree `seen` together.
 */
export interface SeenRows {
  /** Adds hashes; returns those that are new, each once. */
  add(hashes: readonly Uint8Array[]): ReadonlySet<Uint8Array>
  has(hash: Uint8Array): boolean
  clear(): void
  /** The transaction was taken back: what is in memory is read again. */
  forget(): void
}

/** `most` recent hashes are kept in memory. */
export function createSeenRows(statements: Statements, most: number = mostRecent): SeenRows {
  return new TwoLevels(statements, most)
}

/** Where the moving into the tree stands; kept in the file, else files that are opened often would never end a round. */
interface Round {
  /** The first byte of those that move next. */
  readonly nextPart: number
  /** Rows of `seen_recent` up to this one are in the tree when the last part has moved. */
  readonly lastRow: number
}

class TwoLevels implements SeenRows {
  readonly #statements: Statements
  readonly #most: number
  #recent: RecentHashes | null = null
  /** Something has moved into the tree. */
  #hasTree = false
  #round: Round = { nextPart: 0, lastRow: 0 }

  constructor(statements: Statements, most: number) {
    this.#statements = statements
    this.#most = most
  }

  add(hashes: readonly Uint8Array[]): ReadonlySet<Uint8Array> {
    const recent = this.#load()
    const fresh = new Set<Uint8Array>()
    for (const hash of this.#inOrderOfTree(hashes, recent)) {
      // A hash may stand twice among those that are given.
      if (recent.has(hash) || this.#isInTree(hash)) continue
      recent.add(hash)
      fresh.add(hash)
    }
    if (fresh.size === 0) return fresh
    this.#statements.run('INSERT INTO seen_recent (hashes) VALUES (?)', Buffer.concat([...fresh]))
    // A little more than came, so that no commit has to move all that a file had when it was opened.
    for (let moved = 0; recent.count > this.#most && moved < 2 * fresh.size; ) moved += this.#movePart(recent)
    return fresh
  }

  has(hash: Uint8Array): boolean {
    return this.#load().has(hash) || this.#isInTree(hash)
  }

  clear(): void {
    this.#statements.run('DELETE FROM seen')
    this.#statements.run('DELETE FROM seen_recent')
    this.#statements.run("DELETE FROM facts WHERE name = 'seen_round'")
    this.forget()
  }

  forget(): void {
    this.#recent = null
  }

  #load(): RecentHashes {
    if (this.#recent !== null) return this.#recent
    const { get, each } = this.#statements
    const recent = new RecentHashes()
    const { nextPart, lastRow } = this.#readRound()
    for (const row of each('SELECT id, hashes FROM seen_recent'))
      recent.addAll(bytes(row, 'hashes'), integer(row, 'id') <= lastRow ? nextPart : 0)
    this.#round = { nextPart, lastRow }
    this.#hasTree = get('SELECT 1 FROM seen LIMIT 1') !== undefined
    this.#recent = recent
    return recent
  }

  #readRound(): Round {
    const row = this.#statements.get(
      "SELECT value ->> 'nextPart' AS nextPart, value ->> 'lastRow' AS lastRow FROM facts WHERE name = 'seen_round'",
    )
    return row === undefined
      ? { nextPart: 0, lastRow: 0 }
      : { nextPart: integer(row, 'nextPart'), lastRow: integer(row, 'lastRow') }
  }

  /** Neighbours lie on one page of the file, which is read once. */
  #inOrderOfTree(hashes: readonly Uint8Array[], recent: RecentHashes): readonly Uint8Array[] {
    return this.#hasTree ? hashes.filter((hash) => !recent.has(hash)).toSorted(Buffer.compare) : hashes
  }

  #isInTree(hash: Uint8Array): boolean {
    return this.#hasTree && this.#statements.get('SELECT 1 FROM seen WHERE hash = ?', hash) !== undefined
  }

  /** Moves the hashes of one first byte into the tree; returns their number. */
  #movePart(recent: RecentHashes): number {
    const { run } = this.#statements
    const { nextPart } = this.#round
    const lastRow = nextPart === 0 ? this.#lastRow() : this.#round.lastRow
    const moving = recent.take(nextPart)
    this.#hasTree ||= moving.length > 0
    // Some came into rows after the beginning of this round, and had moved before the file was opened.
    for (const hash of moving) run('INSERT OR IGNORE INTO seen (hash) VALUES (?)', hash)
    this.#round = { nextPart: (nextPart + 1) % hashParts, lastRow }
    if (this.#round.nextPart === 0) run('DELETE FROM seen_recent WHERE id <= ?', lastRow)
    run("REPLACE INTO facts (name, value) VALUES ('seen_round', ?)", JSON.stringify(this.#round))
    return moving.length
  }

  #lastRow(): number {
    const row = this.#statements.get('SELECT coalesce(max(id), 0) AS id FROM seen_recent')
    return row === undefined ? 0 : integer(row, 'id')
  }
}
