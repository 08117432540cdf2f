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

/** What is sent for a page: the recipe's fields, and the Referer that the person named, if any. */
export function pageRequest({ recipe, request }: Asking, address: string) {
  const { referer } = request.options
  return { address, headers: headersOf(recipe), ...(referer === undefined ? {} : { referer }) }
}

/**
 * What is sent for an image of a page: the recipe's fields and, as Referer, that page, unless the recipe says otherwise
 * or the person named another. An image that was asked for by its own address stands on no page.
 */
export function imageRequest({ recipe, request }: Asking, address: string, page: string) {
  const own = request.options.referer
  const template = Object.entries(recipe.headers).find(([name]) => name.toLowerCase() === 'referer')?.[1]
  const ofPage =
    template === undefined || page === address ? undefined : template.replaceAll('{page_url}', page)
  const referer = own ?? ofPage
  return { address, headers: headersOf(recipe), ...(referer === undefined ? {} : { referer }) }
}
