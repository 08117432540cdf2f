import { forgetOldest } from '@shared/collections/forget-oldest'
import { FailureError, statusFailure } from '@shared/model/failure'
import { splitLogin } from '../address/address-text'
import { probePicture, readPictureHead } from '../crawl/evidence/probe-picture'
import type { FreshAddress, ShowingPages } from '../download/download-ports'
import { shownVersionOf } from '../download/shown-version'
import { choiceOf, type FoundImage, type PageReply, plainContext } from '../extract/extraction'
import { automatic } from '../extract/recipes/recipe-book'
import { imageRequest } from '../extract/recipes/request-headers'
import { isRenewed } from '../extract/versions/addresses/expiring-path'
import { samePicture } from '../extract/versions/addresses/same-picture'
import type { QueuedImage } from '../storage/images/image-row'
import { fetchTaskPage } from './read-pages'
import type { TaskRun } from './services'

/** Pages whose readings are remembered; images of one page follow one another. */
const mostRemembered = 32

/** One reading of a page. */
interface Reading {
  /** Every address of a picture on the page; null when it could not be read. */
  readonly addresses: Promise<readonly string[] | null>
  known: readonly string[] | null
  /** It names another address than the one that was refused. */
  isOther: boolean
  /** An image was saved since: an address that is refused now has expired in its turn. */
  hasWorked: boolean
}

/** The pages of a task by its client, its recipe and, where that finds nothing, the automatic judgement. */
export function createShowingPages(run: TaskRun): ShowingPages {
  const { now } = run.services.ports
  const readings = new Map<string, Reading>()
  let last: { readonly page: string; readonly reply: Promise<PageReply> } | null = null

  function read(page: string): Reading {
    const addresses = picturesOf(run, page)
    const reading: Reading = { addresses, known: null, isOther: false, hasWorked: false }
    readings.delete(page)
    readings.set(page, reading)
    void addresses.then(
      (found) => (reading.known = found),
      () => readings.delete(page),
    )
    forgetOldest(readings, mostRemembered)
    return reading
  }

  /** The page of pictures inside it: too large for the memory of pages, it would be fetched for each of them. */
  function holding(page: string): Promise<PageReply> {
    if (last?.page !== page) last = { page, reply: fetchTaskPage(run, page) }
    const { reply } = last
    reply.catch(() => {
      if (last?.reply === reply) last = null
    })
    return reply
  }

  async function inside(reply: PageReply, hash: string, signal: AbortSignal) {
    if (reply.kind === 'image') return undefined
    return (await run.services.pages.extractor.inline(reply.page, [hash], signal))[0]
  }

  return {
    known(image) {
      const found = readings.get(image.page)?.known
      return found ? freshAddress(image, found, now()) : null
    },
    async readAgain(image, signal) {
      if (image.page === image.address) return null
      const earlier = readings.get(image.page)
      const before = earlier && freshAddress(image, (await earlier.addresses) ?? [], now())
      signal.throwIfAborted()
      if (before) return before
      if (earlier && !(earlier.isOther && earlier.hasWorked)) return null
      // Another image of the page may have read it meanwhile
      const current = readings.get(image.page)
      const reading = current === undefined || current === earlier ? read(image.page) : current
      const fresh = freshAddress(image, (await reading.addresses) ?? [], now())
      signal.throwIfAborted()
      if (fresh !== null) reading.isOther = true
      return fresh
    },
    worked(page) {
      const reading = readings.get(page)
      if (reading) reading.hasWorked = true
    },
    async sizeOf(image, address, signal) {
      const request = imageRequest(run.task, address, image)
      const { width = null, height = null } =
        (await probePicture(run.client, { address, ...request }, signal)) ?? {}
      return width === null || height === null ? null : { width, height }
    },
    async isShownOther(one, other, signal) {
      const [first, second] = await Promise.all([one, other].map((image) => shownHead(run, image, signal)))
      return first != null && second != null && !first.equals(second)
    },
    async inside(page, hash, signal) {
      const found =
        (await inside(await holding(page), hash, signal)) ??
        (await inside(await fetchTaskPage(run, page, true), hash, signal))
      if (found === undefined)
        throw new FailureError(statusFailure(404, `${page} does not hold ${hash} any more`))
      return found
    },
  }
}

/** The first bytes of what the page of an image shows; null where that is not known, or cannot be had. */
async function shownHead(run: TaskRun, image: QueuedImage, signal: AbortSignal): Promise<Buffer | null> {
  const shown = shownVersionOf(image)
  if (shown === null) return null
  const head = await readPictureHead(
    run.client,
    { address: shown, ...imageRequest(run.task, shown, image) },
    signal,
  )
  return head === null ? null : Buffer.from(head)
}

/** What a page that was read again, at `now`, says of an image; null when it names no other address for it. */
function freshAddress(image: QueuedImage, addresses: readonly string[], now: number): FreshAddress | null {
  const address = sameOf(image.address, addresses, now)
  if (address === null || address === image.address) return null
  return { address, alternatives: image.alternatives.map((one) => sameOf(one, addresses, now) ?? one) }
}

/** The address of the same picture: signed again, else the only one at the same path, but for times in it. */
function sameOf(address: string, addresses: readonly string[], now: number): string | null {
  if (addresses.includes(address)) return address
  const same = addresses.find((one) => samePicture(address, one))
  if (same !== undefined) return same
  const pathname = (text: string) => (URL.canParse(text) ? new URL(text).pathname : text)
  const path = pathname(address)
  return (
    onlyOf(addresses.filter((one) => pathname(one) === path)) ??
    onlyOf(addresses.filter((one) => isRenewed(address, one, now)))
  )
}

const onlyOf = ([first, second]: readonly string[]) => (second === undefined ? (first ?? null) : null)

/** Null for a page that cannot be read. Rejects with the signal's reason or a bug. */
async function picturesOf(run: TaskRun, page: string): Promise<readonly string[] | null> {
  const { task, services } = run
  const { extractor } = services.pages
  try {
    const reply = await fetchTaskPage(run, page, true)
    if (reply.kind === 'image') return null
    const context = {
      ...plainContext,
      choice: choiceOf(task.request.options),
      fallbackEncoding: services.settings().fallbackEncoding,
    }
    const found = await extractor.extract(reply.page, task.recipe, context, task.signal)
    const images =
      found.images.length > 0
        ? found.images
        : (await extractor.extract(reply.page, automatic, context, task.signal)).images
    // Names and passwords stand in no row: the client knows those of the first reading
    return [...new Set(images.flatMap(addressesOf).map((one) => splitLogin(one).address))]
  } catch (error) {
    if (error instanceof FailureError) return null
    throw error
  }
}

const addressesOf = ({ address, alternatives, shown }: FoundImage) => [
  address,
  ...alternatives,
  ...(shown === undefined ? [] : [shown]),
]
