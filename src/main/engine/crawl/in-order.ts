import type { QueuedPage } from '../storage/pages/page-states'
import type { Finding } from './crawl'

/** Findings that wait for an earlier page; each holds what its page shows. */
const mostHeld = 32

/** Puts findings of the range into its order: pages that make one gallery are numbered as they follow one another. */
export interface ReadingOrder<P extends QueuedPage> {
  /** Call with each page that is about to be read. */
  begin(page: P): void
  /** Findings that are next in order, this one or those that waited for it; others are kept. */
  take(finding: Finding<P>): readonly Finding<P>[]
  /** Whether so many findings wait that no further page may begin. */
  readonly isFull: boolean
}

/**
 * Findings of the range for which `waits` is true come in its order, all others at once; so do those of discovered pages, each
 * of which knows its place by its gallery and number. With `all` discovered pages come in order too: in that in which they
 * began.
 */
export function createReadingOrder<P extends QueuedPage>(
  waits: (finding: Finding<P>) => boolean,
  all = false,
): ReadingOrder<P> {
  /** Pages of the range at work or behind one that is, in order; null: at work. */
  const begun = new Map<P, readonly Finding<P>[] | null>()
  let held = 0
  return {
    begin(page) {
      if (all || page.via === 'range') begun.set(page, null)
    },
    take(finding) {
      if (!begun.has(finding.page)) return [finding]
      const waiting = waits(finding) ? [finding] : []
      begun.set(finding.page, waiting)
      held += waiting.length
      const ready: Finding<P>[] = []
      for (const [page, known] of begun) {
        if (known === null) break
        begun.delete(page)
        ready.push(...known)
      }
      held -= ready.length
      return waiting.length === 0 ? [finding, ...ready] : ready
    },
    get isFull() {
      return held >= mostHeld
    },
  }
}
