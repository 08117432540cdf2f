import type { DownloadRequest } from '@shared/download-request'
import type { Recipe } from '@shared/recipe'

/** What decides about the fields of a request. */
export interface Asking {
  readonly recipe: Recipe
  readonly request: DownloadRequest
}

/** The recipe's fields without its Referer, which depends on the page. */
export function headersOf({ headers }: Recipe): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'referer'))
}

/** What is sent for a page: the recipe's fields, and as Referer what a retry gave it, else what the person named, if any. */
export function pageRequest(
  { recipe, request }: Asking,
  address: string,
  retryReferer: string | null = null,
) {
  const referer = retryReferer ?? request.options.referer
  return { address, headers: headersOf(recipe), ...(referer === undefined ? {} : { referer }) }
}

/** An image as far as its Referer depends on it. */
interface Shown {
  /** The page that shows it; its own address if it stands on none. */
  readonly page: string
  /** What a retry named; it counts before everything else. */
  readonly referer: string | null
}

/**
 * What is sent for an image of a page: the recipe's fields and, as Referer, that page, unless a retry, the recipe or the
 * person named another. An image that was asked for by its own address stands on no page.
 */
export function imageRequest(
  { recipe, request }: Asking,
  address: string,
  { page, referer: retried }: Shown,
) {
  const own = request.options.referer
  const template = Object.entries(recipe.headers).find(([name]) => name.toLowerCase() === 'referer')?.[1]
  const ofPage =
    template === undefined || page === address ? undefined : template.replaceAll('{page_url}', page)
  return { headers: headersOf(recipe), referer: retried ?? own ?? ofPage }
}

/**
 * The Referer that a retry names for what hotlink protection may have refused: the page that shows it; for an address
 * that stands on no page the root of its site. Null if the address has none.
 */
export function refererForRetry(address: string, page: string): string | null {
  if (page !== address) return page
  return URL.canParse(address) && /^https?:/i.test(address) ? `${new URL(address).origin}/` : null
}
