/** A text with a scheme, or one that looks like a host with a path. */
const webAddress = /^https?:\/\/./i
const withoutScheme = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/\S*$/

/** Between two addresses: blanks, the quotes and brackets that no address holds, commas before a scheme. */
const betweenAddresses = /[\s"'<>]+|[,;，、]+(?=https?:\/\/)/gi

/**
 * The addresses of a text in their order, each once; other words of it are passed over. A host without a scheme counts
 * only beside an address with one, where it looks like an address itself.
 */
export function splitAddresses(text: string): readonly string[] {
  const words = text.split(betweenAddresses)
  const hasAddress = words.some((word) => webAddress.test(word))
  if (!hasAddress) return []
  const addresses = words.filter((word) => webAddress.test(word) || withoutScheme.test(word))
  return [...new Set(addresses)]
}
