import type { PageObstacle } from '@shared/model/page-kind'
import { createPageReader, type PageContent } from '../../src/main/engine/crawl/crawl'
import { createEvidenceGatherer } from '../../src/main/engine/crawl/gather-evidence'
import { whyNotWanted } from '../../src/main/engine/crawl/where-it-led'
import { extract } from '../../src/main/engine/extract/extract'
import {
  defaultChoice,
  type PageReply,
  type PageRole,
  plainContext,
} from '../../src/main/engine/extract/extraction'
import { automatic } from '../../src/main/engine/extract/recipes/recipe-book'
import { pageAt, type Shape, writtenOrigin } from './site.mjs'

/** One folder of a result. */
export interface ReadFolder {
  readonly title: string
  readonly images: readonly string[]
}

/** What reading a shape gave, all addresses as paths of its site. */
export interface ReadShape {
  /** The first page with its questions answered; null when it did not answer. */
  readonly page: PageContent | null
  /** What stands in the way of the first page, by itself or by where it led. */
  readonly obstacle: PageObstacle | null
  readonly folders: readonly ReadFolder[]
  /** Pages and pictures that were asked for as evidence. */
  readonly evidence: number
}

/** A page that was read. */
interface ReadPage {
  readonly path: string
  readonly content: PageContent
  readonly obstacle: PageObstacle | null
}

/** Most pages of a chain. */
const longestChain = 20

/** Most redirects in a row. */
const mostHops = 5

/** Path with its query of an address of the site; another site's address stays as it is. */
export function pathOf(address: string): string {
  return address.startsWith(`${writtenOrigin}/`) ? address.slice(writtenOrigin.length) : address
}

/**
 * Reads the site of a shape from memory, with the reader and the questions of a task: follows thumbnails, galleries and
 * next pages. It proves what is read, not how a task crawls.
 */
export async function readInMemory(shape: Shape): Promise<ReadShape> {
  const site = createMemorySite(shape)
  const { start, page: truth } = shape.truth
  const known = new Set(truth.neighbours)
  const first = await site.read(start, 'start')
  if (first === null) return { page: null, obstacle: null, folders: [], evidence: site.evidence() }
  const { content, obstacle } = first
  const folders: ReadFolder[] = []
  const addGallery = async (page: ReadPage | null) => {
    if (page !== null && page.obstacle === null) folders.push(await site.gallery(page, known))
  }
  if (content.moved !== null) await addGallery(await site.read(pathOf(content.moved), 'start'))
  else if (content.judgement.kind === 'index') {
    for (const list of await site.chain(first, 'list', known)) {
      for (const { address } of list.content.galleries) {
        await addGallery(await site.read(pathOf(address), 'gallery'))
      }
    }
  } else await addGallery(first)
  return {
    page: content,
    obstacle,
    folders: folders.filter(({ images }) => images.length > 0),
    evidence: site.evidence(),
  }
}

/** The site of a shape, as a task's client would show it. */
function createMemorySite(shape: Shape) {
  let evidence = 0

  function fetchPage(address: string): PageReply | null {
    let at = pathOf(address)
    for (let hop = 0; hop < mostHops; hop += 1) {
      if (shape.pictureAt(at)) return { kind: 'image', address: `${writtenOrigin}${at}` }
      const { status, type, headers, bytes } = pageAt(shape, at, writtenOrigin)
      const { location } = headers
      if (location === undefined) {
        const page = { address: `${writtenOrigin}${at}`, bytes, contentType: type }
        return status < 400 && type.startsWith('text/html') ? { kind: 'page', page } : null
      }
      at = pathOf(new URL(location, `${writtenOrigin}${at}`).href)
    }
    return null
  }

  const gatherer = createEvidenceGatherer({
    fetchPage(address) {
      evidence += 1
      return Promise.resolve(fetchPage(address))
    },
    probe(address) {
      evidence += 1
      const picture = shape.pictureAt(pathOf(address))
      const size = picture && { type: picture.type, width: picture.width, height: picture.height }
      return Promise.resolve(size)
    },
    extract: (page, role) => Promise.resolve(extract(page, automatic, { ...plainContext, role })),
  })
  const readPage = createPageReader({
    recipe: automatic,
    reading: { readAs: null, choice: defaultChoice },
    evidence: gatherer,
    template: null,
    held: new Map(),
    async fetchPage(address) {
      const reply = fetchPage(address)
      if (reply === null) throw new Error(`${shape.name}: no page at ${address}`)
      return reply
    },
    extractor: {
      extract: (page, recipe, context) => Promise.resolve(extract(page, recipe, context)),
    },
    fallbackEncoding: () => plainContext.fallbackEncoding,
    signal: new AbortController().signal,
  })

  async function read(path: string, role: PageRole): Promise<ReadPage | null> {
    const address = path.startsWith('/') ? `${writtenOrigin}${path}` : path
    if (fetchPage(address) === null) return null
    const finding = await readPage({ address, role })
    if (finding.kind === 'failed') return null
    const failure = whyNotWanted(address, finding.address, finding.content)
    const obstacle = failure !== null && 'page' in failure ? (failure.page ?? null) : null
    return { path, content: finding.content, obstacle }
  }

  /** A page and those that continue it, in order. */
  async function chain(first: ReadPage, role: PageRole, known: ReadonlySet<string>): Promise<ReadPage[]> {
    const pages = [first]
    const visited = new Set([first.path, ...known])
    for (let page = first; page.content.next !== null && pages.length < longestChain; ) {
      const next = pathOf(page.content.next)
      const following = visited.has(next) ? null : await read(next, role)
      if (following === null) break
      visited.add(next)
      pages.push(following)
      page = following
    }
    return pages
  }

  async function gallery(first: ReadPage, known: ReadonlySet<string>): Promise<ReadFolder> {
    const images = new Set<string>()
    for (const { content } of await chain(first, 'next', known)) {
      for (const { address } of content.items.length > 0 ? await itemsOf(content) : content.images) {
        images.add(pathOf(address))
      }
    }
    return { title: first.content.title, images: [...images] }
  }

  async function itemsOf({ items }: PageContent) {
    const pages = await Promise.all(items.map(({ address }) => read(pathOf(address), 'item')))
    return pages.flatMap((page) => page?.content.images ?? [])
  }

  return { read, chain, gallery, evidence: () => evidence }
}
