import type { CrawlAtWork } from './crawl-ports'

/** The time is saved this often: a kill takes no more of it. In milliseconds. */
const saveEveryMs = 1000

/** How long a run has worked, over its pauses: `limits.minutes` says how long it may. */
export interface RunTime {
  readonly isOver: boolean
  /** Saves it from time to time; `isLast`: now. */
  save(isLast?: boolean): Promise<void>
}

/** Begins to count, where the run was paused before. */
export async function startRunTime({
  store,
  plan: { limits },
  monotonic,
}: Pick<CrawlAtWork, 'store' | 'plan' | 'monotonic'>): Promise<RunTime> {
  const { minutes } = limits
  if (minutes === undefined) return { isOver: false, save: async () => {} }
  let spentMs = await store.spend(0)
  let savedAt = monotonic()
  return {
    get isOver() {
      return spentMs + monotonic() - savedAt >= minutes * 60_000
    },
    async save(isLast = false) {
      const now = monotonic()
      const sinceMs = now - savedAt
      if (!isLast && sinceMs < saveEveryMs) return
      savedAt = now
      spentMs += sinceMs
      await store.spend(sinceMs)
    },
  }
}
