import type { TaskId } from '@shared/model/units'
import { addressAt, type PageRange } from '@shared/page-range/page-range'
import type { QueuedPage } from '../storage/pages/page-queue'
import type { Storage } from '../storage/storage'

/** Queued rows are read in windows of this many. */
const windowSize = 200

/**
 * Which page of a task is read next: first those that were discovered or queued again, then the range, lazily.
 *
 * What it remembers does not grow with the range: positions below the cursor are done, those above are at work.
 */
export interface PageSource {
  /** Never gives a page that is read already or at work; null when there is none now. */
  take(): QueuedPage | null
  /** Call in the turn in which the page's row was saved. `missing` counts towards the end of an open range. */
  ended(page: QueuedPage, missing: boolean): void
  /** So many pages were linked from index pages that no more are taken. */
  readonly isFull: boolean
  /** Queues a page that another led to; false if the task knows it. */
  discover(page: Omit<QueuedPage, 'pageId'>): boolean
  /** Rows were queued again: look at them from the start. */
  requeue(): void
  /** Resolves when every page that has ended until now survives a power cut with all that it brought. */
  safe(): Promise<void>
  /** Pages of the range; null while an open range has not ended. */
  readonly count: number | null
}

/** The range of a task and the rows that say how far it was read. */
export interface PageSourcePorts {
  readonly taskId: TaskId
  readonly range: PageRange
  readonly storage: Storage
  /** An open range ends after this many missing pages in a row. */
  readonly missingPagesToEnd: number
  /** Most pages that index pages may lead to: a site that makes up galleries must not make a task without end. */
  readonly mostLinked?: number
  readonly now: () => number
}

/** The pages of a task in their order, one at a time; memory does not grow with the range. */
export function createPageSource({
  taskId,
  range,
  storage,
  missingPagesToEnd,
  mostLinked = 200_000,
  now,
}: PageSourcePorts): PageSource {
  const saved = storage.tasks.progress.range(taskId)
  /** What a killed program committed may not be on the disk yet. */
  let flushed = flush()
  let cursor = saved.cursor
  let exhausted = saved.exhausted
  /** Positions at or above the cursor that are done; true: missing. */
  const done = new Map<number, boolean>()
  for (const position of storage.pages.range.seenFrom(taskId, cursor)) done.set(position, false)
  let next = cursor
  let missingRun = range.count === null ? storage.pages.range.trailingMissing(taskId, missingPagesToEnd) : 0

  // Missing pages answer at once, pages that are there are read slowly: without a bound an open range would be asked
  // for ever further ahead while its first pages are still being read.
  const lookAhead = Math.max(10, missingPagesToEnd + 5)

  let linked = storage.pages.linked(taskId)
  const atWork = new Set<string>()
  let queued: QueuedPage[] = []
  let lastQueuedId = 0

  function takeQueued(): QueuedPage | null {
    for (;;) {
      const page = queued.shift()
      if (page) {
        lastQueuedId = page.pageId ?? lastQueuedId
        // Of a window that was read before a page in it came to its end.
        const waits = page.pageId !== null && storage.pages.queue.has(page.pageId)
        if (waits && !atWork.has(page.address)) return page
        continue
      }
      queued = [...storage.pages.queue.list(taskId, lastQueuedId, windowSize)]
      if (queued.length === 0) return null
    }
  }

  function takeOfRange(): QueuedPage | null {
    while (!exhausted && next < (range.count ?? cursor + lookAhead)) {
      const position = next++
      if (done.has(position)) continue
      const address = addressAt(range, position)
      const page: QueuedPage = { pageId: null, address, via: 'range', position, galleryId: null, depth: 0 }
      if (!atWork.has(address) && !storage.pages.has(taskId, address)) return page
      // The range names an address twice, or a link led here before: nothing to read.
      advance(position, false)
    }
    return null
  }

  function advance(position: number, missing: boolean): void {
    done.set(position, missing)
    for (let seen = done.get(cursor); seen !== undefined; seen = done.get(cursor)) {
      done.delete(cursor)
      cursor++
      missingRun = seen ? missingRun + 1 : 0
      if (range.count === null && missingRun >= missingPagesToEnd) exhausted = true
    }
    storage.tasks.progress.saveRange(taskId, cursor, exhausted)
  }

  function flush(): Promise<void> {
    const promise = storage.durable()
    // Reported to the callers of `safe`, if there are any.
    promise.catch(() => {})
    return promise
  }

  return {
    take() {
      const page = takeQueued() ?? takeOfRange()
      if (page) atWork.add(page.address)
      return page
    },
    ended(page, missing) {
      atWork.delete(page.address)
      if (page.via === 'range' && page.pageId === null) advance(page.position, missing)
      flushed = flush()
    },
    safe: () => flushed,
    discover(page) {
      if (atWork.has(page.address)) return false
      const isNew = storage.pages.queue.add(taskId, page, now())
      if (isNew && page.via === 'index') linked++
      return isNew
    },
    get isFull() {
      return linked >= mostLinked
    },
    requeue() {
      lastQueuedId = 0
      queued = []
    },
    get count() {
      return range.count ?? (exhausted ? cursor : null)
    },
  }
}
