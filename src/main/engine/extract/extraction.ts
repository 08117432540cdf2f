import type { SkippedAddress } from '@shared/model/gallery'
import { z } from 'zod'
import type { ReferrerPolicy } from '../address/referrer-policy'

/** One HTML document as the site sent it; extraction decodes it. */
export interface FetchedPage {
  /** Address after redirects. */
  readonly address: string
  /** Body after content decoding. */
  readonly bytes: Uint8Array
  readonly contentType: string | null
  /** The `Refresh` field, which means what `<meta http-equiv=refresh>` does; absent: none. */
  readonly refresh?: string
  /** The `Referrer-Policy` fields, joined by commas; absent: none. */
  readonly referrerPolicy?: string
}

/** What an address answered: a page to read, or an image, which is a gallery of one. */
export type PageReply =
  | { readonly kind: 'page'; readonly page: FetchedPage }
  /** `address` after redirects; its body was not read. */
  | { readonly kind: 'image'; readonly address: string }

/** A picture of a page. */
export interface FoundImage {
  /** Absolute http(s) address without a fragment. */
  readonly address: string
  /** Further addresses to try when it fails, in order. */
  readonly alternatives: readonly string[]
  /** The referrer policy for it, where the page or the element that shows it names one. */
  readonly policy?: ReferrerPolicy
}

/** What one page holds, read with one recipe. */
export interface Extraction {
  /** Empty when the page has none. */
  readonly title: string
  /** The gallery's identity on its site. */
  readonly id: string | null
  /** In document order, each address once. */
  readonly images: readonly FoundImage[]
  /** Next page of the same gallery. */
  readonly next: string | null
  /** Where an immediate refresh of a page without pictures leads. */
  readonly moved: string | null
  /** Galleries that an index page links to, each once. */
  readonly galleries: readonly string[]
  /** Addresses that were seen and are not taken. */
  readonly skipped: readonly SkippedAddress[]
  /** Further things to record; a field that yields nothing is absent. */
  readonly fields: Readonly<Record<string, string>>
  /** WHATWG name of the page's encoding. */
  readonly encoding: string
  /** What was looked for, in order, when no image was found; empty otherwise. */
  readonly tried: readonly string[]
}

/** What two pages of one range have in common: not their content. Plain JSON of bounded size. */
export const SiteTemplate = z
  .object({
    /** Addresses of the compared pages. */
    pages: z.tuple([z.string(), z.string()]).readonly(),
    /** Addresses of pictures that stand on both. */
    images: z.array(z.string()).readonly(),
    /** What every title of the site begins and ends with. */
    titlePrefix: z.string(),
    titleSuffix: z.string(),
    /** Headings and titles that are the same on both: the site's name, not the gallery's. */
    headings: z.array(z.string()).readonly(),
    /** Places (see `placeOf`) all of whose pictures stand on both. */
    places: z.array(z.string()).readonly(),
  })
  .readonly()
export type SiteTemplate = z.infer<typeof SiteTemplate>

/** What is known besides the page. */
export interface ExtractContext {
  /** Of two pages of the task; only the automatic recipe uses it. */
  readonly template: SiteTemplate | null
  /** WHATWG label for pages that do not say their encoding. */
  readonly fallbackEncoding: string
}
