/** Longest address that is taken from outside, in UTF-16 units; the same bound as a request's. */
const longestAddress = 8192

/** Whether a text is an absolute http or https address: the only kind that is given to the system or taken from it. */
export function isWebAddress(text: string): boolean {
  if (text.length > longestAddress || !URL.canParse(text)) return false
  const { protocol } = new URL(text)
  return protocol === 'http:' || protocol === 'https:'
}

/**
 * The web addresses among the arguments of a start, the program's own name left out. Everything else there is ignored:
 * another program may have written it, and a file name or a switch could do harm.
 */
export function addressesIn(argv: readonly string[]): readonly string[] {
  return argv.slice(1).filter(isWebAddress)
}
