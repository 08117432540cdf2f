import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DownloadRequest } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import type { SkippedAddress } from '@shared/model/gallery'
import { longestPreview, type Preview } from '@shared/model/gallery'
import { parseImageRange, wantsImage } from '@shared/model/image-range'
import { automaticRecipe, type Recipe } from '@shared/model/recipe'
import type { Settings } from '@shared/model/settings'
import { addressAt, parsePageRange } from '@shared/page-range/page-range'
import { withoutUserinfo } from '@shared/text/address-parts'
import { displayText } from '@shared/text/display-text'
import { hostAndPort } from '../address/private-address'
import { childController } from '../async/cancellation'
import { fetchPage } from '../crawl/fetch-page'
import type { PageMemory } from '../crawl/page-memory'
import { findSiteTemplate } from '../crawl/site-template'
import { folderSegments, nameFromAddress } from '../disk/names/file-name'
import { type ImageDisk, saveImage } from '../download/save-image'
import type { Extraction, FoundImage, SiteTemplate } from '../extract/extraction'
import type { FetchedPage, PageReply } from '../extract/fetched-page'
import type { RecipeBook } from '../extract/recipes/recipe-book'
import { chooseRecipe } from '../extract/recipes/recipe-book'
import { type Asking, imageRequest, pageRequest } from '../extract/recipes/request-headers'
import type { Extractor } from '../extract/worker/extractor'
import type { Network, TaskClient } from '../network/network'
import type { Ports } from '../ports/ports'
import { clientLimits } from '../run/open-client'

/** A picture of a preview is shown small; a larger one is not worth its traffic. */
const largestPictureBytes = 8 * 1024 * 1024

/** The window shows one preview; the one before it may still be asked for pictures. */
const keptPreviews = 2

export interface PreviewPorts {
  readonly ports: Pick<Ports, 'now'>
  readonly settings: () => Settings
  readonly network: Network
  readonly pageMemory: PageMemory
  readonly imageDisk: ImageDisk
  readonly extractor: Extractor
  readonly recipeBook: RecipeBook
}

/** Reads one page of a request, so that a person sees what would come before anything is saved. */
export interface Previews {
  /** `longest` bounds each list of addresses in the answer. */
  open(token: string, request: DownloadRequest, longest?: number): Promise<Preview>
  /** Ends what the token names, at work or kept; an unknown one is ignored. */
  cancel(token: string): void
  picture(token: string, index: number): Promise<{ readonly bytes: Uint8Array; readonly type: string }>
  close(): void
}

interface Kept {
  readonly asking: Asking
  readonly controller: AbortController
  readonly client: TaskClient
  images: readonly FoundImage[]
  page: string
}

export function createPreviews(tools: PreviewPorts): Previews {
  const kept = new Map<string, Kept>()

  function cancel(token: string): void {
    const preview = kept.get(token)
    if (!preview) return
    kept.delete(token)
    preview.controller.abort('cancel')
    preview.client.close()
  }

  return {
    cancel,
    async open(token, request, longest = longestPreview) {
      const parsed = parsePageRange(request.address)
      if (!parsed.ok) throw new FailureError(failure('invalid-input', `address: ${parsed.error.code}`))
      const typed = addressAt(parsed.range, 0)
      // The client alone knows the login: see `runTask`.
      const shown = parsePageRange(withoutUserinfo(request.address))
      const range = shown.ok ? shown.range : parsed.range
      const first = addressAt(range, 0)
      const recipe = chooseRecipe(tools.recipeBook, request.recipe, first)
      cancel(token)
      tools.extractor.warm()
      const client = tools.network.client({
        ...clientLimits(request, recipe),
        allowPrivate: new Set([hostAndPort(new URL(first))]),
        home: typed,
        onWait: () => {},
      })
      const asking = { recipe, request }
      const preview: Kept = { asking, controller: new AbortController(), client, images: [], page: first }
      kept.set(token, preview)
      for (const old of [...kept.keys()].slice(0, -keptPreviews)) cancel(old)

      const { signal } = preview.controller
      try {
        const fetchShown = (address: string) =>
          fetchPage({ client, pageMemory: tools.pageMemory }, pageRequest(asking, address), signal)
        const comparison =
          recipe.name === automaticRecipe
            ? await findSiteTemplate({
                range,
                fetchPage: fetchShown,
                compare: (a, b) => tools.extractor.compare(a, b, tools.settings().fallbackEncoding, signal),
              })
            : null
        const reply = await firstReply(comparison?.replies, first, fetchShown)
        const read = await readReply(tools, reply, recipe, comparison?.template ?? null, signal)
        preview.images = read.extraction.images
        preview.page = read.address
        const comparedWith = comparison?.template?.pages[1] ?? null
        return describe(tools, request, recipe, read, comparedWith, longest, parsed.range.count)
      } catch (cause) {
        // Ended on purpose: neither a fault of the program nor of the site.
        if (signal.aborted) throw new FailureError(failure('invalid-input', 'the preview was cancelled'))
        throw cause
      }
    },
    async picture(token, index) {
      const preview = kept.get(token)
      const image = preview?.images[index]
      if (!preview || image === undefined) {
        throw new FailureError(failure('invalid-input', `there is no picture ${index} of this preview`))
      }
      return fetchPicture(tools.imageDisk, preview, image)
    },
    close() {
      for (const token of kept.keys()) cancel(token)
    },
  }
}

/** The first page that was there; its failure if none was. */
async function firstReply(
  replies: ReadonlyMap<string, PromiseSettledResult<PageReply>> | undefined,
  first: string,
  fetchPage: (address: string) => Promise<PageReply>,
): Promise<PageReply> {
  if (!replies) return fetchPage(first)
  const settled = [...replies.values()]
  const there = settled.find((reply) => reply.status === 'fulfilled')
  if (there) return there.value
  throw settled.find((reply) => reply.status === 'rejected')?.reason
}

interface Read {
  readonly address: string
  readonly extraction: Extraction
}

async function readReply(
  { extractor, settings }: PreviewPorts,
  reply: PageReply,
  recipe: Recipe,
  template: SiteTemplate | null,
  signal: AbortSignal,
): Promise<Read> {
  if (reply.kind === 'image') return { address: reply.address, extraction: galleryOfOne(reply.address) }
  const page: FetchedPage = reply.page
  const context = { template, fallbackEncoding: settings().fallbackEncoding }
  return { address: page.address, extraction: await extractor.extract(page, recipe, context, signal) }
}

function galleryOfOne(address: string): Extraction {
  const title = nameFromAddress(address).stem
  const nothing = {
    id: null,
    next: null,
    moved: null,
    galleries: [],
    skipped: [],
    fields: {},
    encoding: '',
    tried: [],
  }
  return { ...nothing, title, images: [{ address, alternatives: [] }] }
}

function describe(
  { ports, settings, recipeBook }: PreviewPorts,
  request: DownloadRequest,
  recipe: Recipe,
  { address, extraction }: Read,
  comparedWith: string | null,
  longest: number,
  pages: number | null,
): Preview {
  const summary = recipeBook.list().find(({ name, error }) => name === recipe.name && error === null)
  if (!summary) throw new Error(`recipe ${recipe.name} is not in the book`)
  const { host } = new URL(address)
  const title = displayText(extraction.title) || displayText(extraction.id ?? '') || host
  const template = request.options.folderTemplate ?? recipe.folder ?? settings().folderTemplate
  const fields = {
    ...extraction.fields,
    title,
    id: extraction.id,
    host,
    page: { number: 1, of: pages ?? 0 },
    date: new Date(ports.now()),
  }
  const range = request.options.images
  const positions = range === undefined ? null : parseImageRange(range)
  const isWanted = (_: unknown, index: number) => positions === null || wantsImage(positions, index + 1)
  const images = extraction.images.filter(isWanted)
  const outside = extraction.images.filter((image, index) => !isWanted(image, index))
  const skipped: readonly SkippedAddress[] = [
    ...outside.map((image) => ({ address: image.address, reason: 'out-of-range' as const })),
    ...extraction.skipped,
  ]
  return {
    page: address,
    comparedWith,
    recipe: summary,
    encoding: extraction.encoding,
    title,
    folder: folderSegments(template, fields).join('/'),
    images: images.slice(0, longest).map((image) => image.address),
    imageCount: images.length,
    skipped: skipped.slice(0, longest),
    nextPage: extraction.next ?? extraction.moved,
    galleryCount: extraction.galleries.length,
    tried: extraction.tried,
  }
}

/** Through the same checks as every image that is saved, by way of a folder that does not outlive the call. */
async function fetchPicture(
  imageDisk: ImageDisk,
  { asking, controller, client, page }: Kept,
  { address, policy }: FoundImage,
) {
  using stop = childController(controller.signal)
  const folder = await mkdtemp(join(tmpdir(), 'galleon-preview-'))
  try {
    const saved = await saveImage(
      client,
      imageDisk,
      {
        source: {
          address,
          ...imageRequest(asking, address, { page, referer: null, policy: policy ?? null }),
          largestBytes: largestPictureBytes,
        },
        target: { folder, name: 'picture' },
        part: null,
        store: { savePart: () => {} },
        watch: {},
      },
      stop.signal,
    )
    if (saved.kind !== 'saved') throw new FailureError(failure('too-large', 'larger than a preview shows'))
    return { bytes: new Uint8Array(await readFile(join(folder, saved.file))), type: saved.type }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
