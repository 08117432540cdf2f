/**
 * One piece of a rendered name: a character of the template itself, the value of a field, or a field without one.
 * Only characters of the template are ever taken away: a title keeps its own brackets.
 */
export type Piece =
  | { readonly kind: 'literal'; readonly char: string }
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'nothing' }

const closers = new Map(
  ['[]', '()', '{}', '<>', '【】', '「」', '『』', '《》', '（）', '［］'].map((pair) => [
    pair.charAt(0),
    pair.charAt(1),
  ]),
)
const separators = ' \t-–—_.,;:·|~#@+&'

function isSeparator(piece: Piece | undefined): boolean {
  return piece?.kind === 'literal' && separators.includes(piece.char)
}

function isNothing(piece: Piece | undefined): boolean {
  return piece?.kind === 'nothing'
}

/** Index of the bracket that closes the one at `at` if there is nothing between them but missing fields, else -1. */
function emptyBracketEnd(pieces: readonly Piece[], at: number): number {
  const opener = pieces[at]
  const closer = opener?.kind === 'literal' ? closers.get(opener.char) : undefined
  if (closer === undefined) return -1
  let missing = 0
  let next = at + 1
  while (isNothing(pieces[next]) || isSeparator(pieces[next])) {
    if (isNothing(pieces[next])) missing += 1
    next += 1
  }
  const end = pieces[next]
  return missing > 0 && end?.kind === 'literal' && end.char === closer ? next : -1
}

function isBracket(piece: Piece | undefined, marks: Iterable<string>): boolean {
  return piece?.kind === 'literal' && [...marks].includes(piece.char)
}

/** Whether a run of separators from `start` to `end` stands at an end of the segment or just inside of a bracket. */
function isAtEdge(pieces: readonly Piece[], start: number, end: number): boolean {
  if (start === 0 || end === pieces.length) return true
  return isBracket(pieces[start - 1], closers.keys()) || isBracket(pieces[end], closers.values())
}

/** From the inside out: brackets around nothing become nothing. */
function withoutBrackets(pieces: readonly Piece[]): readonly Piece[] {
  const kept = [...pieces]
  for (let at = kept.length - 1; at >= 0; at -= 1) {
    const end = emptyBracketEnd(kept, at)
    if (end !== -1) kept.splice(at, end - at + 1, { kind: 'nothing' })
  }
  return kept
}

/**
 * Takes away what missing fields leave behind in one segment of a name: empty brackets, separators at the ends, and one
 * of two separators that now stand side by side.
 */
export function withoutDebris(segment: readonly Piece[]): string {
  const pieces = withoutBrackets(segment)
  const kept: Piece[] = []
  for (let at = 0; at < pieces.length; ) {
    let end = at
    while (isNothing(pieces[end]) || isSeparator(pieces[end])) end += 1
    const run = pieces.slice(at, end)
    const lastMissing = run.findLastIndex(isNothing)
    if (lastMissing === -1) kept.push(...run)
    else if (!isAtEdge(pieces, at, end)) {
      const after = run.slice(lastMissing + 1)
      kept.push(...(after.length > 0 ? after : run.slice(0, run.findIndex(isNothing))))
    }
    const piece = pieces[end]
    if (piece !== undefined) kept.push(piece)
    at = end + 1
  }
  return kept
    .map((piece) => (piece.kind === 'literal' ? piece.char : piece.kind === 'value' ? piece.text : ''))
    .join('')
}
