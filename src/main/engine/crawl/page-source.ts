import type { TaskId } from '@shared/model/units'
import { addressAt, type PageRange } from '@shared/page-range/page-range'
import type { QueuedPage } from '../storage/pages/page-states'
import type { Storage } from '../storage/storage'

/** Queued rows are read in windows of this many. */
const windowSize = 200

const mostLinked = 200_000

/**
 * Which page of a task is read next: first those that were discovered or queued again, then the range, lazily.
 *
 * Its memory does not grow with the range: positions below the cursor are done, those above are at work.
 */
export interface PageSource {
  /** The next page that is neither read nor at work; null when there is none now. */
  take(): QueuedPage | null
  /** Call in the turn in which the page's row was saved. `missing` counts towards the end of an open range. */
  ended(page: QueuedPage, missing: boolean): void
  /** Whether index pages have linked the most pages that a task takes. */
  readonly isFull: boolean
  /**
   * Queues a page that another page links. `known`: the task has it already; `held`: it lies beyond the limit of followed
   * pages and waits until the user lifts that.
   */
  discover(page: Omit<QueuedPage, 'pageId'>): 'queued' | 'known' | 'held'
  /** Reads the rows from the start: some were queued again. */
  requeue(): void
  /**
   * Takes no further page of a closed range; pages at work end as they would. Returns how many pages of it are not read
   * therefore, 0 where none is left or the range is open.
   */
  stopRange(): number
  /** Resolves when every page that has ended so far survives a power cut with all that it brought. */
  safe(): Promise<void>
  /** Pages of the range that are read; null while an open range has not ended. */
  readonly count: number | null
}

/** The range of a task and the rows that say how far it was read. */
interface PageSourcePorts {
  readonly taskId: TaskId
  readonly range: PageRange
  readonly storage: Storage
  /** An open range ends after this many missing pages in a row. */
  readonly missingPagesToEnd: number
  /** Most pages that index pages may link: a site that makes up galleries must not make an endless task; 200,000 by default. */
  readonly mostLinked?: number
  /** Most pages that are followed before the user is asked; Infinity: no limit. */
  readonly mostFollowed: number
  /** So many pages of a closed range in a row are missing, the first of them at this address; called once. */
  readonly onManyMissing?: (count: number, first: string) => void
  readonly now: () => number
}

/** The pages of a task in their order, one at a time; memory does not grow with the range. */
export function createPageSource(ports: PageSourcePorts): PageSource {
  return new TaskPages(ports)
}

class TaskPages implements PageSource {
  readonly #ports: PageSourcePorts
  readonly #range: RangeCursor
  readonly #atWork = new Set<string>()
  #queued: QueuedPage[] = []
  #lastQueuedId = 0
  #linked: number
  #followed: number
  #flushed: Promise<void>

  constructor(ports: PageSourcePorts) {
    this.#ports = ports
    // What a killed program committed may not be on the disk yet.
    this.#flushed = this.#flush()
    this.#range = new RangeCursor(ports)
    this.#linked = ports.storage.pages.linked(ports.taskId)
    this.#followed = ports.storage.pages.discovered(ports.taskId)
  }

  get count(): number | null {
    return this.#range.count
  }

  get isFull(): boolean {
    return this.#linked >= (this.#ports.mostLinked ?? mostLinked)
  }

  take(): QueuedPage | null {
    const page = this.#takeQueued() ?? this.#range.take((address) => this.#atWork.has(address))
    if (page) this.#atWork.add(page.address)
    return page
  }

  ended(page: QueuedPage, missing: boolean): void {
    this.#atWork.delete(page.address)
    if (page.via === 'range' && page.pageId === null) this.#range.advance(page.position, missing)
    this.#flushed = this.#flush()
  }

  stopRange(): number {
    return this.#range.stop()
  }

  safe(): Promise<void> {
    return this.#flushed
  }

  discover(page: Omit<QueuedPage, 'pageId'>): 'queued' | 'known' | 'held' {
    const { storage, taskId, mostFollowed, now } = this.#ports
    if (this.#atWork.has(page.address)) return 'known'
    if (this.#followed >= mostFollowed)
      return storage.pages.queue.hold(taskId, page, now()) ? 'held' : 'known'
    if (!storage.pages.queue.add(taskId, page, now())) return 'known'
    this.#followed++
    if (page.via === 'index' || page.via === 'item') this.#linked++
    return 'queued'
  }

  requeue(): void {
    this.#lastQueuedId = 0
    this.#queued = []
  }

  #takeQueued(): QueuedPage | null {
    const { storage, taskId } = this.#ports
    for (;;) {
      const page = this.#queued.shift()
      if (page) {
        this.#lastQueuedId = page.pageId ?? this.#lastQueuedId
        // The window of rows was read before: a page in it may have ended since.
        const waits = page.pageId !== null && storage.pages.queue.has(page.pageId)
        if (waits && !this.#atWork.has(page.address)) return page
        continue
      }
      this.#queued = [...storage.pages.queue.list(taskId, this.#lastQueuedId, windowSize)]
      if (this.#queued.length === 0) return null
    }
  }

  #flush(): Promise<void> {
    const promise = this.#ports.storage.durable()
    // Reported to the callers of `safe`, if there are any.
    promise.catch(() => {})
    return promise
  }
}

/**
 * Stops the closed range of a task that is not read now, behind its last page that was; see `PageSource.stopRange`.
 */
export function stopRangeAtRest(
  { tasks: { progress }, pages }: Storage,
  taskId: TaskId,
  { count }: PageRange,
): number {
  if (count === null) return 0
  const { cursor, end } = progress.range(taskId)
  const last = [...pages.range.seenFrom(taskId, cursor)].reduce(
    (most, seen) => Math.max(most, seen + 1),
    cursor,
  )
  progress.saveRangeEnd(taskId, last)
  return (end ?? count) - last
}

/** Missing pages in a row of a closed range after which the user is asked whether to continue. */
const manyMissing = 25

/** How far the range of a task is read. */
class RangeCursor {
  readonly #ports: PageSourcePorts
  /** Missing pages answer at once, others slowly: without a bound an open range would be asked ever further ahead. */
  readonly #lookAhead: number
  /** Positions at or above the cursor that are done; true: missing. */
  readonly #done = new Map<number, boolean>()
  #cursor: number
  #exhausted: boolean
  /** Where the user stopped a closed range. */
  #end: number | null
  #next: number
  #missingRun: number
  #isReported = false

  constructor(ports: PageSourcePorts) {
    const { storage, taskId, range, missingPagesToEnd } = ports
    this.#ports = ports
    this.#lookAhead = Math.max(10, missingPagesToEnd + 5)
    const saved = storage.tasks.progress.range(taskId)
    this.#cursor = saved.cursor
    this.#exhausted = saved.exhausted
    this.#end = saved.end
    this.#next = saved.cursor
    for (const position of storage.pages.range.seenFrom(taskId, saved.cursor)) this.#done.set(position, false)
    this.#missingRun =
      range.count === null ? storage.pages.range.trailingMissing(taskId, missingPagesToEnd) : 0
  }

  get count(): number | null {
    return this.#end ?? this.#ports.range.count ?? (this.#exhausted ? this.#cursor : null)
  }

  stop(): number {
    const { storage, taskId, range } = this.#ports
    if (range.count === null) return 0
    const last = this.#end ?? range.count
    this.#end = [...this.#done.keys()].reduce((most, done) => Math.max(most, done + 1), this.#next)
    storage.tasks.progress.saveRangeEnd(taskId, this.#end)
    return last - this.#end
  }

  take(isAtWork: (address: string) => boolean): QueuedPage | null {
    const { storage, taskId, range } = this.#ports
    while (!this.#exhausted && this.#next < (this.#end ?? range.count ?? this.#cursor + this.#lookAhead)) {
      const position = this.#next++
      if (this.#done.has(position)) continue
      const address = addressAt(range, position)
      if (!isAtWork(address) && !storage.pages.has(taskId, address)) {
        return { pageId: null, address, via: 'range', position, galleryId: null, depth: 0 }
      }
      // The range names an address twice, or a link led here before: nothing to read.
      this.advance(position, false)
    }
    return null
  }

  advance(position: number, missing: boolean): void {
    const { storage, taskId, range, missingPagesToEnd } = this.#ports
    const done = this.#done
    done.set(position, missing)
    for (let seen = done.get(this.#cursor); seen !== undefined; seen = done.get(this.#cursor)) {
      done.delete(this.#cursor)
      this.#cursor++
      this.#missingRun = seen ? this.#missingRun + 1 : 0
      this.#reportMany()
      if (range.count === null && this.#missingRun >= missingPagesToEnd) this.#exhausted = true
    }
    storage.tasks.progress.saveRange(taskId, this.#cursor, this.#exhausted)
  }

  #reportMany(): void {
    const { range, onManyMissing } = this.#ports
    if (range.count === null || this.#missingRun < manyMissing || this.#isReported) return
    this.#isReported = true
    onManyMissing?.(this.#missingRun, addressAt(range, this.#cursor - this.#missingRun))
  }
}
