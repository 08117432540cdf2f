import type { Failure } from '@shared/model/failure'
import { parseImageRange, wantsImage } from '@shared/model/image-range'
import type { GalleryId } from '@shared/model/units'
import { inTimeSlices } from '../async/time-slice'
import type { NewImage } from '../storage/images/image-row'
import type { QueuedPage } from '../storage/pages/page-states'
import { emptyPageFailure, type Finding, type PageContent, type Sink } from './crawl'
import { followLinks } from './follow-links'
import { keepLogins } from './found-logins'
import { galleryOf } from './gallery-of-page'
import type { SaveSinkPorts } from './save-sink-ports'

/**
 * Which failed pages are reported as failures, and when.
 *
 * The missing pages behind which an open range ends are its end: they are reported only once a later page of the range
 * exists. They wait here meanwhile, no more of them than such a range looks ahead.
 */
interface MissingPages {
  failed(page: QueuedPage, failure: Failure): void
  /** A page that could be read. */
  present(page: QueuedPage): void
}

/** Counts missing pages of a task from zero. */
function createMissingPages(
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
      const mayEnd = isOpen && page.via === 'range' && failure.kind === 'not-found' && page.position > last
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

/**
 * Turns findings into rows for the download: galleries, images, further pages, skipped addresses.
 *
 * Everything that a page brings is written in the turn in which the page counts as read, or in turns before it: after a
 * kill between two a long page is read again, and the rows that are there stay.
 */
export function createSaveSink(ports: SaveSinkPorts): Sink<QueuedPage> {
  const { task, output } = ports
  const { storage, changes } = output
  const missing = createMissingPages(task.range.count === null, (page, failure) =>
    changes.emit({ kind: 'failed', taskId: task.id, imageId: null, url: page.address, failure }),
  )
  return {
    async take(finding) {
      if (finding.kind === 'failed') {
        saveFailure(ports, finding.page, finding.failure, missing)
        return
      }
      missing.present(finding.page)
      const referer = finding.isImage ? storage.pages.referer(task.id, finding.page.address) : undefined
      await savePage(ports, finding, referer, missing)
    },
    end: () => endOpenRange(ports),
  }
}

function saveFailure(
  { output, task, ports, pages }: SaveSinkPorts,
  page: QueuedPage,
  failure: Failure,
  missing: MissingPages,
): void {
  const { storage, ledger, finisher } = output
  storage.pages.outcome.saveFailed(task.id, page, failure, ports.now())
  pages.ended(page, failure.kind === 'not-found')
  if (page.galleryId !== null) finisher.check(page.galleryId)
  ledger.addToCounts(task.id, { pagesFailed: 1 })
  missing.failed(page, failure)
}

/** `referer`: of an image that stands on no page, what a retry named; undefined for a page. */
async function savePage(
  ports: SaveSinkPorts,
  { page, address, content: extracted }: Extract<Finding<QueuedPage>, { readonly kind: 'page' }>,
  referer: string | null | undefined,
  missing: MissingPages,
): Promise<void> {
  const { output, task } = ports
  const { storage, ledger, finisher } = output
  const { id, signal } = task
  const content = await keepLogins(storage, id, signal, extracted)
  // The folder is claimed before the turn in which everything is written: claiming waits for the disk.
  const galleryId =
    content.images.length === 0 ? page.galleryId : await galleryOf(ports, page, address, content)
  if (galleryId !== null) {
    const shown = referer === undefined ? { page: address } : { page: address, referer }
    await saveImages(ports, galleryId, content.images, shown)
  }
  for await (const rows of inTimeSlices(content.skipped, signal)) storage.pages.skipped.add(id, rows)
  const followed = await followLinks(ports, page, address, content, galleryId)
  // A page that leads nowhere and shows nothing would otherwise end as a success without any result.
  if (content.images.length === 0 && page.galleryId === null && !followed.leads) {
    const reason = followed.failure ?? emptyPageFailure(page.address, content.tried)
    saveFailure(ports, page, reason, missing)
    return
  }
  storage.pages.outcome.saveRead(id, page, ports.ports.now())
  ports.pages.ended(page, false)
  const known = ledger.need(id).progress.counts.pagesKnown
  ledger.addToCounts(id, { pagesRead: 1, ...(known === null ? {} : { pagesKnown: followed.discovered }) })
  if (galleryId !== null) finisher.check(galleryId)
}

/** Adds rows of images; those outside the range of images that the user asked for are skipped. */
async function saveImages(
  { output: { storage, ledger }, task, ports }: SaveSinkPorts,
  galleryId: GalleryId,
  all: PageContent['images'],
  shown: Pick<NewImage, 'page' | 'referer'>,
): Promise<void> {
  const { id, request, signal } = task
  const at = ports.now()
  const range = request.options.images
  const wanted = range === undefined ? null : parseImageRange(range)
  let num = storage.images.lastNum(id, galleryId)
  for await (const images of inTimeSlices(all, signal)) {
    let found = 0
    for (const extracted of images) {
      const image = { ...extracted, ...shown }
      if (wanted !== null && !wantsImage(wanted, num + 1)) {
        if (!storage.images.addUnwanted(id, galleryId, num + 1, image, at)) continue
        storage.pages.skipped.add(id, [{ address: image.address, reason: 'out-of-range' }])
        num++
      } else if (storage.images.add(id, galleryId, num + 1, image, at) !== null) {
        num++
        found++
      }
    }
    if (found === 0) continue
    // In the turn of its rows: a pause may come before the next turn.
    storage.galleries.progress.addToCounts(galleryId, { found })
    ledger.addToCounts(id, { found })
  }
}

/** The missing pages by which an open range ended are not problems. */
function endOpenRange({ task, pages, output: { storage, ledger } }: SaveSinkPorts): void {
  const { id, range } = task
  if (range.count !== null || pages.count === null) return
  const { counts } = ledger.need(id).progress
  const isEmpty =
    counts.pagesRead === 0 &&
    storage.pages.range.trailingMissing(id, counts.pagesFailed + 1) === counts.pagesFailed
  // A range without any page has no end: its first missing page is why the task fails.
  const dropped = isEmpty ? 0 : storage.pages.range.dropTrailingMissing(id)
  const known = counts.pagesRead + counts.pagesFailed - dropped
  ledger.setCounts(id, { ...counts, pagesFailed: counts.pagesFailed - dropped, pagesKnown: known })
}
