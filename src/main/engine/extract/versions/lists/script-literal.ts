/** A value as a literal of JSON or JavaScript holds it. What is computed is `undefined`. */
export type Literal = string | number | boolean | null | undefined | readonly Literal[] | LiteralObject

/** Names in order; of a name that stands twice the last counts. */
export type LiteralObject = ReadonlyMap<string, Literal>

/** Deepest nesting, and most values of one literal: beyond them it is no list of pictures. */
const mostDepth = 60
const mostValues = 300_000

/** Why a literal ends early: what stands there is code. */
class NoLiteral extends Error {}

const blank = /(?:\s+|\/\/[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/)*/y
const string = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|`((?:[^`\\$]|\\[^]|\$(?!\{))*)`/y
const number = /-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy
/** A list as older scripts write it. */
const arrayCall = /(?:new\s+)?Array\s*\(/y
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
}

/** Text of a string without its escapes (ECMA-262 §12.9.4). */
export function unescapeString(text: string): string {
  if (!text.includes('\\')) return text
  return text.replaceAll(
    /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([^]))/gi,
    (all, ...groups) => {
      const [braced, four, two, char] = groups as (string | undefined)[]
      if (char !== undefined) return escapes[char] ?? char
      const code = Number.parseInt(braced ?? four ?? two ?? '', 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : all
    },
  )
}

/** Reads literals out of a text one after the other; each character is looked at a bounded number of times. */
class LiteralReader {
  at: number
  readonly #text: string
  #values = 0

  constructor(text: string, at: number) {
    this.#text = text
    this.at = at
  }

  value(depth: number): Literal {
    this.#values += 1
    if (depth > mostDepth || this.#values > mostValues) throw new NoLiteral()
    this.#take(blank)
    const char = this.#text.charAt(this.at)
    if (char === '[') return this.#list(depth, ']')
    if (this.#take(arrayCall) !== '') return this.#list(depth, ')')
    if (char === '{') return this.#object(depth)
    if (char === '"' || char === "'" || char === '`') return this.#string()
    const digits = this.#take(number)
    if (digits !== '') return Number(digits)
    return this.#word()
  }

  #word(): Literal {
    switch (this.#take(word)) {
      case 'true':
        return true
      case 'false':
        return false
      case 'null':
        return null
      case 'undefined':
        return undefined
      default:
        throw new NoLiteral()
    }
  }

  #string(): string {
    string.lastIndex = this.at
    const found = string.exec(this.#text)
    if (!found) throw new NoLiteral()
    this.at += found[0].length
    return unescapeString(found[1] ?? found[2] ?? found[3] ?? '')
  }

  /** From its bracket on; `end` closes it. */
  #list(depth: number, end: ']' | ')'): readonly Literal[] {
    const values: Literal[] = []
    if (end === ']') this.at += 1
    for (;;) {
      this.#take(blank)
      if (this.#skip(end)) return values
      values.push(this.value(depth + 1))
      this.#take(blank)
      if (!this.#skip(',') && this.#text.charAt(this.at) !== end) throw new NoLiteral()
    }
  }

  #object(depth: number): LiteralObject {
    const values = new Map<string, Literal>()
    this.at += 1
    for (;;) {
      this.#take(blank)
      if (this.#skip('}')) return values
      const name = this.#name()
      this.#take(blank)
      if (!this.#skip(':')) throw new NoLiteral()
      values.set(name, this.value(depth + 1))
      this.#take(blank)
      if (!this.#skip(',') && this.#text.charAt(this.at) !== '}') throw new NoLiteral()
    }
  }

  #name(): string {
    const char = this.#text.charAt(this.at)
    if (char === '"' || char === "'") return this.#string()
    const name = this.#take(word) || this.#take(number)
    if (name === '') throw new NoLiteral()
    return name
  }

  #take(expression: RegExp): string {
    expression.lastIndex = this.at
    const found = expression.exec(this.#text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  #skip(char: string): boolean {
    if (this.#text.charAt(this.at) !== char) return false
    this.at += 1
    return true
  }
}

const opening = /[[{]|\b(?:new\s+)?Array\s*\(/g

/**
 * All lists and objects that stand in a script as literals, outermost ones, in order. Nothing is run: what is computed
 * ends a literal. Takes time linear in the length of the text.
 */
export function literalsIn(script: string): Literal[] {
  const found: Literal[] = []
  opening.lastIndex = 0
  for (let start = opening.exec(script); start; start = opening.exec(script)) {
    const reader = new LiteralReader(script, start.index)
    try {
      found.push(reader.value(0))
    } catch (error) {
      if (!(error instanceof NoLiteral)) throw error
    }
    // code inside brackets holds literals of its own: reading continues where the literal ended, never before it
    opening.lastIndex = Math.max(reader.at, start.index + 1)
  }
  return found
}
