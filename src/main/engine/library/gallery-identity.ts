import { plainAddress } from '../address/plain-address'
import type { Extraction } from '../extract/extraction'
import { isMoreGeneral } from '../extract/page-address'

/** What makes a gallery the same one when it is met again. */
export interface GalleryIdentity {
  readonly key: string
  /** `key`, and those under which earlier versions recorded this gallery, in the order in which they are looked up. */
  readonly keys: readonly string[]
  readonly host: string
}

/** How a page was reached and read, as far as it decides what identifies its gallery. */
export interface IdentityRules {
  /** The recipe reads an id that identifies. The automatic recipe's id is a guess that may repeat on a site: it names only. */
  readonly hasOwnId: boolean
  /** The page is one of a range. Sites give pages of one form one canonical address, which would make them one gallery. */
  readonly inRange: boolean
}

/** The address that a page calls its own (RFC 6596); null without one that can name its gallery. */
function canonicalOf(address: string, canonical: string | null): string | null {
  if (canonical === null || new URL(canonical).host !== new URL(address).host) return null
  return isMoreGeneral(address, canonical) ? null : plainAddress(canonical)
}

/** The same address with its final slash, or without it. */
function otherSlash(address: string): string {
  const url = new URL(address)
  if (url.pathname === '/') return address
  url.pathname = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : `${url.pathname}/`
  return url.href
}

/** The key that earlier versions gave to an address: as it is written, without fragment and user name. */
function rawKey(address: string): string {
  const url = new URL(address)
  url.hash = ''
  // Who asks does not change which gallery it is; and the key is written into gallery.json.
  url.username = ''
  url.password = ''
  return url.href
}

/**
 * Identity of the gallery that a page shows: its site and the id that a recipe reads there; without one the address that
 * the page calls its own, or else its address after redirects, without what does not make it another page.
 */
export function galleryIdentity(
  address: string,
  { id, identity }: Pick<Extraction, 'id' | 'identity'>,
  { hasOwnId, inRange }: IdentityRules,
): GalleryIdentity {
  const { origin, host } = new URL(address)
  if (hasOwnId && id !== null) return { key: `${origin} ${id}`, keys: [`${origin} ${id}`], host }
  const plain = plainAddress(address)
  const key = (inRange ? null : canonicalOf(address, identity.canonical)) ?? plain
  const raw = rawKey(address)
  // Two spellings may have folders of their own from then: each keeps its own.
  const keys = new Set([raw, key, otherSlash(raw), plain, otherSlash(plain), otherSlash(key)])
  return { key, keys: [...keys], host }
}
