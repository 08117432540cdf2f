import { extract } from '../../src/main/engine/extract/extract'
import {
  type Answer,
  type Extraction,
  type PageRole,
  type ProbedPicture,
  plainContext,
  type Question,
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
  /** The first page with its questions answered; null when no page answered. */
  readonly page: Extraction | null
  readonly folders: readonly ReadFolder[]
  readonly pagesRead: number
  readonly questionsAsked: number
}

/** Most pages and pictures that are asked for evidence on one page. */
const budget = { page: 3, sizes: 8 }

/** Most pages of a chain. */
const longestChain = 20

/** Path with its query of an address of the site; another site's address stays as it is. */
export function pathOf(address: string): string {
  return address.startsWith(`${writtenOrigin}/`) ? address.slice(writtenOrigin.length) : address
}

/**
 * Reads the site of a shape as a task does, from memory: asks what the pages ask, follows thumbnails, galleries and next
 * pages. It proves what is read, not how a task crawls.
 */
export function readInMemory(shape: Shape): ReadShape {
  const reader = createReader(shape)
  const first = reader.read(shape.truth.start, 'start')
  if (first === null) return { page: null, folders: [], ...reader.counts() }
  const known = new Set(shape.truth.page.neighbours)
  const folders: ReadFolder[] = []
  if (first.judgement.kind === 'index') {
    for (const list of reader.chain(shape.truth.start, first, 'list', known)) {
      for (const { address } of list.galleries) {
        const page = reader.read(pathOf(address), 'gallery')
        if (page) folders.push(reader.gallery(pathOf(address), page, known))
      }
    }
  } else if (first.moved !== null) {
    const path = pathOf(first.moved)
    const page = reader.read(path, 'start')
    if (page) folders.push(reader.gallery(path, page, known))
  } else if (first.judgement.kind !== 'other' && first.judgement.kind !== 'text') {
    folders.push(reader.gallery(shape.truth.start, first, known))
  }
  return { page: first, folders: folders.filter(({ images }) => images.length > 0), ...reader.counts() }
}

function createReader(shape: Shape) {
  let pagesRead = 0
  let questionsAsked = 0

  function extraction(path: string, role: PageRole): Extraction | null {
    let at = path
    for (let hop = 0; hop < 5; hop += 1) {
      const { status, type, headers, bytes } = pageAt(shape, at, writtenOrigin)
      const { location } = headers
      if (location !== undefined) {
        at = pathOf(new URL(location, `${writtenOrigin}${at}`).href)
        continue
      }
      if (status >= 400) return null
      const page = { address: `${writtenOrigin}${at}`, bytes, contentType: type }
      return extract(page, automatic, { ...plainContext, role })
    }
    return null
  }

  function probe(address: string): ProbedPicture | null {
    const picture = shape.pictureAt(pathOf(address))
    return picture && { type: picture.type, width: picture.width, height: picture.height }
  }

  function answer(question: Question): Answer {
    questionsAsked += 1
    if (question.kind === 'page') {
      const { address } = question
      const found = probe(address) ? 'file' : extraction(pathOf(address), 'start')
      return { kind: 'page', address, found }
    }
    const { shown, larger, rule } = question
    const sizes = Object.fromEntries(
      [shown, ...larger].flatMap((address) => {
        const size = probe(address)
        return size ? [[address, size] as const] : []
      }),
    )
    return { kind: 'sizes', shown, rule, sizes }
  }

  function read(path: string, role: PageRole): Extraction | null {
    const page = extraction(path, role)
    pagesRead += 1
    if (page === null || page.questions.length === 0) return page
    const left = { ...budget }
    const asked = page.questions.filter(({ kind }) => (left[kind] -= 1) >= 0)
    return settle(page, asked.map(answer))
  }

  /** A page and those that continue it, in order. */
  function* chain(path: string, first: Extraction, role: PageRole, known: ReadonlySet<string>) {
    const visited = new Set([path])
    yield first
    for (let page = first; page.next !== null && visited.size < longestChain; ) {
      const next = pathOf(page.next)
      if (visited.has(next) || known.has(next)) return
      visited.add(next)
      const following = read(next, role)
      if (following === null) return
      yield following
      page = following
    }
  }

  function gallery(path: string, first: Extraction, known: ReadonlySet<string>): ReadFolder {
    const images = new Set<string>()
    for (const page of chain(path, first, 'next', known)) {
      const isFollowed = page.judgement.kind === 'thumbnails' && page.items.length > 0
      const found = isFollowed
        ? page.items.flatMap(({ address }) => read(pathOf(address), 'item')?.images ?? [])
        : page.images
      for (const { address } of found) images.add(pathOf(address))
    }
    return { title: first.title, images: [...images] }
  }

  return { read, chain, gallery, counts: () => ({ pagesRead, questionsAsked }) }
}

/** Until the judgement settles its questions. */
function settle(page: Extraction, _answers: readonly Answer[]): Extraction {
  return page
}
