import type { CrawledPage } from '../../extract/records/crawled-page'
import type { FoundAddress, RecordStore } from '../database/record-store'

/** Most lists of which the last known records are remembered; a forgotten one reads a few pages more. */
const mostRemembered = 100_000

/** Ends chains of list pages where the records are known: what stands behind them was read by an earlier run. */
export interface ListChains {
  /** The addresses that a list page leads to, without further lists once enough known records followed one another. */
  follow(
    identity: string,
    page: CrawledPage,
    found: readonly FoundAddress[],
  ): Promise<readonly FoundAddress[]>
}

/** `stopAfter`: known records in a row; undefined: every list is read. */
export function createListChains(
  store: Pick<RecordStore, 'known'>,
  stopAfter: number | undefined,
): ListChains {
  const before = new Map<string, number>()
  return {
    async follow(identity, { use }, found) {
      if (stopAfter === undefined || use !== 'list') return found
      const records = found.filter((one) => one.use === 'record')
      let inARow = before.get(identity) ?? 0
      before.delete(identity)
      let isOver = false
      for (const isKnown of await store.known(records.map((record) => record.identity))) {
        inARow = isKnown ? inARow + 1 : 0
        isOver ||= inARow >= stopAfter
      }
      const lists = found.filter((one) => one.use === 'list')
      if (isOver) return found.filter((one) => one.use !== 'list')
      for (const list of lists) if (before.size < mostRemembered) before.set(list.identity, inARow)
      return found
    },
  }
}
