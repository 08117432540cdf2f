/**
 * A piece of a JSON object: what stands before its list, an element of the list, or, at its end, everything but those
 * elements.
 */
export type JsonPiece = { readonly kind: 'head' | 'element' | 'rest'; readonly text: string }

/** Longest element and longest rest, in UTF-16 units: what is longer was not written by Galleon. */
const longestElement = 256 * 1024
const longestRest = 4 * 1024 * 1024

/**
 * Cuts a JSON object into the elements of its member `list` and the rest, so that a record of any length can be read in
 * bounded memory. Each text still has to be parsed. Head and rest are objects with an empty list in its place: the head
 * comes before the first element, so that a reader which needs no more can stop there, and the rest comes last.
 *
 * Throws SyntaxError for text that ends too early, goes on after its end, or has a piece beyond the bounds.
 */
export async function* jsonPieces(
  chunks: AsyncIterable<string>,
  list: string,
): AsyncGenerator<JsonPiece, void> {
  const opening = new RegExp(`"${list}"\\s*:\\s*$`)
  let rest = ''
  let element = ''
  let depth = 0
  let isText = false
  let isEscaped = false
  let isInList = false
  let isOver = false

  for await (const chunk of chunks) {
    const found: JsonPiece[] = []
    /** Where the text begins that belongs to the current piece and was not yet added to it. */
    let from = 0
    const add = (to: number) => {
      const text = chunk.slice(from, to)
      if (isInList) element += text
      else rest += text
      if (element.length > longestElement || rest.length > longestRest) throw new SyntaxError('too long')
      from = to
    }
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at)
      if (isText) {
        if (isEscaped) isEscaped = false
        else if (code === backslash) isEscaped = true
        else if (code === quote) isText = false
        continue
      }
      if (isOver && !isBlank(code)) throw new SyntaxError('text after the end')
      if (code === quote) isText = true
      else if (code === openBrace || code === openBracket) {
        depth++
        if (code === openBracket && depth === 2) {
          add(at)
          // Members are read from their beginning: the name of this one is the end of the rest.
          if (opening.test(rest.slice(-64))) {
            rest += '['
            found.push({ kind: 'head', text: `${rest}]}` })
            from = at + 1
            isInList = true
          }
        }
      } else if (code === closeBrace || code === closeBracket) {
        depth--
        if (depth === 1 && isInList) {
          add(at)
          if (element.trim() !== '') found.push({ kind: 'element', text: element })
          element = ''
          isInList = false
        }
        if (depth === 0) isOver = true
      } else if (code === comma && depth === 2 && isInList) {
        add(at)
        from = at + 1
        found.push({ kind: 'element', text: element })
        element = ''
      }
    }
    add(chunk.length)
    yield* found
  }
  if (!isOver) throw new SyntaxError('the end is missing')
  yield { kind: 'rest', text: rest }
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}
