/** A text with a scheme, or one that looks like a host with a path. */
const webAddress = /^https?:\/\/./i
const withoutScheme = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/\S*$/

/** Between two addresses: blanks, the quotes and brackets that no address holds, commas before a scheme. */
const betweenAddresses = /[\s"'<>]+|[,;，、]+(?=https?:\/\/)/gi

/** What is more than punctuation between two addresses. */
const letterOrNumber = /[\p{L}\p{N}]/u

/** The addresses of a text and what it holds besides. */
export interface SplitText {
  /** In their order, each once. */
  readonly addresses: readonly string[]
  /** Words that are no addresses, in their order, each once; punctuation alone is none. */
  readonly others: readonly string[]
  /** Addresses that stood in the text before. */
  readonly repeated: number
}

/**
 * Separates the addresses of a text from its other words. A host without a scheme counts only beside an address with one, where
 * it looks like an address itself.
 */
export function splitText(text: string): SplitText {
  const words = text.split(betweenAddresses)
  const hasAddress = words.some((word) => webAddress.test(word))
  const isAddress = (word: string) => hasAddress && (webAddress.test(word) || withoutScheme.test(word))
  const found = words.filter(isAddress)
  const addresses = [...new Set(found)]
  const others = new Set(words.filter((word) => letterOrNumber.test(word) && !isAddress(word)))
  return { addresses, others: [...others], repeated: found.length - addresses.length }
}

/** The addresses of a text in their order, each once; other words of it are passed over. */
export function splitAddresses(text: string): readonly string[] {
  return splitText(text).addresses
}
