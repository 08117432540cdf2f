/** What makes two addresses one page, beyond what always does. */
export interface IdentityRules {
  /** Names of parameters without meaning; `*` at the end stands for any rest. */
  readonly drop: readonly string[]
  /** Whether the order of parameters has no meaning. */
  readonly sorted: boolean
}

/** Longest address of a page, in UTF-16 units: servers refuse longer ones, and each rule is matched against it. */
export const longestAddress = 8192

/** Characters that mean the same with and without percent-encoding (RFC 3986 §2.3). */
const unreserved = /^[A-Za-z0-9._~-]$/

/** Percent-encoding in one form (RFC 3986 §6.2.2): upper-case digits, and none for what needs none. */
function normalEncoding(text: string): string {
  return text.replaceAll(/%[0-9a-f]{2}/gi, (coded) => {
    const character = String.fromCharCode(Number.parseInt(coded.slice(1), 16))
    return unreserved.test(character) ? character : coded.toUpperCase()
  })
}

/** Name of a parameter as it was meant; what cannot be decoded stays as it is written. */
function nameOf(parameter: string): string {
  const [written = ''] = parameter.split('=', 1)
  try {
    return decodeURIComponent(written.replaceAll('+', ' '))
  } catch {
    return written
  }
}

function isDropped(parameter: string, { drop }: IdentityRules): boolean {
  const name = nameOf(parameter)
  return drop.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one))
}

/** Compares by UTF-16 units, as `URLSearchParams.sort` does. */
function byName(one: string, other: string): number {
  const [a, b] = [nameOf(one), nameOf(other)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** The parameters that count, as they are written, in their order. */
function parametersOf(url: URL, rules: IdentityRules): string[] {
  return url.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isDropped(parameter, rules))
}

/** An http(s) address as the URL parser gives it, without login, fragment and the dot behind a full host name. */
function plainUrl(address: string): URL | null {
  if (address.length > longestAddress || !URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  url.hash = ''
  url.username = ''
  url.password = ''
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1)
  return url
}

/**
 * The address that is fetched and kept for a page: without fragment and without the parameters that have no meaning, so
 * that it does not depend on which link was found first. Null for what is no http(s)
 * address, or a longer one than pages have.
 */
export function fetchedAddress(address: string, rules: IdentityRules): string | null {
  const url = plainUrl(address)
  if (url === null) return null
  if (rules.drop.length > 0) url.search = parametersOf(url, rules).join('&')
  return url.href
}

/**
 * The text that is equal for addresses of one page: scheme and host in lower case, no default port, no fragment, no
 * dropped parameter, one form of percent-encoding, and sorted parameters where their order has no meaning.
 *
 * Case of the path, `http` beside `https`, and `/` at the end stay different: servers may answer differently (RFC 3986
 * §6.2.2.1). Null for what is no http(s) address.
 */
export function pageIdentity(address: string, rules: IdentityRules): string | null {
  const url = plainUrl(address)
  if (url === null) return null
  const parameters = parametersOf(url, rules).map(normalEncoding)
  if (rules.sorted) parameters.sort(byName)
  const query = parameters.length === 0 ? '' : `?${parameters.join('&')}`
  return `${url.protocol}//${url.host}${normalEncoding(url.pathname)}${query}`
}
