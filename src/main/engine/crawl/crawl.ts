import { automaticRecipe } from '@shared/model/automatic-recipe'
import { type Failure, FailureError } from '@shared/model/failure'
import type { Recipe } from '@shared/model/recipe'
import { nameInAddress } from '../address/address-text'
import { parallel } from '../async/parallel'
import { cutExtension } from '../disk/names/file-name'
import {
  type ExtractContext,
  type Extraction,
  type FetchedPage,
  noIdentity,
  type PageReply,
  type PageRole,
  type SiteTemplate,
} from '../extract/extraction'
import { automatic } from '../extract/recipes/recipe-book'
import type { Extractor } from '../extract/worker/extractor'
import type { EvidenceGatherer } from './evidence/gather-evidence'
import { bringsNothing, whyNotWanted } from './where-it-led'

/** What one page shows; `encoding` is null when the address answered with an image. */
export type PageContent = Omit<Extraction, 'encoding'> & { readonly encoding: string | null }

/**
 * What one page brought: its images, links, record and skipped addresses, or why it could not be read.
 */
export type Finding<P> =
  | {
      readonly kind: 'page'
      readonly page: P
      /** Address after redirects. */
      readonly address: string
      readonly content: PageContent
      /** The address answered with the image itself: a gallery of one. */
      readonly isImage: boolean
      /** The recipe found nothing on the page: it was read automatically. */
      readonly fellBack: boolean
      /** Why the page is not what was asked for: nothing of it is wanted; null: it is. */
      readonly unwanted: Failure | null
    }
  | { readonly kind: 'failed'; readonly page: P; readonly failure: Failure }

/** Decides what findings mean: rows to download, a preview, a list, a record. */
export interface Sink<P> {
  take(finding: Finding<P>): Promise<void>
  /** Call once, after the last finding. */
  end(): void
}

/** How one page is fetched and extracted. */
interface PageReaderPorts {
  readonly recipe: Recipe
  /** How a page is read, from how it was reached; `seen` is the address of the page that the user sees in a preview. */
  readonly reading: Pick<ExtractContext, 'readAs' | 'choice'> & { readonly seen: string }
  /** Asks what a page leaves open. */
  readonly evidence: EvidenceGatherer
  /** What the compared pages share; null when there was nothing to compare. */
  readonly template: SiteTemplate | null
  /** Requests that were made before, by address; each is used once. */
  readonly held: ReadonlyMap<string, Promise<PageReply>>
  readonly fetchPage: (address: string) => Promise<PageReply>
  readonly extractor: Pick<Extractor, 'extract'>
  /** WHATWG label for pages whose encoding nothing names. */
  readonly fallbackEncoding: () => string
  readonly signal: AbortSignal
}

/** A page that is to be read, and how it was reached. */
export interface PageToRead {
  readonly address: string
  readonly role: PageRole
  /** See `AskedPage`. */
  readonly continues: boolean
}

/** Reads one page. A FailureError becomes a finding; rejects with the signal's reason or a bug. */
export type ReadPage = <P extends PageToRead>(page: P) => Promise<Finding<P>>

/** Makes the reader of a task's pages: fetches a page, then extracts its content with the recipe. */
export function createPageReader(ports: PageReaderPorts): ReadPage {
  const { recipe, reading, evidence, template, fetchPage, extractor, fallbackEncoding, signal } = ports
  const held = new Map(ports.held)

  function reply(address: string): Promise<PageReply> {
    const known = held.get(address)
    held.delete(address)
    return known ?? fetchPage(address)
  }

  /** Reads with the recipe; automatically when that finds nothing on a page of which it is known that it shows something. */
  async function understand(
    page: FetchedPage,
    { role, address: asked, continues }: PageToRead,
  ): Promise<{ readonly content: Extraction; readonly fellBack: boolean }> {
    const { readAs, choice } = reading
    const isSentOn = new URL(asked).pathname !== new URL(page.address).pathname
    const base: ExtractContext = {
      readAs,
      choice,
      role,
      template,
      isSentOn,
      fallbackEncoding: fallbackEncoding(),
    }
    const read = (context: ExtractContext, by = recipe) => extractor.extract(page, by, context, signal)
    // What the user chose is the kind of the addresses of the range, not of what they lead to.
    const context = role === 'start' ? base : { ...base, readAs: null }
    const byRecipe = await read(context)
    const fellBack = recipe.name !== automaticRecipe && bringsNothing(byRecipe)
    const by = fellBack ? automatic : recipe
    const extraction = fellBack ? await read(context, by) : byRecipe
    if (fellBack && bringsNothing(extraction)) {
      const { judgement } = extraction
      // What was looked for matters only on a page with nothing in the way of it.
      const isBlocked = judgement.obstacle !== null && judgement.obstacle !== 'text'
      return { content: isBlocked ? { ...byRecipe, judgement } : byRecipe, fellBack: false }
    }
    const content = await evidence.settle({
      address: page.address,
      extraction,
      readAs: (kind) => read({ ...context, readAs: kind }, by),
      continues,
    })
    return { content: fellBack ? withRecipe(content, byRecipe) : content, fellBack }
  }

  return async (page) => {
    try {
      const answer = await reply(page.address)
      if (answer.kind === 'image') {
        const { address } = answer
        const content = galleryOfOne(address)
        return { kind: 'page', page, address, content, isImage: true, fellBack: false, unwanted: null }
      }
      const { address } = answer.page
      const read = await understand(answer.page, page)
      const { address: asked, continues } = page
      const unwanted = whyNotWanted(
        { asked, address, isSeen: asked === reading.seen, continues },
        read.content,
      )
      return { kind: 'page', page, address, isImage: false, unwanted, ...read }
    } catch (error) {
      if (error instanceof FailureError) return { kind: 'failed', page, failure: error.failure }
      throw error
    }
  }
}

/**
 * A page that was read automatically, with what the recipe found besides pictures: it knows the site's names. What it read in
 * another encoding than the page has is no text.
 */
function withRecipe(content: Extraction, { id, title, fields, encoding }: Extraction): Extraction {
  const isKnown = id !== null || Object.keys(fields).length > 0
  if (!isKnown || encoding !== content.encoding) return content
  return {
    ...content,
    id: id ?? content.id,
    title: title === '' ? content.title : title,
    fields: { ...content.fields, ...fields },
  }
}

/** The content of a page of which no more is known than this. */
export function contentOf(known: Pick<PageContent, 'title' | 'judgement' | 'images'>): PageContent {
  return {
    ...known,
    id: null,
    items: [],
    questions: [],
    identity: noIdentity,
    next: null,
    moved: null,
    galleries: [],
    skipped: [],
    fields: {},
    encoding: null,
    tried: [],
  }
}

/** The content of an address that answers with an image; the title is the name of its file. */
function galleryOfOne(address: string): PageContent {
  return contentOf({
    title: cutExtension(nameInAddress(address)).stem,
    judgement: { kind: 'picture', certain: true, reasons: [], others: [], obstacle: null },
    images: [{ address, alternatives: [] }],
  })
}

/** Where a crawl gets its pages, and how many it reads at once. */
interface CrawlPorts<P> {
  /** The next page to read, never the same page twice; null when there is none now. */
  readonly take: () => P | null
  /** Pages read at once. */
  readonly width: () => number
  readonly read: ReadPage
}

/**
 * Reads pages, several at once, and yields their findings in the order in which they are ready.
 *
 * The consumer sets the pace: no page is fetched ahead of it except those in progress. A page that fails does not stop
 * the others; an abort or a bug ends the crawl.
 */
export function crawl<P extends PageToRead>({
  take,
  width,
  read,
}: CrawlPorts<P>): AsyncGenerator<Finding<P>, void> {
  return parallel<P, Finding<P>>({ take, more: () => null, width, work: read })
}
