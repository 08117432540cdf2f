import type { EpochMs } from '@shared/model/units'
import { integer, integerOrNull } from '../../../storage/columns'
import { type Row } from '../../../storage/database/connection'
import type { FoundAddress } from '../record-store'
import { type CrawlState, presentRun } from './crawl-state'
import { type FrontierRows, type Hashed, knownPage } from './frontier-rows'
import { hashOf } from './hashes'
import type { RecordRows } from './record-rows'
import type { SeenRows } from './seen-rows'
import { type Statements } from './statements'

/** Known pages that are queued again at a time. */
const refill = 1000

/** Addresses that were found become rows of the frontier, each once in a run. */
export interface FoundAddresses {
  /** Where a run begins: these come before what is known from earlier runs. */
  begin(starts: readonly FoundAddress[], now: EpochMs): void
  /** Returns at once for what is known in this run. */
  add(found: readonly FoundAddress[], now: EpochMs): void
  /** Queues the next known pages of earlier runs that are not in this run yet. */
  askKnownPages(): void
}

/** What the addresses are put into. */
export interface FoundAddressesParts {
  readonly statements: Statements
  readonly state: () => CrawlState
  readonly seen: SeenRows
  readonly frontier: FrontierRows
  readonly records: RecordRows
}

export function createFoundAddresses({
  statements: { get, all },
  state,
  seen,
  frontier,
  records,
}: FoundAddressesParts): FoundAddresses {
  /** A known page whose turn to be asked comes in this run anyway. */
  function comesAnyway(hash: Uint8Array): boolean {
    const run = presentRun(state())
    if (run.asked >= run.askTo) return false
    const row = get('SELECT id FROM pages WHERE hash = ?', hash)
    return row !== undefined && integer(row, 'id') > run.asked && integer(row, 'id') <= run.askTo
  }

  /**
   * A page that is as it was when it was read, so that nothing is asked; null: it is asked. Both times are of the site: the
   * clock of this machine may be wrong. A `Date` has no parts of a second, so the page was served then, or a little later.
   */
  function currentPage({ hash, modifiedAt }: Hashed): Row | null {
    if (modifiedAt === undefined) return null
    const row = get('SELECT record, served_at, missing, failure FROM pages WHERE hash = ?', hash)
    const servedAt = row === undefined ? null : integerOrNull(row, 'served_at')
    if (row === undefined || servedAt === null || servedAt <= modifiedAt) return null
    return integer(row, 'missing') > 0 || row['failure'] !== null ? null : row
  }

  /** An address that waits now, in no row of the frontier; of those of earlier runs the rules have been counted. */
  function queue(page: Hashed): void {
    frontier.add(page)
    const isKnown =
      presentRun(state()).id > 1 && get('SELECT 1 FROM pages WHERE hash = ?', page.hash) !== undefined
    if (!isKnown) frontier.countRule({ rule: page.rule ?? null }, 1)
  }

  function addAll(found: readonly FoundAddress[], now: EpochMs, waits: (hash: Uint8Array) => boolean): void {
    const hashed = found.map((one) => {
      const page = { ...one, hash: hashOf(one.identity) }
      return { page, current: currentPage(page) }
    })
    const asked = hashed.filter(({ page, current }) => current !== null || !waits(page.hash))
    const fresh = seen.add(asked.map(({ page }) => page.hash))
    for (const { page, current } of asked) {
      // Hashes of equal identities are distinct objects: the set holds one of them.
      if (!fresh.has(page.hash)) continue
      if (current === null) queue(page)
      else {
        const record = integerOrNull(current, 'record')
        if (record !== null) records.seenAgain(record, now)
        presentRun(state()).counts.read += 1
      }
    }
  }

  return {
    begin: (starts, now) => addAll(starts, now, () => false),
    add: (found, now) => addAll(found, now, comesAnyway),
    askKnownPages() {
      const run = presentRun(state())
      // A list that is still to be read may say that they have not changed.
      for (let isNone = state().lists <= 0; isNone && run.asked < run.askTo; ) {
        const rows = all(
          'SELECT p.*, h.name FROM pages p JOIN hosts h ON h.id = p.host WHERE p.id > ? AND p.id <= ? ORDER BY p.id LIMIT ?',
          run.asked,
          run.askTo,
          refill,
        )
        const pages = rows.map(knownPage)
        const fresh = seen.add(pages.map(({ hash }) => hash))
        for (const page of pages) if (fresh.has(page.hash)) frontier.add(page)
        const last = rows.at(-1)
        run.asked = last === undefined ? run.askTo : integer(last, 'id')
        isNone = fresh.size === 0
      }
    },
  }
}
