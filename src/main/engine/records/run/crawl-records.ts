import { createCondition } from '../../async/condition'
import type { TakenPage } from '../database/record-store'
import { createCommitBatches } from './commit-batches'
import type { CrawlAtWork } from './crawl-ports'
import { createHostQueue, type HostQueue } from './host-queue'
import { createListChains } from './list-chains'
import { readCrawlPage } from './read-crawl-page'
import { startRunTime } from './run-time'

/** How a run ended. */
export interface CrawlEnd {
  /** Addresses that a limit holds back, as the counts of the store say; 0: everything was read. */
  readonly heldBack: number
}

/** The time of a run is looked at this often while nothing else happens, in milliseconds. */
const lookEveryMs = 1000

/**
 * Reads the pages of a run, which `RecordStore.begin` has begun, side by side until none is left or a limit is reached.
 *
 * Rejects with the signal's reason, a FailureError of this machine, or a bug, after everything at work has settled: pages
 * that were read are committed then, and the others wait for the next run.
 */
export async function crawlRecords(crawl: CrawlAtWork): Promise<CrawlEnd> {
  const { store, plan, signal } = crawl
  const time = await startRunTime(crawl)
  const changed = createCondition()
  const wake = () => changed.notify()
  signal.addEventListener('abort', wake, { once: true })
  const clock = setInterval(wake, lookEveryMs)
  const batches = createCommitBatches(crawl, changed)
  const chains = createListChains(store, plan.again.stopAfterKnown)
  const queue = createHostQueue(crawl)
  const limits = { depth: crawl.depth, pages: plan.limits.pages }
  const broken: { readonly error: unknown }[] = []
  const cut = () => (crawl.isStopped() ? 'stop' : time.isOver ? 'minutes' : null)
  const isStopped = () => signal.aborted || broken.length > 0 || cut() !== null

  /** Those whose end is not committed yet count as read: the store does not know them. */
  const isRead = async (identity: string) =>
    queue.isTaken(identity) || batches.holds(identity) || (await store.alreadyEnded([identity])).length > 0

  async function read(taken: TakenPage): Promise<void> {
    try {
      const one = await readCrawlPage({ ...crawl, isRead }, taken)
      const { page, ended } = one
      const found = page === null ? ended.found : await chains.follow(taken.identity, page, ended.found)
      batches.add({ ...one, ended: { ...ended, found } })
    } catch (error) {
      broken.push({ error })
      queue.keep(taken)
    } finally {
      queue.end(taken)
      changed.notify()
    }
  }

  try {
    for (;;) {
      const seen = changed.version
      if (isStopped()) break
      await crawl.room()
      await time.save()
      if (batches.hasRoom) await fill(crawl, queue, limits)
      for (let next = queue.next(); next !== null && batches.hasRoom && !isStopped(); next = queue.next()) {
        queue.begin(next)
        void read(next)
      }
      if (queue.active === 0 && batches.waiting > 0) await batches.flush()
      else if (queue.active === 0 && queue.waiting === 0) break
      else await changed.wait(seen)
    }
    await settle(queue, changed)
    await batches.flush()
    if (broken[0] !== undefined) throw broken[0].error
    signal.throwIfAborted()
    return { heldBack: await store.heldBack(limits, cut()) }
  } finally {
    clearInterval(clock)
    signal.removeEventListener('abort', wake)
    await settle(queue, changed)
    await batches.flush().catch(() => {})
    // A store that broke has no use for it: its next opening frees the pages.
    await time.save(true).catch(() => {})
    await store.release(queue.left().map(({ id }) => id)).catch(() => {})
  }
}

/** Takes pages for hosts that have room. */
async function fill(
  { store }: CrawlAtWork,
  queue: HostQueue,
  limits: { readonly depth: number; readonly pages: number },
): Promise<void> {
  const { room } = queue
  if (room > 0) queue.add(await store.take(room, queue.busyHosts(), limits))
}

/** Waits for all pages that are being read. */
async function settle(queue: HostQueue, changed: ReturnType<typeof createCondition>): Promise<void> {
  for (;;) {
    const seen = changed.version
    if (queue.active === 0) return
    await changed.wait(seen)
  }
}
