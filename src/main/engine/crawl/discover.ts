import { join } from 'node:path'
import type { Failure } from '@shared/model/failure'
import { parseImageRange, wantsImage } from '@shared/model/image-range'
import type { GalleryId } from '@shared/model/units'
import { displayText } from '@shared/text/display-text'
import { inTimeSlices } from '../async/time-slice'
import { folderSegments, nameFromAddress, numberedName } from '../disk/names/file-name'
import type { Extraction } from '../extract/extraction'
import type { PageReply } from '../extract/fetched-page'
import { ownPageRequest } from '../extract/recipes/request-headers'
import { earlierFolder, folderFields, ownNames } from '../library/folder-name'
import { claimFolder, galleryIdentity } from '../library/gallery-folder'
import { refuseGone } from '../library/target-folder'
import { firstConcurrency } from '../network/limits/adaptive-concurrency'
import type { Run } from '../run/run'
import { placeOf } from '../storage/gallery-row'
import type { NewImage } from '../storage/image-rows'
import type { QueuedPage } from '../storage/page-rows'
import { crawl, emptyPageFailure, type Finding } from './crawl'
import { fetchPage } from './fetch-page'
import { followLinks } from './follow-links'
import { keepLogins } from './found-logins'
import { createMissingPages, type MissingPages } from './missing-pages'

/**
 * No page is fetched while this many images wait: discovering runs only a little ahead of the transfers. Those that wait
 * for the same one in flight do not count: one slow image that all galleries show would stop the task.
 */
const enoughWaiting = 200

/**
 * Reads the pages of a task and turns them into rows: galleries, images, further pages, skipped addresses.
 *
 * `held` are replies that were fetched before, each handed out once. Everything that a page brings is written in the turn
 * in which the page counts as read, or in turns before it: after a kill between two a long page is read again, and the
 * rows that are there stay.
 */
export async function discover(run: Run, held: Map<string, PromiseSettledResult<PageReply>>): Promise<void> {
  const { pages, changed, signal } = run
  const findings = crawl<QueuedPage>({
    take: () => (signal.aborted ? null : pages.take()),
    more: () => null,
    width: () =>
      run.request.options.connectionsPerSite ?? run.settings().connectionsPerSite ?? firstConcurrency,
    fetchPage: (page) => fetchHeld(page.address),
    extract: (page) => run.extractor.extract(page, run.recipe, context(run), signal),
  })

  function fetchHeld(address: string): Promise<PageReply> {
    const reply = held.get(address)
    held.delete(address)
    if (reply?.status === 'fulfilled') return Promise.resolve(reply.value)
    if (reply) return Promise.reject(reply.reason)
    return fetchPage(run, ownPageRequest(run, address), signal)
  }

  const missing = createMissingPages(run.range.count === null, (page, failure) =>
    tellFailure(run, page, failure),
  )
  for await (const finding of findings) {
    signal.throwIfAborted()
    await record(run, finding, missing)
    run.rowsChanged(run.id)
    changed.notify()
    await roomForMore(run)
  }
  endOpenRange(run)
}

function context(run: Run) {
  return { template: run.template, fallbackEncoding: run.settings().fallbackEncoding }
}

async function roomForMore({ storage, id, changed, signal, passedOver }: Run): Promise<void> {
  for (;;) {
    const seen = changed.version
    if (signal.aborted || !storage.images.hasQueued(id, enoughWaiting + passedOver.count)) return
    await changed.wait(seen)
  }
}

async function record(run: Run, finding: Finding<QueuedPage>, missing: MissingPages): Promise<void> {
  const { page } = finding
  if (finding.kind === 'failed') {
    recordFailure(run, page, finding.failure, missing)
    return
  }
  missing.present(page)
  if (finding.kind === 'image') {
    const name = nameFromAddress(finding.address).stem
    const one = {
      title: name,
      id: null,
      encoding: null,
      images: [
        {
          address: finding.address,
          alternatives: [],
          referer: run.storage.pages.referer(run.id, page.address),
        },
      ],
      fields: {},
    }
    const nothing = { next: null, moved: null, galleries: [], skipped: [], tried: [] }
    await recordPage(run, page, finding.address, { ...one, ...nothing }, missing)
    return
  }
  await recordPage(run, page, finding.address, finding.extraction, missing)
}

function recordFailure(run: Run, page: QueuedPage, failure: Failure, missing: MissingPages): void {
  const { storage, ledger, id, ports } = run
  storage.pages.saveFailed(id, page, failure, ports.now())
  run.pages.ended(page, failure.kind === 'not-found')
  if (page.galleryId !== null) run.finisher.check(page.galleryId)
  ledger.addToCounts(id, { pagesFailed: 1 })
  missing.failed(page, failure)
}

function tellFailure({ emit, id }: Run, page: QueuedPage, failure: Failure): void {
  emit({ kind: 'failed', taskId: id, imageId: null, url: page.address, failure })
}

type PageContent = Omit<Extraction, 'encoding' | 'images'> & {
  /** WHATWG name; null: not known. */
  readonly encoding: string | null
  readonly images: readonly Omit<NewImage, 'page'>[]
}

async function recordPage(
  run: Run,
  page: QueuedPage,
  address: string,
  extracted: PageContent,
  missing: MissingPages,
): Promise<void> {
  const content = await keepLogins(run, extracted)
  const { storage, ledger, id, ports } = run
  // The folder is claimed before the turn in which everything is written: claiming waits for the disk.
  const galleryId =
    content.images.length === 0 ? page.galleryId : await galleryOf(run, page, address, content)
  const at = ports.now()
  if (galleryId !== null) {
    const range = run.request.options.images
    const wanted = range === undefined ? null : parseImageRange(range)
    let num = storage.images.lastNum(id, galleryId)
    for await (const images of inTimeSlices(content.images, run.signal)) {
      let found = 0
      for (const image of images) {
        const placed = { ...image, page: address }
        if (wanted !== null && !wantsImage(wanted, num + 1)) {
          if (!storage.images.addUnwanted(id, galleryId, num + 1, placed, at)) continue
          storage.pages.addSkipped(id, [{ address: image.address, reason: 'out-of-range' }])
          num++
        } else if (storage.images.add(id, galleryId, num + 1, placed, at) !== null) {
          num++
          found++
        }
      }
      if (found === 0) continue
      // in the turn of its rows: a pause may come before the next one
      storage.galleries.addToCounts(galleryId, { found })
      ledger.addToCounts(id, { found })
    }
  }
  for await (const rows of inTimeSlices(content.skipped, run.signal)) storage.pages.addSkipped(id, rows)
  const followed = await followLinks(run, page, address, content, galleryId)
  // what leads nowhere and shows nothing would end as a success without a word
  if (content.images.length === 0 && page.galleryId === null && !followed.leads) {
    recordFailure(run, page, followed.failure ?? emptyPageFailure(page.address, content.tried), missing)
    return
  }
  storage.pages.saveRead(id, page, at)
  run.pages.ended(page, false)
  const known = ledger.need(id).progress.counts.pagesKnown
  ledger.addToCounts(id, { pagesRead: 1, ...(known === null ? {} : { pagesKnown: followed.discovered }) })
  if (galleryId !== null) run.finisher.check(galleryId)
}

/** The gallery that a page belongs to: the one it goes on with, the one known under its identity, or a new one. */
async function galleryOf(
  run: Run,
  page: QueuedPage,
  address: string,
  content: PageContent,
): Promise<GalleryId> {
  const { storage, ledger, id, ports, recipe, request } = run
  if (page.galleryId !== null) return page.galleryId
  const { key, host } = galleryIdentity(address, content, recipe.gallery.id !== undefined)
  const known = storage.galleries.find(id, key)
  if (known) return known.id

  const title = displayText(content.title) || displayText(content.id ?? '') || host
  const { folder: root } = request
  const { realRoot } = run
  const template = request.options.folderTemplate ?? recipe.folder ?? run.settings().folderTemplate
  const gallery = {
    key,
    title,
    siteId: content.id,
    page: address,
    host,
    root,
    realRoot,
    recipe: recipe.name,
    fields: content.fields,
    position: page.position,
    expected: content.images.length,
    encoding: content.encoding,
  }
  const pages = run.range.count ?? 0
  const segments = folderSegments(template, folderFields(gallery, pages, ports.now()))
  const parents = segments.slice(0, -1)
  const own = segments.at(-1) ?? host
  await refuseGone(root, storage.remembered)
  // Until the row is there the folder of another task's gallery looks free: of two of one title both took it. So folders
  // below one parent are claimed one after another, and those of one gallery, which may wish for different parents.
  const inTurn = <T>(work: () => Promise<T>) =>
    run.folders.run(`gallery ${key}`, () => run.folders.run(placeOf(realRoot, parents.join('/')), work))
  const added = await inTurn(async () => {
    const folder = await claimFolder({
      root,
      name: (copy) => [...parents, numberedName(own, copy)].join('/'),
      key,
      earlier: earlierFolder(storage.galleries.earlier(key, realRoot), template, pages),
      holderOf: (wished) => storage.galleries.holderOf(placeOf(realRoot, wished)),
      isOwnName: ownNames(run, gallery, content.images),
    })
    // Another page of the same gallery may have come while the folder was claimed.
    const meanwhile = storage.galleries.find(id, key)
    if (meanwhile) return { galleryId: meanwhile.id, folder: null }
    return { galleryId: storage.galleries.add(id, { ...gallery, folder }, ports.now()), folder }
  })
  const { galleryId, folder } = added
  if (folder === null) return galleryId
  ledger.addToCounts(id, { galleries: 1 })
  ledger.setFace(id, { title: storage.tasks.title(id), cover: ledger.need(id).cover })
  run.emit({ kind: 'gallery', taskId: id, galleryId, title, folder: join(root, ...folder.split('/')) })
  return galleryId
}

/** The missing pages that told an open range its end are not problems. */
function endOpenRange({ range, pages, storage, ledger, id }: Run): void {
  if (range.count !== null || pages.count === null) return
  const { counts } = ledger.need(id).progress
  const isEmpty =
    counts.pagesRead === 0 && storage.pages.trailingMissing(id, counts.pagesFailed + 1) === counts.pagesFailed
  // A range of which no page is there has no end: its first missing page is why the task fails.
  const dropped = isEmpty ? 0 : storage.pages.dropTrailingMissing(id)
  const known = counts.pagesRead + counts.pagesFailed - dropped
  ledger.setCounts(id, { ...counts, pagesFailed: counts.pagesFailed - dropped, pagesKnown: known })
}
