import { type Failure, obstacleFailure } from '@shared/model/failure'
import { type Shortfalls, shortfallKinds } from '@shared/model/page-kind'
import type { GalleryId } from '@shared/model/units'
import { parseImageRange, wantsImage } from '@shared/text/image-range'
import { inTimeSlices } from '../../async/time-slice'
import type { FoundImage } from '../../extract/extraction'
import type { QueuedPage } from '../../storage/pages/page-states'
import type { Finding, PageContent, Sink } from '../crawl'
import { emptyPageFailure } from '../where-it-led'
import { type AnnouncedPictures, createAnnouncedPictures } from './announced'
import { followLinks } from './follow-links'
import { createGalleryChains, type GalleryChains } from './gallery-chains'
import { galleryOf } from './gallery-of-page'
import { createMissingPages, isEmptyPage, type MissingPages } from './missing-pages'
import type { SaveSinkPorts } from './save-sink-ports'
import { createSeenPages } from './seen-pages'

/**
 * Turns findings into rows for the download: galleries, images, further pages, skipped addresses.
 *
 * Everything that a page brings is written in the turn in which the page counts as read, or in turns before it: after a
 * kill between two a long page is read again, and the rows that are there stay.
 */
export function createSaveSink(ports: SaveSinkPorts): Sink<QueuedPage> {
  const { task, output } = ports
  const { changes } = output
  const missing = createMissingPages(task.range.count === null, (page, failure) =>
    changes.emit({ kind: 'failed', taskId: task.id, imageId: null, url: page.address, failure }),
  )
  const seen = createSeenPages()
  const chains = createGalleryChains(ports)
  const memory: Memory = { missing, chains, announced: createAnnouncedPictures() }
  return {
    async take(finding) {
      if (finding.kind === 'failed') {
        saveFailure(ports, finding.page, finding.failure, missing)
        return
      }
      if (finding.unwanted !== null) {
        saveFailure(ports, finding.page, finding.unwanted, missing)
        return
      }
      const first =
        finding.page.via === 'range'
          ? seen.repeats(finding.page.address, finding.address, finding.content)
          : null
      // Behind its end a site may show a page again that exists: in an open range that is the end.
      if (first !== null && task.range.count === null) {
        const detail = `${finding.page.address} shows what ${first} shows`
        saveFailure(ports, finding.page, obstacleFailure('soft-404', detail), missing)
        return
      }
      missing.present(finding.page)
      if (finding.fellBack) {
        const { name: recipe } = task.recipe
        changes.emit({ kind: 'fell-back', taskId: task.id, url: finding.page.address, recipe })
      }
      if (chains.isOther(finding)) {
        savePageOfAnother(ports, memory, finding)
        return
      }
      const { images, isEnd } = await chains.partOf(finding)
      const { content } = finding
      const found = { ...finding, content: { ...content, images, next: isEnd ? null : content.next } }
      await savePage(ports, first === null ? found : withoutImages(found, first), memory)
    },
    end: () => endOpenRange(ports),
  }
}

/** What is remembered of the pages of one run. */
interface Memory {
  readonly missing: MissingPages
  readonly chains: GalleryChains
  readonly announced: AnnouncedPictures
}

/** A page that repeats an earlier one of its range brings nothing of its own. */
function withoutImages<F extends PageFinding>(finding: F, first: string): F {
  const { content } = finding
  const skipped = [...content.skipped, { address: finding.page.address, reason: 'duplicate' as const }]
  return {
    ...finding,
    repeats: first,
    content: { ...content, images: [], items: [], galleries: [], next: null, skipped },
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
  pages.ended(page, task.range.count === null ? isEmptyPage(failure) : failure.kind === 'not-found')
  if (page.galleryId !== null) finisher.check(page.galleryId)
  ledger.addToCounts(task.id, { pagesFailed: 1 })
  missing.failed(page, failure)
}

type PageFinding = Extract<Finding<QueuedPage>, { readonly kind: 'page' }> & {
  /** Address of the earlier page of the range that shows the same; absent: none does. */
  readonly repeats?: string
}

/** A page that a link calls the next one, and that begins another gallery: nothing of it is wanted. */
function savePageOfAnother(ports: SaveSinkPorts, memory: Memory, { page, address }: PageFinding): void {
  ports.output.storage.pages.skipped.add(ports.task.id, [{ address, reason: 'out-of-scope' }])
  if (page.galleryId !== null) {
    const lacking = memory.announced.lackingAtEnd(page.galleryId, lastNumber(ports, page.galleryId))
    addShortfalls(ports, { announced: lacking })
  }
  // Strips of a comic with titles of their own look like galleries: of one address only the user knows which it is
  if (ports.task.range.count === 1) addShortfalls(ports, { 'more-pages': 1 })
  saveRead(ports, page, page.galleryId, 0)
}

/** Writes that a page was read, and that it led to so many others; the last thing that is written of it. */
function saveRead(
  { output, task: { id }, ports, pages }: SaveSinkPorts,
  page: QueuedPage,
  galleryId: GalleryId | null,
  discovered: number,
): void {
  const { storage, ledger, finisher } = output
  storage.pages.outcome.saveRead(id, page, ports.now())
  pages.ended(page, false)
  const known = ledger.need(id).progress.counts.pagesKnown
  ledger.addToCounts(id, { pagesRead: 1, ...(known === null ? {} : { pagesKnown: discovered }) })
  if (galleryId !== null) finisher.check(galleryId)
}

async function savePage(
  ports: SaveSinkPorts,
  finding: PageFinding,
  { missing, chains, announced }: Memory,
): Promise<void> {
  const { output, task } = ports
  const { storage } = output
  const { page, address, isImage, content } = finding
  const { id, signal } = task
  // The folder is claimed before the turn in which everything is written: claiming waits for the disk.
  const hasOwn = content.images.length + content.items.length > 0
  const galleryId = hasOwn ? await galleryOf(ports, page, address, content, isImage) : page.galleryId
  const shortfalls: Shortfalls[] = []
  // The number of a picture behind a thumbnail is known already: an album may have ten thousand such pages
  const base = galleryId === null || page.item !== undefined ? 0 : lastNumber(ports, galleryId)
  if (galleryId !== null) {
    chains.begins(galleryId, finding)
    const referer = isImage ? storage.pages.referer(id, page.address) : undefined
    const part = { galleryId, base }
    if (page.item === undefined) shortfalls.push({ announced: announced.lackingAt(galleryId, base, content) })
    shortfalls.push(await saveImages(ports, finding, part, wantedOf(ports, content), referer))
  }
  for await (const rows of inTimeSlices(content.skipped, signal)) storage.pages.skipped.add(id, rows)
  const followed = await followLinks(ports, { page, address, galleryId, base }, content)
  // A page that leads nowhere and shows nothing would otherwise end as a success without any result.
  const isNothing = !hasOwn && page.galleryId === null && !followed.leads && finding.repeats === undefined
  if (isNothing) {
    const reason = followed.failure ?? emptyPageFailure(page.address, content.tried)
    saveFailure(ports, page, reason, missing)
    return
  }
  for (const missed of [...shortfalls, followed.shortfalls]) addShortfalls(ports, missed)
  saveRead(ports, page, galleryId, followed.discovered)
}

/** The highest number in a gallery of a picture that is there, or whose page is followed. */
function lastNumber({ task: { id }, output: { storage } }: SaveSinkPorts, galleryId: GalleryId): number {
  return Math.max(storage.pages.lastItem(id, galleryId), storage.images.lastNum(id, galleryId))
}

/** Whether a page stands for the pages that it links: its thumbnails are not the pictures. */
const isAlbum = ({ judgement, items }: PageContent) => judgement.kind !== 'gallery' && items.length > 0

/** What of a page is saved itself: of thumbnails that are followed the pictures behind them, and those of the page. */
function wantedOf({ task }: SaveSinkPorts, content: PageContent): PageContent {
  const { images, own = [] } = content
  if (task.request.options.follow !== false && isAlbum(content)) return { ...content, images: own }
  return own.length > 0 ? { ...content, images: [...images, ...own] } : content
}

function addShortfalls({ task, output: { storage, ledger } }: SaveSinkPorts, missed: Shortfalls): void {
  for (const kind of shortfallKinds) {
    const count = missed[kind]
    if (count === undefined || count === 0) continue
    storage.tasks.progress.addShortfall(task.id, kind, count)
    ledger.addToCounts(task.id, { shortfalls: { [kind]: count } })
  }
}

/** A gallery with the highest number in it before a page is saved. */
interface GalleryPart {
  readonly galleryId: GalleryId
  readonly base: number
}

/**
 * Adds rows of images; those outside the range of images that the user asked for are skipped, those beyond the most of a
 * gallery too. Returns what that keeps from being everything.
 */
async function saveImages(
  { output: { storage, ledger }, task, ports }: SaveSinkPorts,
  { page, address }: PageFinding,
  { galleryId, base }: GalleryPart,
  content: PageContent,
  referer: string | null | undefined,
): Promise<Shortfalls> {
  const { id, request, signal } = task
  const at = ports.now()
  const { images: range, mostImages = Infinity } = request.options
  const wanted = range === undefined ? null : parseImageRange(range)
  const shown = referer === undefined ? { page: address } : { page: address, referer }
  // The number of a picture behind a thumbnail is its place in the album, whichever of its pages answers first.
  const { images: all, items, judgement } = content
  // The pictures of a page with thumbnails follow those behind them
  const follows = request.options.follow !== false && isAlbum(content)
  let num = page.item === undefined ? base + (follows ? items.length : 0) : page.item - 1
  // Several pictures of such a page share its place: the next number is that of the next thumbnail.
  const step = page.item === undefined ? 1 : 0
  const ofItems = new Set(items.flatMap(({ at: place }) => (place === undefined ? [] : [base + place])))
  const isSkipping = request.options.follow === false && judgement.kind === 'gallery' && items.length > 0
  const passedOver = passedOverIn(content, request.options.videos) + (isSkipping ? items.length : 0)
  let beyond = 0
  let thumbnails = 0
  for await (const images of inTimeSlices(all, signal)) {
    let found = 0
    for (const extracted of images) {
      const image = { ...extracted, ...shown, ...thumbnailOf(page, extracted, all[0]) }
      while (ofItems.has(num)) num++
      if (wanted !== null && !wantsImage(wanted, num + 1)) {
        if (!storage.images.addUnwanted(id, galleryId, num + 1, image, at)) continue
        storage.pages.skipped.add(id, [{ address: image.address, reason: 'out-of-range' }])
        num += step
      } else if (num >= mostImages) {
        storage.pages.skipped.add(id, [{ address: image.address, reason: 'out-of-range' }])
        beyond++
      } else if (storage.images.add(id, galleryId, num + 1, image, at) !== null) {
        num += step
        found++
      }
    }
    if (found === 0) continue
    if (judgement.kind === 'thumbnails' && items.length > 0 && !follows) thumbnails += found
    // In the turn of its rows: a pause may come before the next turn.
    storage.galleries.progress.addToCounts(galleryId, { found })
    ledger.addToCounts(id, { found })
  }
  return {
    ...(beyond > 0 ? { limited: beyond } : {}),
    ...(thumbnails > 0 ? { 'thumbnails-only': thumbnails } : {}),
    ...(passedOver > 0 ? { 'alike-skipped': passedOver } : {}),
  }
}

/** The thumbnail that led to the first picture of a page, which is its main one. */
function thumbnailOf({ thumbnail }: QueuedPage, image: FoundImage, first: FoundImage | undefined) {
  return thumbnail === undefined || image !== first || thumbnail === image.address
    ? {}
    : { inPlaceOf: thumbnail }
}

/** Pictures and videos of a gallery that are not taken: those that stay hidden, and videos that are sent in pieces. */
function passedOverIn({ judgement, leftHidden = 0, skipped }: PageContent, videos = true): number {
  if (!videos || (judgement.kind !== 'gallery' && judgement.kind !== 'picture')) return leftHidden
  return leftHidden + skipped.filter(({ reason }) => reason === 'stream').length
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
