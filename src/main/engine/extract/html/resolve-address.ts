import { encodeCharacter } from '../encoding/charset-label'

/** Turns what stands in an attribute into an absolute address. */
export interface AddressResolver {
  /** Absolute address without a fragment, as a browser resolves it; null if it is none or not http(s). */
  resolve(reference: string): string | null
  /** Whether the reference is an address, but neither http nor https. */
  isOtherScheme(reference: string): boolean
}

/** Anything longer is no address that a server answers. */
export const longestReference = 65_536

/** One character in a query: percent-encoded in the page's encoding (WHATWG URL, percent-encode after encoding). */
function encodeInQuery(character: string, encoding: string): string {
  const bytes = encodeCharacter(character, encoding)
  if (!bytes) return `%26%23${character.codePointAt(0)}%3B`
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

/** The reference with the non-ASCII characters of its query encoded as a browser does in a page of this encoding. */
function encodeQuery(reference: string, encoding: string): string {
  const query = reference.indexOf('?')
  const fragment = reference.indexOf('#')
  if (query < 0 || (fragment >= 0 && fragment < query)) return reference
  const end = fragment < 0 ? reference.length : fragment
  const encoded = reference
    .slice(query, end)
    .replaceAll(/[^\p{ASCII}]/gu, (character) => encodeInQuery(character, encoding))
  return reference.slice(0, query) + encoded
}

function parse(reference: string, base: string): URL | null {
  if (reference.length > longestReference) return null
  try {
    return new URL(reference, base)
  } catch {
    return null
  }
}

/**
 * Makes the resolver of one page.
 *
 * `encoding` is the page's own: non-ASCII characters of a query go out in it, those of a path in UTF-8 (WHATWG URL
 * §4.4). Pages in UTF-8 or UTF-16 send UTF-8.
 */
export function createResolver(base: string, encoding: string): AddressResolver {
  const isLegacy = !encoding.startsWith('utf-')
  return {
    resolve(reference) {
      const url = parse(isLegacy ? encodeQuery(reference, encoding) : reference, base)
      if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
      // Setting it serializes the whole address again, which most need not.
      if (reference.includes('#')) url.hash = ''
      return url.href
    },
    isOtherScheme(reference) {
      const url = parse(reference.slice(0, longestReference), base)
      return url !== null && url.protocol !== 'http:' && url.protocol !== 'https:'
    },
  }
}

/** Most references of one page that are remembered, and longest among them: an address of a picture is shorter. */
const mostRemembered = 400_000
const longestRemembered = 1000

/** The resolver, each reference parsed once: a picture's link is asked about by every rule that judges it. */
export function remembering({ resolve, ...rest }: AddressResolver): AddressResolver {
  const known = new Map<string, string | null>()
  return {
    ...rest,
    resolve(reference) {
      const remembered = known.get(reference)
      if (remembered !== undefined) return remembered
      const found = resolve(reference)
      if (known.size < mostRemembered && reference.length <= longestRemembered) known.set(reference, found)
      return found
    },
  }
}

/** Address against which a page's references are resolved: its first `<base href>` that is http(s), else its own. */
export function baseOf(pageAddress: string, baseHref: string | undefined): string {
  if (baseHref === undefined) return pageAddress
  return createResolver(pageAddress, 'utf-8').resolve(baseHref) ?? pageAddress
}

/** Path of an absolute http(s) address in its normal form, without parsing it again. */
export function pathOf(address: string): string {
  const start = address.indexOf('/', address.indexOf('://') + 3)
  const end = address.search(/[?#]/)
  return address.slice(start, end < 0 ? address.length : end)
}

/** Host, with its port, of an absolute http(s) address in its normal form. */
export function hostOf(address: string): string {
  const start = address.indexOf('://') + 3
  const host = address.slice(start, address.indexOf('/', start))
  return host.slice(host.lastIndexOf('@') + 1)
}
