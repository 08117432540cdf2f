/** Longest address that is taken from outside, in UTF-16 units; the same bound as a request's. */
const longestAddress = 8192

/** Addresses that one start may bring; a user drops a handful. */
const mostAddresses = 20

/** Whether a text is an absolute http or https address: the only kind that is given to the system or taken from it. */
export function isWebAddress(text: string): boolean {
  // The parser drops line breaks: what was looked at and what is asked would differ.
  if (text.length > longestAddress || /\p{Cc}/u.test(text) || !URL.canParse(text)) return false
  const { protocol } = new URL(text)
  return protocol === 'http:' || protocol === 'https:'
}

/** The scheme of links that other programs open Galleon with. */
export const linkScheme = 'galleon'

/**
 * The addresses that a link asks to add: `galleon://add?url=ADDRESS`, with the address percent-encoded; empty for every
 * other text. Any page can hold such a link, so it may only fill a form.
 */
function addressesOfLink(text: string): readonly string[] {
  if (text.length > longestAddress || !URL.canParse(text)) return []
  const link = new URL(text)
  // The parser lowers the case of hosts only where it knows the scheme
  const isAdd = link.protocol === `${linkScheme}:` && link.host.toLowerCase() === 'add'
  return isAdd ? link.searchParams.getAll('url') : []
}

/**
 * The web addresses among the arguments of a start, and those in its links, the program's own name excluded. Everything
 * else there is ignored: another program may have written it, and a file name or a switch could do harm.
 */
export function addressesIn(argv: readonly string[]): readonly string[] {
  const found: string[] = []
  for (const text of argv.slice(1)) {
    for (const address of [text, ...addressesOfLink(text)]) {
      if (found.length === mostAddresses) return found
      if (isWebAddress(address)) found.push(address)
    }
  }
  return found
}
