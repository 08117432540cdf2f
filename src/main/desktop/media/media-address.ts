import { ImageId } from '@shared/model/units'

/** What a `media:` address may ask for: always a number that main looks up, never a path. */
export type MediaAddress =
  | { readonly kind: 'thumb'; readonly id: ImageId }
  | { readonly kind: 'image'; readonly id: ImageId }
  | { readonly kind: 'preview'; readonly token: string; readonly index: number }

/** A number as the page writes it: no sign, no leading zero, small enough to be exact. */
const number = /^(?:0|[1-9]\d{0,14})$/
const token = /^[a-z0-9-]{8,40}$/

/**
 * Reads `media://thumb/<imageId>`, `media://image/<imageId>` and `media://preview/<token>/<n>`; null for anything else.
 * A query is ignored: the page uses it to ask again for a picture that has changed.
 */
export function parseMediaAddress(address: string): MediaAddress | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'media:' || url.username !== '' || url.password !== '' || url.port !== '') return null
  const [empty, first, second, ...rest] = url.pathname.split('/')
  if (empty !== '' || first === undefined || rest.length > 0) return null
  if (url.host === 'preview') {
    if (second === undefined || !token.test(first) || !number.test(second)) return null
    return { kind: 'preview', token: first, index: Number(second) }
  }
  if ((url.host !== 'thumb' && url.host !== 'image') || second !== undefined || !number.test(first))
    return null
  const id = ImageId.safeParse(Number(first))
  return id.success ? { kind: url.host, id: id.data } : null
}
