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
 * Throws SyntaxError for text that ends too early, continues after its end, or has a piece beyond the bounds.
 */
export async function* jsonPieces(
  chunks: AsyncIterable<string>,
  list: string,
): AsyncGenerator<JsonPiece, void> {
  const cutter = createCutter(list)
  for await (const chunk of chunks) yield* cutter.take(chunk)
  yield cutter.end()
}

/** Cuts one object, chunk by chunk. */
function createCutter(list: string) {
  const opening = new RegExp(`"${list}"\\s*:\\s*$`)
  const structureOf = createScanner()
  let rest = ''
  let element = ''
  let depth = 0
  let isInList = false
  let isOver = false

  /** Adds a part of a chunk to the current piece; returns its end. */
  function add(chunk: string, from: number, to: number): number {
    if (isInList) element += chunk.slice(from, to)
    else rest += chunk.slice(from, to)
    if (element.length > longestElement || rest.length > longestRest) throw new SyntaxError('too long')
    return to
  }

  function endElement(): JsonPiece {
    const text = element
    element = ''
    return { kind: 'element', text }
  }

  return {
    *take(chunk: string): Generator<JsonPiece, void> {
      /** Where the text starts that belongs to the current piece and was not yet added to it. */
      let from = 0
      for (const at of structureOf(chunk)) {
        const code = chunk.charCodeAt(at)
        if (isOver) throw new SyntaxError('text after the end')
        if (code === openBrace || code === openBracket) {
          depth++
          if (code === openBrace || depth !== 2) continue
          from = add(chunk, from, at)
          // Members are read from their start: the name of this one is the end of the rest.
          if (!opening.test(rest.slice(-64))) continue
          rest += '['
          from = at + 1
          isInList = true
          yield { kind: 'head', text: `${rest}]}` }
        } else if (code === closeBrace || code === closeBracket) {
          depth--
          isOver = depth === 0
          if (depth !== 1 || !isInList) continue
          from = add(chunk, from, at)
          isInList = false
          if (element.trim() !== '') yield endElement()
        } else if (code === comma && depth === 2 && isInList) {
          from = add(chunk, from, at) + 1
          yield endElement()
        }
      }
      add(chunk, from, chunk.length)
    },
    end(): JsonPiece {
      if (!isOver) throw new SyntaxError('the end is missing')
      return { kind: 'rest', text: rest }
    },
  }
}

/** Finds the places of everything but blanks and the inside of strings, in chunks of one text. */
function createScanner(): (chunk: string) => Generator<number, void> {
  let isText = false
  let isEscaped = false
  return function* scan(chunk) {
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at)
      if (isText) {
        if (isEscaped) isEscaped = false
        else if (code === backslash) isEscaped = true
        else if (code === quote) isText = false
      } else if (!isBlank(code)) {
        if (code === quote) isText = true
        yield at
      }
    }
  }
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
