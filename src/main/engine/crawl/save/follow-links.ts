import { automaticRecipe } from '@shared/model/automatic-recipe'
import { type Failure, failure } from '@shared/model/failure'
import type { Shortfalls } from '@shared/model/page-kind'
import type { GalleryId } from '@shared/model/units'
import { hasFormOf, isInRange, type PageRange } from '@shared/page-range/page-range'
import { matchesPattern } from '@shared/text/match-pattern'
import { inTimeSlices } from '../../async/time-slice'
import type { Extraction, LinkedPage } from '../../extract/extraction'
import type { QueuedPage } from '../../storage/pages/page-states'
import type { SaveSinkPorts } from './save-sink-ports'

/**
 * A chain of next or index links ends here, also of a user who wants all pages: a site that makes up pages must not make a
 * task without end. Before that the task stops at the most pages that it follows without a question.
 */
const longestChain = 100_000

/** A chain of pages of which none has shown anything ends here, as browsers end a chain of redirects. */
const longestEmptyChain = 20

/** Most pages that one page leads to; the others are reported as skipped. */
const mostLinks = 10_000

/** What a page leads to. */
type Links = Pick<Extraction, 'next' | 'moved' | 'items' | 'galleries' | 'judgement'> & {
  readonly images: readonly unknown[]
}

/** The pages that the links of a page added. */
interface Followed {
  /** Pages that the task did not know. */
  readonly discovered: number
  /** The page led to another of the task, be it a known one. */
  readonly leads: boolean
  /** What was not followed, and why not. */
  readonly shortfalls: Shortfalls
  /** Why nothing was followed. */
  readonly failure: Failure | null
}

/** The page whose links are followed. */
export interface LinkingPage {
  readonly page: QueuedPage
  /** Address after redirects. */
  readonly address: string
  /** The gallery that it belongs to; null: none. */
  readonly galleryId: GalleryId | null
  /** The highest number of a picture in that gallery before the page was saved. */
  readonly base: number
}

/** How a followed page was reached. */
type Reached = Pick<QueuedPage, 'via' | 'galleryId' | 'item' | 'thumbnail'>

/** Where the links of one page go, counted. */
class LinkQueue {
  discovered = 0
  leads = false
  readonly missed: Partial<Record<keyof Shortfalls, number>> = {}
  readonly #ports: Pick<SaveSinkPorts, 'pages' | 'output' | 'task'>
  readonly #from: LinkingPage
  readonly #isEmpty: boolean

  constructor(ports: Pick<SaveSinkPorts, 'pages' | 'output' | 'task'>, from: LinkingPage, isEmpty: boolean) {
    this.#ports = ports
    this.#from = from
    this.#isEmpty = isEmpty
  }

  miss(kind: keyof Shortfalls, count: number): void {
    if (count > 0) this.missed[kind] = (this.missed[kind] ?? 0) + count
  }

  skip(addresses: readonly string[]): void {
    const { output, task } = this.#ports
    const rows = addresses.map((address) => ({ address, reason: 'out-of-scope' as const }))
    output.storage.pages.skipped.add(task.id, rows)
  }

  follow(link: string, as: Reached, anywhere = false): void {
    const { pages, task } = this.#ports
    const { page, address } = this.#from
    const depth = page.depth + 1
    const isLinked = as.via === 'index' || as.via === 'item'
    const isEnd = depth > longestChain || (isLinked && pages.isFull)
    const inScope = anywhere || isInScope(task.recipe.name, task.recipe.match, address, link)
    if (isEnd || !inScope) {
      if (isEnd && inScope) this.miss('limited', 1)
      this.skip([link])
      return
    }
    const became = pages.discover({ address: link, position: page.position, depth, ...as })
    if (became === 'queued') this.discovered++
    if (became === 'held') this.miss('limited', 1)
    this.leads ||= became !== 'known' || !this.#isEmpty
  }

  async followEach(
    links: readonly LinkedPage[],
    as: (link: LinkedPage, index: number) => Reached,
  ): Promise<void> {
    const { signal } = this.#ports.task
    let index = 0
    for await (const part of inTimeSlices(links.slice(0, mostLinks), signal)) {
      for (const link of part) this.follow(link.address, as(link, index++))
    }
    const beyond = links.slice(mostLinks, 2 * mostLinks)
    this.miss('limited', links.length - Math.min(links.length, mostLinks))
    for await (const part of inTimeSlices(beyond, signal)) this.skip(part.map(({ address }) => address))
  }
}

/**
 * Queues the pages that a page leads to: those in scope, not too many, not too deep.
 *
 * Thumbnails lead to the pages of their pictures, whose numbers in the gallery follow the album's order; an index leads to
 * galleries, one level deep unless a recipe says what they are.
 */
export async function followLinks(
  ports: Pick<SaveSinkPorts, 'pages' | 'output' | 'task'>,
  from: LinkingPage,
  content: Links,
): Promise<Followed> {
  const { page, address, galleryId } = from
  const { request, recipe, range } = ports.task
  const next = nextOutside(range, recipe.name, content.next)
  const linked = content.images.length + content.items.length + content.galleries.length
  const isEmpty = linked === 0 && galleryId === null
  if (isEmpty && page.depth + 1 > longestEmptyChain) {
    const detail = `${longestEmptyChain} pages one after another show no picture, the last one ${address}`
    return { discovered: 0, leads: false, shortfalls: {}, failure: failure('too-many-redirects', detail) }
  }
  const queue = new LinkQueue(ports, from, isEmpty)
  const follows = request.options.follow !== false
  const isList = page.via === 'list' || content.judgement.kind === 'index'
  // A refresh is a redirect in other words: like one it may lead to another host
  if (content.moved !== null) queue.follow(content.moved, { via: 'next', galleryId }, true)
  if (next !== null) {
    if (follows) queue.follow(next, isList ? { via: 'list', galleryId: null } : { via: 'next', galleryId })
    else queue.miss('more-pages', 1)
  }
  if (follows && galleryId !== null && content.items.length > 0) {
    const { base } = from
    const { mostImages = Infinity } = request.options
    const numbers = content.items.map(({ at }, index) => base + (at ?? index) + 1)
    const items = content.items.filter((_, index) => (numbers[index] ?? 0) <= mostImages)
    queue.miss('limited', content.items.length - items.length)
    // The page of a picture may lead to one with the larger version, which keeps its place
    await queue.followEach(items, ({ thumbnail }, index) => {
      const small = page.thumbnail ?? thumbnail?.address
      return {
        via: 'item',
        galleryId,
        item: page.item ?? numbers[index] ?? base + 1,
        ...(small === undefined ? {} : { thumbnail: small }),
      }
    })
  }
  const isDeeper = page.via === 'index' && recipe.name === automaticRecipe
  if (follows && !isDeeper)
    await queue.followEach(content.galleries, () => ({ via: 'index', galleryId: null }))
  else if (content.galleries.length > 0) {
    queue.miss('galleries', content.galleries.length)
    queue.leads = true
  }
  const links = [content.moved, next, ...content.galleries.slice(0, 1).map((one) => one.address)]
  const first = links.find((link) => link !== null)
  const { discovered, leads, missed: shortfalls } = queue
  if (leads || first === undefined) return { discovered, leads, shortfalls, failure: null }
  const reason = failure('no-images', `leads only to other sites, or back: ${first}`)
  return { discovered, leads, shortfalls, failure: reason }
}

/**
 * The next page, unless the range leads to it: its own pages come anyway, each a gallery of its own, and those beyond its
 * ends were not asked for. A recipe says itself how far its chain goes.
 */
function nextOutside(range: PageRange, recipe: string, next: string | null): string | null {
  if (next === null || range.count === 1) return next
  if (isInRange(range, next)) return null
  return recipe === automaticRecipe && hasFormOf(range, next) ? null : next
}

/** Discovered pages stay on the site of the page that links to them, or where the recipe says that it can read. */
function isInScope(name: string, match: readonly string[], from: string, to: string): boolean {
  if (new URL(to).host === new URL(from).host) return true
  return name !== automaticRecipe && match.some((pattern) => matchesPattern(pattern, to))
}
