import { FailureError, failure } from '@shared/model/failure'
import * as cheerio from 'cheerio'
import { decodeHtml } from '../encoding/decode-html'
import type { FetchedPage } from '../extraction'
import { nameInlinePicture } from '../versions/inline-picture'
import { runRule } from '../worker/running-rule'
import { limitBulk } from './bulk-limit'
import { limitDepth } from './depth-limit'
import { type Element, foldBlanks, isLive, textOf } from './dom'
import { indexElements, namesIn, presenceTest } from './element-index'
import { type AddressResolver, baseOf, createResolver, remembering } from './resolve-address'
import { createSlimTree } from './slim-tree'

/** A page read and parsed. */
export interface PageDocument extends AddressResolver {
  readonly address: string
  /** WHATWG name. */
  readonly encoding: string
  /** The reply's `Refresh` field. */
  readonly refresh: string | null
  /** The reply's `Referrer-Policy` field. */
  readonly referrerPolicy: string | null
  /** All matches in document order. Throws FailureError `invalid-input`, naming `rule`, for what is no selector. */
  select(selector: string, rule: string): readonly Element[]
  /** The elements that a test of our own holds for, in document order, as many as of a selector. */
  elements(isWanted: (element: Element) => boolean): readonly Element[]
  /** What stands in a link or a heading, blanks folded, at most its first 300 UTF-16 units; each is read once. */
  labelOf(element: Element): string
  /** The first match of a selector of our own. */
  first(selector: string): Element | undefined
}

/** Longest label, in UTF-16 units: beyond it is a text and no name. */
const longestLabel = 300

/** Most matches of one selector that are looked at: more pictures than any page shows. */
const mostMatches = 200_000

/**
 * Reads a page: decodes, bounds its nesting, parses it as a browser without scripts does, so that what stands in
 * `<noscript>` is part of the tree.
 *
 * Throws FailureError `too-large` for a page of more elements than a tree can hold.
 */
export function openPage(page: FetchedPage, pin: string, fallbackEncoding: string): PageDocument {
  const { text, encoding } = decodeHtml(page.bytes, {
    contentType: page.contentType,
    pin,
    fallback: fallbackEncoding,
  })
  const $ = cheerio.load(limitDepth(limitBulk(text, nameInlinePicture)), {
    scriptingEnabled: false,
    treeAdapter: createSlimTree(),
  })
  const index = indexElements($.root().toArray())
  const match = (selector: string): Element[] => {
    const names = namesIn(selector)
    if (names === null) return $<Element, string>(selector).toArray()
    const named = index.named(names)
    if (named.length === 0) return []
    const isThere = presenceTest(selector)
    return isThere
      ? named.filter(isThere)
      : $([...named])
          .filter(selector)
          .toArray()
  }
  const selected = new Map<string, readonly Element[]>()
  const select = (selector: string, rule: string): readonly Element[] => {
    const known = selected.get(selector)
    if (known) return known
    try {
      const found = runRule(rule, () => match(selector).slice(0, mostMatches))
      selected.set(selector, found)
      return found
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new FailureError(failure('invalid-input', `${rule}: ${selector}: ${reason}`))
    }
  }
  const elements = (isWanted: (element: Element) => boolean) =>
    index.all.filter(isWanted).slice(0, mostMatches)
  const labels = new Map<Element, string>()
  const labelOf = (element: Element) => {
    const known = labels.get(element)
    if (known !== undefined) return known
    const label = foldBlanks(textOf(element)).slice(0, longestLabel)
    labels.set(element, label)
    return label
  }
  const first = (selector: string) => select(selector, selector)[0]
  const base = baseOf(page.address, select('base[href]', 'base').find(isLive)?.attribs['href'])
  const { address, refresh = null, referrerPolicy = null } = page
  const resolver = remembering(createResolver(base, encoding))
  return { address, encoding, refresh, referrerPolicy, select, elements, labelOf, first, ...resolver }
}
