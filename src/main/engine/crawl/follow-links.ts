import { type Failure, failure } from '@shared/model/failure'
import { automaticRecipe } from '@shared/model/recipe'
import type { GalleryId } from '@shared/model/units'
import { matchesPattern } from '@shared/text/match-pattern'
import { inTimeSlices } from '../async/time-slice'
import type { Extraction } from '../extract/extraction'
import type { QueuedPage } from '../storage/pages/page-states'
import type { SaveSinkPorts } from './save-sink-ports'

/** A chain of next or index links ends here: a calendar without end must not become a task without end. */
const longestChain = 1000

/** A chain of pages of which none has shown anything ends here, as browsers end a chain of redirects. */
const longestEmptyChain = 20

/** Most pages that one page leads to; the others are reported as skipped. */
const mostLinks = 10_000

/** What a page leads to. */
type Links = Pick<Extraction, 'next' | 'moved' | 'galleries'> & { readonly images: readonly unknown[] }

/** The pages that the links of a page added. */
interface Followed {
  /** Pages that the task did not know. */
  readonly discovered: number
  /** The page led to another of the task, be it a known one. */
  readonly leads: boolean
  /** Why it was not followed. */
  readonly failure: Failure | null
}

/** Queues the pages that a page leads to: those in scope, not too many, not too deep. */
export async function followLinks(
  { pages, output: { storage }, task }: Pick<SaveSinkPorts, 'pages' | 'output' | 'task'>,
  page: QueuedPage,
  address: string,
  content: Links,
  galleryId: GalleryId | null,
): Promise<Followed> {
  const { recipe, id, signal } = task
  const depth = page.depth + 1
  const isEmpty = content.images.length + content.galleries.length === 0 && galleryId === null
  if (isEmpty && depth > longestEmptyChain) {
    const detail = `${longestEmptyChain} pages one after another show no picture, the last one ${address}`
    return { discovered: 0, leads: false, failure: failure('too-many-redirects', detail) }
  }
  let discovered = 0
  let leads = false
  const follow = (link: string, via: 'next' | 'index', anywhere = false) => {
    const isEnd = depth > longestChain || (via === 'index' && pages.isFull)
    if (isEnd || !(anywhere || isInScope(recipe.name, recipe.match, address, link))) {
      storage.pages.skipped.add(id, [{ address: link, reason: 'out-of-scope' }])
      return
    }
    const isNew = pages.discover({
      address: link,
      via,
      position: page.position,
      galleryId: via === 'next' ? galleryId : null,
      depth,
    })
    if (isNew) discovered++
    leads ||= isNew || !isEmpty
  }
  // a refresh is a redirect in other words: like one it may lead to another host
  if (content.moved !== null) follow(content.moved, 'next', true)
  if (content.next !== null) follow(content.next, 'next')
  const beyond = content.galleries.slice(mostLinks, 2 * mostLinks)
  for await (const links of inTimeSlices(content.galleries.slice(0, mostLinks), signal)) {
    for (const link of links) follow(link, 'index')
  }
  for await (const links of inTimeSlices(beyond, signal)) {
    storage.pages.skipped.add(
      id,
      links.map((link) => ({ address: link, reason: 'out-of-scope' })),
    )
  }
  const links = [content.moved ?? [], content.next ?? [], content.galleries].flat()
  if (leads || links.length === 0) return { discovered, leads, failure: null }
  return {
    discovered,
    leads,
    failure: failure('no-images', `leads only to other sites, or back: ${links[0]}`),
  }
}

/** Discovered pages stay on the site of the page that links to them, or where the recipe says that it can read. */
function isInScope(name: string, match: readonly string[], from: string, to: string): boolean {
  if (new URL(to).host === new URL(from).host) return true
  return name !== automaticRecipe && match.some((pattern) => matchesPattern(pattern, to))
}
