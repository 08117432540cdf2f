import type { PageObstacle } from '@shared/model/page-kind'
import { addresses, parsePageRange } from '@shared/page-range/page-range'
import { createPageReader, type PageContent } from '../../src/main/engine/crawl/crawl'
import { createEvidenceGatherer } from '../../src/main/engine/crawl/evidence/gather-evidence'
import { createSiteMemory } from '../../src/main/engine/crawl/evidence/site-memory'
import { groupingOf, sharedGallery } from '../../src/main/engine/crawl/one-gallery'
import { extract } from '../../src/main/engine/extract/extract'
import {
  defaultChoice,
  type FoundImage,
  type PageReply,
  type PageRole,
  plainContext,
  type SiteTemplate,
} from '../../src/main/engine/extract/extraction'
import { diffPages } from '../../src/main/engine/extract/judge/diff-pages'
import { automatic } from '../../src/main/engine/extract/recipes/recipe-book'
import { createRowsInMemory } from '../rows-in-memory'
import { pageAt, type Shape, writtenOrigin } from './site.mjs'

/** One folder of a result. */
export interface ReadFolder {
  readonly title: string
  readonly images: readonly string[]
  /** Of a picture that was asked for directly. */
  readonly isFile?: boolean
}

/** What reading a shape gave, all addresses as paths of its site. */
export interface ReadShape {
  /** The first page with its questions answered; null when it did not answer. */
  readonly page: PageContent | null
  /** What stands in the way of the first page: on it, or by where its address led. */
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
  /** The address answered with a picture. */
  readonly isFile: boolean
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
  const parsed = parsePageRange(`${writtenOrigin}${shape.truth.start}`)
  if (!parsed.ok) throw new Error(`${shape.name}: ${shape.truth.start} is no address`)
  const { range } = parsed
  const grouping = groupingOf(range, automatic, {})
  const starts = [...addresses(range)].map(pathOf)
  const site = createMemorySite(shape, starts)
  const known = new Set([...shape.truth.page.neighbours, ...(starts.length > 1 ? starts : [])])
  const first = await site.read(starts[0] ?? '', 'start')
  const folders: ReadFolder[] = []
  for (const start of starts) {
    const page = start === starts[0] ? first : await site.read(start, 'start')
    if (page !== null && page.obstacle === null) folders.push(...(await foldersOf(site, page, known)))
  }
  const isOne = grouping.kind === 'range' || folders.every(({ isFile }) => isFile)
  return {
    page: first?.content ?? null,
    obstacle: first?.obstacle ?? null,
    folders: (isOne ? joined(folders) : folders).filter(({ images }) => images.length > 0),
    evidence: site.evidence(),
  }
}

/** What one address of the range brings. */
async function foldersOf(
  site: MemorySite,
  page: ReadPage,
  known: ReadonlySet<string>,
): Promise<ReadFolder[]> {
  const { content } = page
  const galleries = async (paths: readonly string[], role: PageRole) => {
    const folders: ReadFolder[] = []
    for (const path of paths) {
      const gallery = await site.read(path, role)
      if (gallery !== null && gallery.obstacle === null) folders.push(await site.gallery(gallery, known))
    }
    return folders
  }
  if (content.moved !== null) return await galleries([pathOf(content.moved)], 'start')
  if (content.judgement.kind !== 'index') {
    const beside = content.galleries.map(({ address }) => pathOf(address))
    return [await site.gallery(page, known), ...(await galleries(beside, 'gallery'))]
  }
  const lists = await site.chain(page, 'list', known)
  const linked = lists.flatMap((list) => list.content.galleries.map(({ address }) => pathOf(address)))
  return await galleries(linked, 'gallery')
}

/** One folder of several, with the title of the first, or of the folder of files. */
function joined(folders: readonly ReadFolder[]): ReadFolder[] {
  const [first] = folders
  if (first === undefined) return []
  const images = [...new Set(folders.flatMap((folder) => folder.images))]
  const [file = ''] = images
  const isFolder = first.isFile && folders.length > 1
  const address = `${writtenOrigin}${file}`
  const shared = sharedGallery({ kind: 'by-page' }, { address, inRange: true, isImage: isFolder === true })
  const title = shared?.title ?? first.title
  return [{ title, images }]
}

type MemorySite = ReturnType<typeof createMemorySite>

/** The site of a shape, as a task's client would show it. */
function createMemorySite(shape: Shape, starts: readonly string[]) {
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

  const memory = createSiteMemory(createRowsInMemory(), () => 0)
  const gatherer = createEvidenceGatherer({
    memory,
    sizes: memory.sizeRules(),
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
  /** What the first, the middle and the last page of a range share. */
  function templateOf(paths: readonly string[]): SiteTemplate | null {
    const chosen = new Set([paths[0], paths[Math.floor(paths.length / 2)], paths.at(-1)])
    const pages = [...chosen].flatMap((path = '') => {
      const reply = fetchPage(`${writtenOrigin}${path}`)
      return reply?.kind === 'page' && pathOf(reply.page.address) === path ? [reply.page] : []
    })
    return pages.length < 2 ? null : diffPages(pages, plainContext.fallbackEncoding)
  }

  const readPage = createPageReader({
    recipe: automatic,
    reading: { readAs: null, choice: defaultChoice, seen: '' },
    evidence: gatherer,
    template: templateOf(starts),
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
    const finding = await readPage({ address, role, continues: role === 'next' || role === 'item' })
    if (finding.kind === 'failed') return null
    const { unwanted } = finding
    const obstacle = unwanted !== null && 'page' in unwanted ? (unwanted.page ?? null) : null
    return { path, content: finding.content, obstacle, isFile: finding.isImage }
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
      for (const { address } of await picturesOf(content)) images.add(pathOf(address))
    }
    return { title: first.content.title, images: [...images], isFile: first.isFile }
  }

  /** The pictures of a page with those behind its thumbnails, in order. */
  async function picturesOf({ items, images, own: beside = [], judgement }: PageContent) {
    const own = judgement.kind === 'gallery' || items.length === 0 ? [...images] : []
    const pictures: (readonly FoundImage[])[] = own.map((image) => [image])
    const pages = await Promise.all(items.map(({ address }) => read(pathOf(address), 'item')))
    for (const [index, { at = index }] of items.entries())
      pictures.splice(at, 0, pages[index]?.content.images ?? [])
    return [...pictures.flat(), ...beside]
  }

  return { read, chain, gallery, evidence: () => evidence }
}
