/**
 * Parses JSON that a user may have written. A byte order mark in front, as editors of Windows put there, is skipped.
 *
 * Throws SyntaxError whose message begins with line and column, both from 1, and never quotes the text, which may hold
 * a password. `reviver` is that of `JSON.parse`.
 */
export function parseJson(text: string, reviver?: (name: string, value: unknown) => unknown): unknown {
  const json = text.replace(/^\u{feff}/u, '')
  try {
    return JSON.parse(json, reviver)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const before = json.slice(0, placeOf(json, error.message)).split(/\r\n|\r|\n/)
    const column = (before.at(-1) ?? '').length + 1
    throw new SyntaxError(`line ${before.length}, column ${column}: ${withoutQuote(error.message)}`, {
      cause: error,
    })
  }
}

const unexpectedToken = /^Unexpected token/

/** Offset of the error in UTF-16 units, by the message of V8's parser. */
function placeOf(json: string, message: string): number {
  const position = / at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return Number(position)
  if (!unexpectedToken.test(message)) return json.length
  // This message has no position. The parser reads from left to right: the shortest part that fails so ends with the token.
  let without = 0
  let withToken = json.length
  while (without + 1 < withToken) {
    const middle = (without + withToken) >> 1
    if (unexpectedToken.test(messageFor(json.slice(0, middle)))) withToken = middle
    else without = middle
  }
  return without
}

function messageFor(json: string): string {
  try {
    JSON.parse(json)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

/** Without what the parser quotes of the text and without its own count of characters. */
function withoutQuote(message: string): string {
  return message
    .replace(/, (?:"|\.\.\.").* is not valid JSON$/s, '')
    .replace(/ in JSON at position \d+(?: \(line \d+ column \d+\))?$/, '')
    .replace(/ after JSON at position \d+(?: \(line \d+ column \d+\))?$/, ' after the end')
    .replace(/ in JSON input$| of JSON input$/, ' of the text')
}
