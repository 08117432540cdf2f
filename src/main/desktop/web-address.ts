/** Longest address that is taken from outside, in UTF-16 units; the same bound as a request's. */
const longestAddress = 8192

/** Whether a text is an absolute http or https address: the only kind that is given to the system or taken from it. */
export function isWebAddress(text: string): boolean {
  if (text.length > longestAddress || !URL.canParse(text)) return false
  const { protocol } = new URL(text)
  return protocol === 'http:' || protocol === 'https:'
}
