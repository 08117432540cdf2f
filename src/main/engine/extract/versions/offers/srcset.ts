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

/** Floating-point numbers as attributes hold them (WHATWG HTML §2.3.4.3), without a sign: none is negative. */
const descriptor = /^((?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)([wxh])$/i

/** One candidate; null when its descriptors contradict each other or are none. */
function readCandidate(reference: string, text: string): SrcsetCandidate | null {
  const found = new Map<string, number>()
  for (const word of text.split(/[\t\n\f\r ]+/)) {
    if (word === '') continue
    const [, number = '', unit = ''] = descriptor.exec(word) ?? []
    const isWhole = /^\d+$/.test(number) && Number(number) > 0
    if (unit === '' || found.has(unit) || (unit !== 'x' && !isWhole)) return null
    found.set(unit, Number(number))
  }
  const width = found.get('w') ?? null
  const density = found.get('x')
  if (density !== undefined && (width !== null || found.has('h'))) return null
  if (found.has('h') && width === null) return null
  return { reference, width, density: density ?? 1 }
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
