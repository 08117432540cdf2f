import { automaticRecipe } from '@shared/model/automatic-recipe'
import type { DownloadRequest } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import { longestPreview, type Preview } from '@shared/model/gallery'
import type { Recipe } from '@shared/model/recipe'
import type { Settings } from '@shared/model/settings'
import { firstAddress, type PageRange, rangeOf, withoutLogin } from '@shared/page-range/page-range'
import { hostAndPort } from '../../address/private-address'
import { createPageReader, type Finding, type PageToRead } from '../../crawl/crawl'
import { createPageEvidence } from '../../crawl/evidence/gather-evidence'
import type { SiteMemory } from '../../crawl/evidence/site-memory'
import { findSiteTemplate, type TemplatePorts, type TemplateSearch } from '../../crawl/evidence/site-template'
import { fetchPage } from '../../crawl/fetch-page'
import { withoutLogins } from '../../crawl/found-logins'
import type { PageMemory } from '../../crawl/page-memory'
import type { ImageDisk } from '../../download/image-disk'
import { choiceOf, type FoundImage } from '../../extract/extraction'
import { chooseRecipe, type RecipeBook } from '../../extract/recipes/recipe-book'
import { type Asking, pageRequest } from '../../extract/recipes/request-headers'
import type { Extractor } from '../../extract/worker/extractor'
import type { Network, TaskClient } from '../../network/network'
import type { Ports } from '../../ports/ports'
import { clientOverrides } from '../../run/open-client'
import { type PageFinding, previewContents } from './preview-contents'
import { createPreviewPictures, type PreviewPicture } from './preview-pictures'

/** A page that only leads to another one is shown by that one, but not a chain without end. */
const mostMoves = 3

/** The window shows one preview; the one before may still be asked for pictures. */
const keptPreviews = 2

/** What a preview works with; it writes no files, and no rows but what it learns of sites. */
interface PreviewPorts {
  readonly ports: Pick<Ports, 'now' | 'files'>
  readonly settings: () => Settings
  readonly network: Network
  readonly pageMemory: PageMemory
  readonly imageDisk: ImageDisk
  readonly extractor: Extractor
  readonly siteMemory: SiteMemory
  readonly recipeBook: RecipeBook
}

/** Reads one page of a request, so that the user sees the result before anything is saved. */
export interface Previews {
  /** `longest` bounds each list of addresses in the answer. */
  open(token: string, request: DownloadRequest, longest?: number): Promise<Preview>
  /** Ends what the token names, at work or kept; an unknown one is ignored. */
  cancel(token: string): void
  picture(token: string, index: number): Promise<PreviewPicture>
  close(): void
}

interface Kept {
  readonly asking: Asking
  readonly controller: AbortController
  readonly client: TaskClient
  images: readonly FoundImage[]
  page: string
}

/** Previews of requests; each may be cancelled by its id. */
export function createPreviews(tools: PreviewPorts): Previews {
  const kept = new Map<string, Kept>()
  const pictures = createPreviewPictures(tools)

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
      // The client alone knows the login: see `runTask`.
      const typed = firstAddress(rangeOf(request.address))
      const range = rangeOf(withoutLogin(request.address))
      const first = firstAddress(range)
      const recipe = chooseRecipe(tools.recipeBook, request.recipe, first)
      cancel(token)
      tools.extractor.warm()
      const client = tools.network.client({
        overrides: clientOverrides(request, recipe),
        allowPrivate: new Set([hostAndPort(new URL(first))]),
        home: typed,
        onWait: () => {},
      })
      const asking = { recipe, request }
      const preview: Kept = { asking, controller: new AbortController(), client, images: [], page: first }
      kept.set(token, preview)
      for (const old of [...kept.keys()].slice(0, -keptPreviews)) cancel(old)

      try {
        const { finding, template, missing } = await readFirstPage(tools, preview, range)
        preview.images = finding.content.images
        preview.page = finding.address
        const contents = previewContents(tools, { ...asking, range }, finding, longest)
        return { ...contents, missing, comparedWith: template?.pages[1] ?? null }
      } catch (cause) {
        // Cancelled: neither a bug of the program nor a failure of the site.
        if (preview.controller.signal.aborted)
          throw new FailureError(failure('invalid-input', 'the preview was cancelled'))
        throw cause
      }
    },
    async picture(token, index) {
      const preview = kept.get(token)
      const image = preview?.images[index]
      if (!preview || image === undefined) {
        throw new FailureError(failure('invalid-input', `there is no picture ${index} of this preview`))
      }
      return pictures.get(preview, image)
    },
    close() {
      for (const token of kept.keys()) cancel(token)
    },
  }
}

/** The first page of a range that exists. */
interface FirstPage extends Pick<Preview, 'missing'> {
  readonly finding: PageFinding
  readonly template: TemplateSearch['template']
}

/** Reads the first page of the range that exists. Throws the failure of the very first one if none does. */
async function readFirstPage(
  tools: PreviewPorts,
  { asking, client, controller: { signal } }: Kept,
  range: PageRange,
): Promise<FirstPage> {
  const fetchShown = (address: string) =>
    fetchPage({ client, pageMemory: tools.pageMemory }, pageRequest(asking, address), signal)
  const { recipe } = asking
  const { template, replies } = await templateOf(tools, { recipe, range, fetchPage: fetchShown, signal })
  const { address, missing } = await firstThere(replies, firstAddress(range))
  const choice = choiceOf(asking.request.options)
  const reading = {
    fetchPage: fetchShown,
    extractor: withoutLogins(tools.extractor, client.logins),
    fallbackEncoding: () => tools.settings().fallbackEncoding,
    signal,
  }
  const learned = { memory: tools.siteMemory, sizes: tools.siteMemory.sizeRules() }
  const read = createPageReader({
    recipe,
    reading: { readAs: asking.request.options.readAs ?? null, choice, seen: address },
    evidence: createPageEvidence({ asking, client, choice, ...learned, ...reading }),
    template,
    held: replies,
    ...reading,
  })
  let finding: Finding<PageToRead> = await read({ address, role: 'start', continues: false })
  for (let hops = 0; hops < mostMoves && movedTo(finding) !== null; hops++)
    finding = await read({ address: movedTo(finding) ?? address, role: 'next', continues: false })
  if (finding.kind === 'failed') throw new FailureError(finding.failure)
  return { finding, template, missing }
}

/** Where a page without pictures of its own leads: the task reads that page in its place. */
function movedTo(finding: Finding<PageToRead>): string | null {
  return finding.kind === 'page' && finding.unwanted === null ? finding.content.moved : null
}

/**
 * Address of the first request that was answered, and why the first page was not; the first page itself when all have failed.
 * Rejects with an abort.
 */
async function firstThere(
  replies: TemplateSearch['replies'],
  first: string,
): Promise<Pick<Preview, 'missing'> & { readonly address: string }> {
  let missing: Preview['missing'] = null
  for (const [address, reply] of replies) {
    const failed = await reply.then(
      () => null,
      (reason: unknown) => reason,
    )
    if (failed === null) return { address, missing }
    if (!(failed instanceof FailureError)) throw failed
    if (address === first) missing = { address, failure: failed.failure }
  }
  return { address: first, missing: null }
}

/** What the pages of the range share, for the automatic recipe; the replies are not fetched again. */
async function templateOf(
  { extractor, settings }: PreviewPorts,
  { recipe, range, fetchPage, signal }: TemplatePages,
): Promise<TemplateSearch> {
  if (recipe.name !== automaticRecipe) return { template: null, replies: new Map() }
  const compare: TemplatePorts['compare'] = (pages) =>
    extractor.compare(pages, settings().fallbackEncoding, signal)
  return findSiteTemplate({ range, fetchPage, compare })
}

interface TemplatePages extends Omit<TemplatePorts, 'compare'> {
  readonly recipe: Recipe
  readonly signal: AbortSignal
}
