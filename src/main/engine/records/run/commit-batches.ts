import type { Condition } from '../../async/condition'
import type { Committed } from '../database/record-store'
import type { CrawlAtWork } from './crawl-ports'
import type { ReadCrawlPage } from './read-crawl-page'

/** A batch is committed when it has so many pages or addresses, or when its first page has waited so long. */
const enoughPages = 100
const enoughFound = 20_000
const longestWaitMs = 200

/** Most pages that wait for their commit: reading stops until the disk has caught up. */
const mostWaiting = 500

/** Least text of the records of a batch by which it is committed, and of those that wait for which reading stops. */
const enoughText = 4_000_000
const mostText = 16_000_000

function textOf(pages: readonly ReadCrawlPage[]): number {
  let units = 0
  for (const { ended } of pages)
    for (const value of Object.values(ended.record?.fields ?? {}).flat()) units += String(value).length
  return units
}

/** Pages that have ended, on their way into the store. */
export interface CommitBatches {
  add(page: ReadCrawlPage): void
  /** Whether more pages may be read. */
  readonly hasRoom: boolean
  /** Whether a page that waits is known under this identity. */
  holds(identity: string): boolean
  /** Pages that are not committed yet. */
  readonly waiting: number
  /** Commits what waits, and what comes meanwhile; rejects with the first failure of a commit. */
  flush(): Promise<void>
}

/** `changed` is notified after each commit. Failures of a commit are thrown by the next `flush`. */
export function createCommitBatches(
  { store, now, report, saveImages }: CrawlAtWork,
  changed: Condition,
): CommitBatches {
  let batch: ReadCrawlPage[] = []
  let committing: Promise<void> | null = null
  let inCommit: readonly ReadCrawlPage[] = []
  let timer: NodeJS.Timeout | undefined
  let failed: { readonly error: unknown } | null = null

  function reportOf(pages: readonly ReadCrawlPage[], { counts, records }: Committed): void {
    for (const { address, ended } of pages) {
      const { end } = ended
      if (end.kind === 'failed' || end.kind === 'gone') report.failed(address, end.failure)
    }
    report.committed(counts, records)
  }

  async function commitAll(): Promise<void> {
    while (batch.length > 0 && failed === null) {
      const pages = batch
      batch = []
      inCommit = pages
      const images = pages.flatMap((page) => page.images ?? [])
      // Before the page counts as read: what a kill leaves is saved again, and nothing twice.
      if (images.length > 0) await saveImages(images)
      reportOf(
        pages,
        await store.commit(
          pages.map(({ ended }) => ended),
          now(),
        ),
      )
      inCommit = []
      changed.notify()
    }
  }

  function start(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    committing ??= commitAll()
      .catch((error: unknown) => {
        failed ??= { error }
      })
      .finally(() => {
        committing = null
        changed.notify()
      })
    return committing
  }

  return {
    add(page) {
      batch.push(page)
      const found = batch.reduce((sum, { ended }) => sum + ended.found.length, 0)
      if (batch.length >= enoughPages || found >= enoughFound || textOf(batch) >= enoughText) void start()
      else timer ??= setTimeout(() => void start(), longestWaitMs)
    },
    get hasRoom() {
      const waiting = [...batch, ...inCommit]
      return failed === null && waiting.length < mostWaiting && textOf(waiting) < mostText
    },
    holds: (identity) =>
      [...batch, ...inCommit].some(
        (page) => page.identity === identity || page.ended.alsoKnownAs.includes(identity),
      ),
    get waiting() {
      return batch.length + inCommit.length
    },
    async flush() {
      while ((batch.length > 0 || committing !== null) && failed === null) await start()
      clearTimeout(timer)
      if (failed !== null) throw failed.error
    },
  }
}
