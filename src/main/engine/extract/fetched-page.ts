/** One HTML document as it came: the crawl decodes it, the transfer brought it. */
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
