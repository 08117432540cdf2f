import type { Failure } from '@shared/model/failure'
import type { QueuedPage } from '../../storage/pages/page-states'

/** Kinds by which a site answers without a picture: a run of them ends an open range, which would be asked for ever. */
const emptyKinds: ReadonlySet<Failure['kind']> = new Set([
  'not-found',
  'no-images',
  'not-an-image',
  'auth',
  'forbidden',
])

/** Whether a page of an open range brought no picture, so that a run of such pages is its end. */
export const isEmptyPage = ({ kind }: Failure): boolean => emptyKinds.has(kind)

/** Whether a page says no more than that the range has ended: it does not exist, or is a page of words or of nothing. */
export const isMissingPage = (failure: Failure): boolean =>
  failure.kind === 'not-found' || (failure.kind === 'no-images' && (failure.page ?? 'text') === 'text')

/**
 * Which failed pages are reported as failures, and when.
 *
 * The missing pages behind which an open range ends are its end: they are reported only once a later page of the range
 * exists. They wait here meanwhile, no more of them than such a range looks ahead.
 */
export interface MissingPages {
  failed(page: QueuedPage, failure: Failure): void
  /** A page that could be read. */
  present(page: QueuedPage): void
}

/** Counts missing pages of a task from zero. */
export function createMissingPages(
  isOpen: boolean,
  report: (page: QueuedPage, failure: Failure) => void,
): MissingPages {
  const waiting = new Map<QueuedPage, Failure>()
  let last = -1

  function reportUpTo(position: number): void {
    for (const [page, failure] of waiting) {
      if (page.position > position) continue
      waiting.delete(page)
      report(page, failure)
    }
  }

  /** A page that exists, read or not, proves that the range has not ended before it. */
  function continues({ via, position }: QueuedPage): void {
    if (via !== 'range' || position <= last) return
    last = position
    reportUpTo(position)
  }

  return {
    failed(page, failure) {
      const mayEnd = isOpen && page.via === 'range' && isMissingPage(failure) && page.position > last
      if (mayEnd) {
        waiting.set(page, failure)
        return
      }
      continues(page)
      report(page, failure)
    },
    present: continues,
  }
}
