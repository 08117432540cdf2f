import type { DownloadRequest, TaskOptions } from '@shared/model/download-request'
import type { Recipe } from '@shared/model/recipe'
import { splitLogin } from '../../address/address-text'
import { defaultReferrerPolicy, type Referer, type ReferrerPolicy } from '../../address/referrer-policy'

/** In a recipe's `Referer`: the page that shows the image. */
const pagePlaceholder = '{page_url}'

/** What decides about the fields of a request. */
export interface Asking {
  readonly recipe: Recipe
  readonly request: DownloadRequest
}

/** The fields of the recipe without its Referer, which depends on the page, and those of the user, which count before them. */
function headersOf({ recipe, request }: Asking): Record<string, string> {
  const fields = Object.entries(recipe.headers).filter(([name]) => name.toLowerCase() !== 'referer')
  const { headers, userAgent } = request.options
  const own = { ...(userAgent === undefined ? {} : { 'User-Agent': userAgent }), ...headers }
  // HTTP carries bytes, which undici takes as Latin-1: as curl does, the bytes are those of UTF-8.
  for (const [name, value] of Object.entries(own))
    fields.push([name, Buffer.from(value.trim(), 'utf8').toString('latin1')])
  return Object.fromEntries(fields.map(([name, value]) => [name.toLowerCase(), value]))
}

/**
 * What is sent for a page: the recipe's fields, and the Referer that a retry or the user named. A page whose Referer is
 * to be an origin has its own.
 */
export function pageRequest(
  asking: Asking,
  address: string,
  retryReferer: string | null = null,
): { readonly address: string; readonly headers: Record<string, string>; readonly referer?: Referer } {
  const referer = namedReferer(asking.request.options.referer, retryReferer, address)
  return { address, headers: headersOf(asking), ...(referer ? { referer } : {}) }
}

/** The Referer that a retry or the options ask for; null: none at all; undefined: they do not say. */
function namedReferer(
  option: TaskOptions['referer'],
  retried: string | null,
  page: string,
): Referer | null | undefined {
  if (retried !== null) return { address: retried, rule: 'full' }
  if (option === 'none') return null
  if (option === 'origin') return { address: page, rule: 'origin' }
  return option === undefined ? undefined : { address: option, rule: 'named' }
}

/** An image as far as its Referer depends on it. */
interface Shown {
  /** The page that shows it; its own address if it stands on none. */
  readonly page: string
  /** What a retry named. */
  readonly referer: string | null
  /** What the page says of it; null: nothing. */
  readonly policy: ReferrerPolicy | null
}

/**
 * What is sent for an image of a page: the recipe's fields and a Referer. A page that says `no-referrer` is
 * obeyed; else a retry, the options and the recipe are asked in this order. An image that was asked for by its own
 * address stands on no page.
 */
export function imageRequest(
  asking: Asking,
  address: string,
  { page, referer: retried, policy }: Shown,
): { readonly headers: Record<string, string>; readonly referer: Referer | undefined } {
  const { recipe, request } = asking
  const headers = headersOf(asking)
  if (policy === 'no-referrer') return { headers, referer: { address: page, rule: policy } }
  const named = namedReferer(request.options.referer, retried, page)
  if (named !== undefined) return { headers, referer: named ?? undefined }
  return { headers, referer: page === address ? undefined : recipeReferer(recipe, page, policy) }
}

/** The Referer of an image by the recipe: its field `referer`, else its header, in which the page follows its policy. */
function recipeReferer(
  { referer, headers }: Recipe,
  page: string,
  policy: ReferrerPolicy | null,
): Referer | undefined {
  if (referer === 'none') return undefined
  if (referer !== undefined) return { address: page, rule: referer === 'page' ? 'full' : 'origin' }
  const template = Object.entries(headers).find(([name]) => name.toLowerCase() === 'referer')?.[1]
  if (template === undefined) return undefined
  if (!template.includes(pagePlaceholder)) return { address: template, rule: 'full' }
  return { address: template.replaceAll(pagePlaceholder, page), rule: policy ?? defaultReferrerPolicy }
}

/**
 * The Referer that a retry names for what hotlink protection may have refused: the page that shows it; for an address
 * that stands on no page the root of its site. Null if the address has none.
 */
export function refererForRetry(address: string, page: string): string | null {
  if (page !== address) return splitLogin(page).address
  return URL.canParse(address) && /^https?:/i.test(address) ? `${new URL(address).origin}/` : null
}
