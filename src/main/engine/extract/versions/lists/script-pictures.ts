import type { FoundImage } from '../../extraction'
import { type Element, isText } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { listsOfPictures } from './literal-pictures'
import { type Literal, literalsIn } from './script-literal'

/** A list of pictures that stands as data in a page. */
export interface PictureList {
  /** In the order of the list, each once. */
  readonly images: readonly FoundImage[]
  /** Where it stands: in a script, in JSON-LD of a gallery or a picture, in an attribute. */
  readonly source: 'script' | 'json-ld' | 'attribute'
}

/** Most text of scripts, in UTF-16 units, and most lists that are read: beyond them a page is a program. */
const mostText = 8 * 1024 * 1024
const mostLists = 200

/** Types of schema.org whose pictures are the page's own. */
const ownTypes = new Set(['ImageGallery', 'MediaGallery', 'CollectionPage', 'ImageObject'])

function textOfScript(script: Element): string {
  return script.children.map((child) => (isText(child) ? child.data : '')).join('')
}

/** Text inside `JSON.parse("…")`, and strings that are JSON: literals of literals. */
const nested = /JSON\.parse\(\s*("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')/g

/** An entry of a list that a script fills line by line: `pages.push("…")`, `pages[3] = "…"`. */
const filled =
  /(?<![\w$.])([\w$]{1,60}(?:\.[\w$]{1,60})?)(?:\.push\(|\[\s*\d{1,5}\s*\]\s*=)\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/g

/** Lists that are filled line by line, by the names of their variables. */
function filledLists(text: string): Literal[] {
  const lists = new Map<string, Literal[]>()
  for (const [, name = '', string = ''] of text.matchAll(filled)) {
    const [entry] = literalsIn(`[${string}]`)
    const known = lists.get(name)
    if (known) known.push(...(Array.isArray(entry) ? entry : []))
    else lists.set(name, Array.isArray(entry) ? [...entry] : [])
  }
  return [...lists.values()]
}

function literalsOfScript(text: string): Literal[] {
  const inside = [...text.matchAll(nested)].flatMap(([, string = '']) => {
    const [held] = literalsIn(`[${string}]`)
    const [json] = Array.isArray(held) ? held : []
    return typeof json === 'string' ? literalsIn(json) : []
  })
  return [...inside, ...literalsIn(text), ...filledLists(text)]
}

/** Objects of JSON-LD that are galleries or pictures. */
function ownNodes(value: Literal): Literal[] {
  const found: Literal[] = []
  const waiting: Literal[] = [value]
  for (let steps = 0; waiting.length > 0 && steps < 20_000; steps += 1) {
    const next = waiting.pop()
    if (Array.isArray(next)) waiting.push(...next.slice(0, 20_000).toReversed())
    if (!(next instanceof Map)) continue
    const type = next.get('@type')
    const types = Array.isArray(type) ? type : [type]
    if (types.some((one) => typeof one === 'string' && ownTypes.has(one))) found.push(next)
    else waiting.push(...[...next.values()].toReversed())
  }
  return found
}

/** The pictures of JSON-LD: lists of a gallery, and single objects each as an entry of one list. */
function listsOfLinkedData(value: Literal, page: PageDocument): FoundImage[][] {
  const resolve = (reference: string) => page.resolve(reference)
  return ownNodes(value).flatMap((node) => {
    const lists = listsOfPictures(node, resolve)
    // a picture of its own: a list of one, made of it and of what repeats it
    return lists.length > 0 ? lists : listsOfPictures([node, node], resolve, 1)
  })
}

/** Lists of pictures in the scripts of a page, in order. Nothing is run. */
function listsOfScripts(page: PageDocument): PictureList[] {
  let left = mostText
  return page.select('script:not([src])', 'scripts').flatMap((script): PictureList[] => {
    const text = textOfScript(script).slice(0, left)
    left -= text.length
    if (!/[[{]|\bArray\s*\(|\.push\(/.test(text)) return []
    const literals = literalsOfScript(text)
    if (/ld\+json/i.test(script.attribs['type'] ?? '')) {
      const lists = literals.flatMap((one) => listsOfLinkedData(one, page))
      return lists.map((images) => ({ images, source: 'json-ld' }))
    }
    const lists = literals.flatMap((one) => listsOfPictures(one, (reference) => page.resolve(reference)))
    return lists.map((images) => ({ images, source: 'script' }))
  })
}

/** Attributes that hold a list as JSON: those of components and light boxes. */
function listsOfAttributes(page: PageDocument): PictureList[] {
  let left = mostText
  return page
    .select(
      '[data-images], [data-photos], [data-gallery], [data-items], [data-pictures], [data-slides], [data-pswp], [data-pswp-items], [data-dynamic-el], [data-json], [data-props], [data-state], [data-page], [data-options], [data-settings], [data-config], [data-product_variations]',
      'attributes',
    )
    .flatMap((element): PictureList[] =>
      Object.values(element.attribs).flatMap((value): PictureList[] => {
        if (left <= 0 || !/^\s*[[{]/.test(value.slice(0, 100))) return []
        left -= value.length
        const lists = literalsIn(value).flatMap((one) =>
          listsOfPictures(one, (reference) => page.resolve(reference)),
        )
        return lists.map((images) => ({ images, source: 'attribute' }))
      }),
    )
}

/**
 * Lists of pictures that stand as data in a page: in scripts (JSON and plain literals), JSON-LD, attributes. In order, each once,
 * at most `mostLists`. Bounded in time by the length of the page.
 */
export function findPictureLists(page: PageDocument): readonly PictureList[] {
  const lists = new Map<string, PictureList>()
  for (const list of [...listsOfScripts(page), ...listsOfAttributes(page)]) {
    const key = JSON.stringify([list.images.length, list.images[0]?.address, list.images.at(-1)?.address])
    if (lists.size < mostLists && !lists.has(key)) lists.set(key, list)
  }
  return [...lists.values()]
}

/** Lists whose pictures announce less than this on their longer side are of thumbnails. */
const leastSide = 250

function isSmall({ width, height }: FoundImage): boolean {
  const side = Math.max(width ?? 0, height ?? 0)
  return side > 0 && side < leastSide
}

/**
 * The list that makes a page which shows no pictures: the longest one, without thumbnails; of two of the same pictures
 * the one that knows more. Null if there is none.
 */
export function mainPictureList(lists: readonly PictureList[]): PictureList | null {
  const weightOf = ({ images, source }: PictureList) =>
    images.filter((one) => !isSmall(one)).length + (source === 'json-ld' ? 0.5 : 0)
  let best: PictureList | null = null
  for (const list of lists) {
    const weight = weightOf(list)
    if (weight >= 1 && (best === null || weight > weightOf(best))) best = list
  }
  return best
}
