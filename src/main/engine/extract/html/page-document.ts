import { FailureError, failure } from '@shared/model/failure'
import * as cheerio from 'cheerio'
import { decodeHtml } from '../encoding/decode-html'
import type { FetchedPage } from '../extraction'
import { nameInlinePicture } from '../versions/inline-picture'
import { runRule } from '../worker/running-rule'
import { limitBulk } from './bulk-limit'
import { limitDepth } from './depth-limit'
import { type Element, isLive } from './dom'
import { type AddressResolver, baseOf, createResolver } from './resolve-address'
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
  select(selector: string, rule: string): Element[]
  /** The first match of a selector of our own. */
  first(selector: string): Element | undefined
}

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
  const select = (selector: string, rule: string): Element[] => {
    try {
      return runRule(rule, () => $<Element, string>(selector).toArray().slice(0, mostMatches))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new FailureError(failure('invalid-input', `${rule}: ${selector}: ${reason}`))
    }
  }
  const first = (selector: string) => select(selector, selector)[0]
  const base = baseOf(page.address, select('base[href]', 'base').find(isLive)?.attribs['href'])
  const { address, refresh = null, referrerPolicy = null } = page
  return { address, encoding, refresh, referrerPolicy, select, first, ...createResolver(base, encoding) }
}
