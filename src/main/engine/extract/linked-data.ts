import { plainAddress } from '../address/plain-address'
import { isText } from './html/dom'
import type { PageDocument } from './html/page-document'
import { type Literal, literalsIn } from './versions/lists/script-literal'

/** What the JSON-LD of a page calls things (schema.org); each empty without. */
export interface LinkedNames {
  /** The page, or the one thing that it is about. */
  readonly page: string
  /** The last step of its breadcrumbs. */
  readonly crumb: string
  /** The steps before that, the site, and who publishes it. */
  readonly above: readonly string[]
}

/** Most text that is read, in UTF-16 units, most objects, and longest name. */
const mostText = 500_000
const mostObjects = 2000
const longestName = 300

/** Types whose name is that of the page, best first. */
const pageTypes = [
  /^(?:ImageGallery|MediaGallery|CollectionPage|ComicIssue|Chapter|Photograph|ImageObject|VisualArtwork|Painting)$/,
  /Article$|Posting$|^(?:Product|CreativeWork|ItemPage|Recipe|Event)$/,
]
const siteTypes = /^(?:WebSite|Organization|NewsMediaOrganization|Corporation|Blog)$/

type Thing = ReadonlyMap<string, Literal>

function textIn(thing: Thing, key: string): string {
  const value = thing.get(key)
  return typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim().slice(0, longestName) : ''
}

const nameOf = (thing: Thing) => textIn(thing, 'name') || textIn(thing, 'headline')

function typesOf(thing: Thing): string[] {
  const type = thing.get('@type')
  return (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string')
}

/** Objects of all JSON-LD of a page with how deep they stand: those of a list or a graph count as outermost. */
function thingsOf(page: PageDocument): { readonly thing: Thing; readonly depth: number }[] {
  const scripts = page.select('script[type="application/ld+json" i]', 'linked data').slice(0, 20)
  const text = (script: (typeof scripts)[number]) =>
    script.children.map((child) => (isText(child) ? child.data : '')).join('')
  const found: { thing: Thing; depth: number }[] = []
  const waiting = scripts.flatMap((script) =>
    literalsIn(text(script).slice(0, mostText)).map((value) => ({ value, depth: 0 })),
  )
  for (let steps = 0; waiting.length > 0 && steps < mostObjects; steps += 1) {
    const next = waiting.shift()
    if (!next) break
    const { value, depth } = next
    if (Array.isArray(value)) waiting.push(...value.slice(0, 200).map((one) => ({ value: one, depth })))
    if (!(value instanceof Map)) continue
    if (value.has('@type')) found.push({ thing: value, depth })
    for (const [key, inner] of value) {
      const isList = key === '@graph'
      if (inner instanceof Map || Array.isArray(inner))
        waiting.push({ value: inner, depth: isList ? depth : depth + 1 })
    }
  }
  return found
}

/** The steps of breadcrumbs, outermost first; `isPage`: the step is the page itself, or says not what it leads to. */
function crumbsOf(thing: Thing, page: PageDocument): { readonly name: string; readonly isPage: boolean }[] {
  const self = plainAddress(page.address)
  const list = thing.get('itemListElement')
  return (Array.isArray(list) ? list : []).flatMap((step) => {
    if (!(step instanceof Map)) return []
    const item = step.get('item')
    const inside = item instanceof Map ? item : null
    const reference = inside?.get('@id') ?? inside?.get('url') ?? item
    const address = typeof reference === 'string' ? page.resolve(reference) : null
    const name = nameOf(step) || (inside ? nameOf(inside) : '')
    return [{ name, isPage: address === null || plainAddress(address) === self }]
  })
}

/** Reads what the JSON-LD of a page calls it and the site. */
export function linkedNamesOf(page: PageDocument): LinkedNames {
  const things = thingsOf(page)
  const outer = things.filter(({ depth }) => depth === 0)
  const named = pageTypes.flatMap((types) => {
    const fitting = outer.filter(({ thing }) => typesOf(thing).some((type) => types.test(type)))
    const names = new Set(fitting.map(({ thing }) => nameOf(thing)).filter((name) => name !== ''))
    // of several things none is what the page is about
    return names.size === 1 ? [...names] : []
  })
  const crumbs = things.flatMap(({ thing }) =>
    typesOf(thing).includes('BreadcrumbList') ? [crumbsOf(thing, page)] : [],
  )[0]
  const sites = things.flatMap(({ thing }) =>
    typesOf(thing).some((type) => siteTypes.test(type)) ? nameOf(thing) || [] : [],
  )
  const last = crumbs?.at(-1)
  // sites leave the page itself out of the steps: the last one is then what it is in
  const above = (last?.isPage ? crumbs?.slice(0, -1) : crumbs) ?? []
  return {
    page: named[0] ?? '',
    crumb: last?.isPage ? last.name : '',
    above: [...above.map(({ name }) => name), ...sites],
  }
}
