/** One candidate of a `srcset`. */
export interface SrcsetCandidate {
  readonly reference: string
  /** CSS pixels of a `640w` descriptor; null without one. */
  readonly width: number | null
  /** Pixel density of a `2x` descriptor; 1 without one. */
  readonly density: number
}

const blanksAndCommas = /[\t\n\f\r ,]*/y
const url = /[^\t\n\f\r ]+/y

/** Descriptors up to the comma that ends the candidate; commas within parentheses belong to it. */
const descriptors = /(?:\([^()]*\)?|[^(,])*/y

function readCandidate(reference: string, text: string): SrcsetCandidate | null {
  let width: number | null = null
  let density = 1
  for (const descriptor of text.split(/[\t\n\f\r ]+/)) {
    const match = /^(\d+(?:\.\d+)?|\.\d+)([wxh])$/.exec(descriptor)
    if (!match) {
      if (descriptor !== '') return null
    } else if (match[2] === 'w') width = Number(match[1])
    else if (match[2] === 'x') density = Number(match[1])
  }
  return { reference, width, density }
}

/** Reads a `srcset` attribute (WHATWG HTML §4.8.4.2.2); candidates with a descriptor that is none are left away. */
export function parseSrcset(text: string): SrcsetCandidate[] {
  const candidates: SrcsetCandidate[] = []
  let at = 0
  const read = (expression: RegExp) => {
    expression.lastIndex = at
    const found = expression.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  while (at < text.length) {
    read(blanksAndCommas)
    const word = read(url)
    if (word === '') break
    const reference = word.replace(/,+$/, '')
    // a comma that ends the word ends the candidate: it has no descriptors
    const candidate = readCandidate(reference, reference === word ? read(descriptors) : '')
    if (candidate && reference !== '') candidates.push(candidate)
  }
  return candidates
}

/** Candidates with the largest first: by width where some have one, else by density. */
export function largestFirst(candidates: readonly SrcsetCandidate[]): SrcsetCandidate[] {
  return [...candidates].sort((a, b) => (b.width ?? 0) - (a.width ?? 0) || b.density - a.density)
}
