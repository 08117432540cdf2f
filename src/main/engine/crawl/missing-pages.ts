import type { Failure } from '@shared/model/failure'
import type { QueuedPage } from '../storage/page-rows'

/**
 * Which failed pages are told as failures, and when.
 *
 * The missing pages behind which an open range ends are its end: they are told only once a later page of the range
 * turns out to be there. They wait here meanwhile, no more of them than such a range looks ahead.
 */
export interface MissingPages {
  failed(page: QueuedPage, failure: Failure): void
  /** A page that could be read. */
  present(page: QueuedPage): void
}

export function createMissingPages(
  isOpen: boolean,
  tell: (page: QueuedPage, failure: Failure) => void,
): MissingPages {
  const waiting = new Map<QueuedPage, Failure>()
  let last = -1

  function tellUpTo(position: number): void {
    for (const [page, failure] of waiting) {
      if (page.position > position) continue
      waiting.delete(page)
      tell(page, failure)
    }
  }

  /** A page that is there, read or not, proves that the range has not ended before it. */
  function goesOn({ via, position }: QueuedPage): void {
    if (via !== 'range' || position <= last) return
    last = position
    tellUpTo(position)
  }

  return {
    failed(page, failure) {
      const mayEnd = isOpen && page.via === 'range' && failure.kind === 'not-found' && page.position > last
      if (mayEnd) {
        waiting.set(page, failure)
        return
      }
      goesOn(page)
      tell(page, failure)
    },
    present: goesOn,
  }
}
