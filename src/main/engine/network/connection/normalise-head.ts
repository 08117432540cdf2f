/** A head that keeps to the rules (RFC 9112 §4, §5): it is not changed. */
const wellFormed =
  /^HTTP\/1\.[01] \d{3}(?: [\t\x20-\x7e\x80-\xff]*)?\r\n(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*\r\n)*\r\n$/

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** Characters that no value may have (RFC 9110 §5.5). */
const controls = /[^\t\x20-\x7e\x80-\xff]/g

/** Fields that say where the body ends: nothing is guessed about their values. */
const framing = /^(?:content-length|transfer-encoding)$/i

/** What the head of a reply says of what follows, and its bytes if they had to be changed; null: as they came. */
interface NormalisedHead {
  readonly bytes: Buffer | null
  /** 0 when it has none. */
  readonly status: number
  readonly isChunked: boolean
}

/**
 * Rewrites the head of a reply so that a strict parser reads it as browsers do:
 *
 * - line ends without a carriage return (RFC 9112 §2.2);
 * - blanks before the colon of a field (RFC 9112 §5.1), folded fields (§5.2);
 * - lines that are no field, fields whose name is no token: removed;
 * - control characters in a value: blanks (RFC 9110 §5.5);
 * - the same `Content-Length` several times: once (RFC 9110 §8.6).
 *
 * What decides where the body ends is not guessed: different lengths, a length beside `Transfer-Encoding`, or a control
 * character in one of the two are left for the parser to refuse. So is a head with a NUL or a carriage return inside a
 * line, where one reader sees a field and another does not.
 *
 * `head` ends with its empty line.
 */
export function normaliseHead(head: Buffer): NormalisedHead {
  const text = head.toString('latin1')
  const status = Number(/^[\r\n]*HTTP\/\d(?:\.\d)?[ \t]+(\d{3})/i.exec(text)?.[1] ?? 0)
  const isChunked = /^transfer-encoding[ \t]*:.*chunked/im.test(text)
  const same = { bytes: null, status, isChunked }
  if (/\0|\r(?!\n)/.test(text)) return same
  if (wellFormed.test(text) && !repeatsLength(text)) return same
  const [statusLine = '', ...lines] = text
    .replace(/^[\r\n]+/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
  const fields = withoutRepeatedLength(unfold(lines).flatMap(normaliseField))
  const normalised = [normaliseStatusLine(statusLine), ...fields, '', ''].join('\r\n')
  return { ...same, bytes: Buffer.from(normalised, 'latin1') }
}

/** Whether a length is given more than once. */
function repeatsLength(text: string): boolean {
  const lengths = text.match(/^content-length:.*$/gim) ?? []
  return lengths.length > 1 || (lengths[0]?.includes(',') ?? false)
}

function normaliseStatusLine(line: string): string {
  const [, minor, status, reason = ''] = /^HTTP\/1\.(\d)[ \t]+(\d{3})(?:[ \t]+(.*))?$/i.exec(line) ?? []
  if (minor === undefined || status === undefined) return line
  return `HTTP/1.${minor === '0' ? 0 : 1} ${status} ${reason.replaceAll(controls, ' ')}`
}

/** Lines that begin with a blank belong to the field before; before the first field they are nothing. */
function unfold(lines: readonly string[]): string[] {
  const fields: string[] = []
  for (const line of lines) {
    if (!/^[ \t]/.test(line)) fields.push(line)
    else if (fields.length > 0) fields.push(`${fields.pop()} ${line.trim()}`)
  }
  return fields.filter((field) => field !== '')
}

function normaliseField(line: string): string[] {
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(colon, 0)).replace(/[ \t]+$/, '')
  if (colon < 0 || !token.test(name)) return []
  const value = line.slice(colon + 1)
  return [`${name}:${framing.test(name) ? value : value.replaceAll(controls, ' ')}`]
}

/** Of fields that give the same length one; different ones stay as they are. */
function withoutRepeatedLength(fields: readonly string[]): string[] {
  const lengths = fields.flatMap((field) => /^content-length:(.*)$/is.exec(field)?.[1]?.split(',') ?? [])
  const [length = '', ...others] = new Set(lengths.map((value) => value.trim()))
  if (lengths.length < 2 || others.length > 0 || !/^\d+$/.test(length)) return [...fields]
  return [...fields.filter((field) => !/^content-length:/i.test(field)), `Content-Length: ${length}`]
}
