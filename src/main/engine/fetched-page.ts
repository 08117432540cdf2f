/** One HTML document as it came: the crawl decodes it, the transfer brought it. */
export interface FetchedPage {
  /** Address after redirects. */
  readonly address: string
  /** Body after content decoding. */
  readonly bytes: Uint8Array
  readonly contentType: string | null
}
