import { z } from 'zod'
import { bytesDecoded, percentDecoded } from '../address/address-text'
import type { Reply } from '../network/http/http'
import { parseHttpDate } from '../network/retry-after'

/** Offset behind a quoted string that begins at `from`, and its text; a string that never ends takes everything. */
function readQuoted(header: string, from: number): { readonly text: string; readonly next: number } {
  let text = ''
  let at = from + 1
  for (; at < header.length && header.charAt(at) !== '"'; at += 1) {
    // Only these two are escapes in the wild: other backslashes are those of a Windows path.
    if (header.charAt(at) === '\\' && /["\\]/.test(header.charAt(at + 1))) at += 1
    text += header.charAt(at)
  }
  return { text, next: at + 1 }
}

/** Parameters by name in lower case, the first of equal names; without the disposition type. */
function readParameters(header: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (let at = 0; at < header.length; ) {
    const name = /^[\s;]*([^\s=;"]*)\s*/.exec(header.slice(at)) ?? ['', '']
    at += name[0].length
    if (header.charAt(at) !== '=') {
      at += Math.max(name[0].length === 0 ? 1 : 0, header.charAt(at) === ';' ? 1 : 0)
      continue
    }
    at += 1 + (/^\s*/.exec(header.slice(at + 1))?.[0].length ?? 0)
    const plainEnd = header.indexOf(';', at) === -1 ? header.length : header.indexOf(';', at)
    const value =
      header.charAt(at) === '"'
        ? readQuoted(header, at)
        : { text: header.slice(at, plainEnd).trim(), next: plainEnd }
    const key = (name[1] ?? '').toLowerCase()
    if (!parameters.has(key)) parameters.set(key, value.text)
    at = value.next
  }
  return parameters
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}

function decode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** `charset'language'percent-encoded` (RFC 8187 §3.2); null if the charset is unknown or the bytes do not fit it. */
function readExtended(value: string): string | null {
  const [, label = '', encoded = ''] = /^([^']*)'[^']*'(.*)$/s.exec(value) ?? []
  if (label === '' || /%(?![0-9a-f]{2})|[^\x20-\x7e]/i.test(encoded)) return null
  const plain = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return decode(bytesOf(plain), label)
}

/**
 * Text of a plain `filename`: raw bytes and percent escapes, which many servers send, are decoded as UTF-8, else in the
 * encoding of the page.
 */
function readPlain(value: string, encoding: string | null): string {
  const isBytes = /^[ -\xff]*[\x80-\xff][ -\xff]*$/.test(value)
  const labels = isBytes ? ['utf-8', ...(encoding === null ? [] : [encoding])] : []
  const text = labels.map((label) => bytesDecoded(value, label)).find((one) => one !== null) ?? value
  if (!/%[89a-f][0-9a-f]/i.test(text)) return text
  return percentDecoded(text, encoding)
}

/** The last segment, by either slash; null if it names nothing or a folder. */
function lastSegment(name: string | null | undefined): string | null {
  const segment = name?.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).trim() ?? ''
  return /^[.\s]*$/.test(segment) ? null : segment
}

/**
 * The name that a server suggests by Content-Disposition (RFC 6266), or null.
 *
 * `filename*` wins over `filename` (§4.3) in any order; a path is reduced to its last segment. `header` is
 * the field's value with one character a byte. The name comes from an untrusted server: `safeName` makes it fit for a disk, and
 * the type of the content decides the extension. `encoding` is that of the page that shows the image. Never throws.
 */
export function dispositionName(header: string | null, encoding: string | null = null): string | null {
  if (header === null) return null
  const parameters = readParameters(header)
  const extended = parameters.get('filename*')
  const plain = parameters.get('filename')
  return (
    lastSegment(extended === undefined ? null : readExtended(extended)) ??
    lastSegment(plain === undefined ? null : readPlain(plain, encoding))
  )
}

/** A time stamp counts as strong if the reply is this much younger (RFC 9110 §8.8.2.2; 60 s as in RFC 7232). */
const settledMs = 60_000

/** UTF-16 units of a suggested name that are looked at; no file system takes a longer one. */
const longestSuggestion = 500

/** What a partial file is a part of: kept with it, so that a later run can ask for the rest. */
export interface PartRecord {
  /** As it was asked for, before redirects. */
  readonly address: string
  /** Strong entity tag with its quotes; null if there was none or a weak one. */
  readonly etag: string | null
  /** HTTP-date; null unless it is the only validator and strong. */
  readonly lastModified: string | null
  /** Bytes of the whole file; null when unknown. */
  readonly total: number | null
  /** Name that the server suggests (RFC 6266), not safe yet. */
  readonly suggestedName: string | null
  /** The `Last-Modified` field, for the time of the file; records of earlier versions have none. */
  readonly modified?: string | null
}

const KeptPart = z.object({
  address: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  total: z.number().nullable(),
  suggestedName: z.string().nullable().default(null),
  modified: z.string().nullable().optional(),
  name: z.string(),
  boot: z.string(),
  flushed: z.number(),
})

/** What is remembered of a partial file: its transfer's record, the name that it will get, and how far it is to be trusted. */
export interface KeptPart extends PartRecord {
  readonly name: string
  /** Since this start of the machine nothing of it was lost. */
  readonly boot: string
  /** So many bytes survive a power cut. */
  readonly flushed: number
}

/** The partial file that a row remembers; null when there is none, or when its record cannot be read. */
export function keptPart({ part }: { readonly part: unknown }): KeptPart | null {
  if (part === null) return null
  const { data } = KeptPart.safeParse(part)
  return data === undefined ? null : { ...data, modified: data.modified ?? null }
}

/** The record of a part that this reply begins; `encoding` is that of the page that shows the image. */
export function recordOf(reply: Reply, address: string, encoding: string | null = null): PartRecord {
  // Ranges of a coded body would be those of the coded bytes.
  const validators = reply.coded
    ? { etag: null, lastModified: null, total: null }
    : { etag: strongTag(reply), lastModified: settledDate(reply), total: reply.length }
  return {
    address,
    ...validators,
    suggestedName: suggestedName(reply, encoding),
    modified: modifiedOf(reply),
  }
}

/** Of several fields, which RFC 6266 does not foresee, the first one that names something counts. */
function suggestedName(reply: Reply, encoding: string | null): string | null {
  const names = reply.fields('content-disposition').map((header) => dispositionName(header, encoding))
  return names.find((name) => name !== null)?.slice(0, longestSuggestion) ?? null
}

/** `Last-Modified`; a longer one is no date. */
function modifiedOf(reply: Reply): string | null {
  const modified = reply.header('last-modified')
  return modified !== null && modified.length <= 100 ? modified : null
}

/** The validator for If-Range (RFC 9110 §13.1.5), or null: then nothing can be continued. */
export function validatorOf(record: PartRecord): string | null {
  return record.etag ?? record.lastModified
}

/** A strong entity tag (RFC 9110 §8.8.3); null for a weak one or none. */
export function strongTag(reply: Reply): string | null {
  const tag = reply.header('etag')
  return tag !== null && /^"[^"]*"$/.test(tag) ? tag : null
}

function settledDate(reply: Reply): string | null {
  const modified = reply.header('last-modified')
  const date = reply.header('date')
  // With an entity tag, even a weak one, the date must not be used.
  if (modified === null || date === null || reply.header('etag') !== null) return null
  const [from, to] = [parseHttpDate(modified, 0), parseHttpDate(date, 0)]
  return from !== null && to !== null && to - from >= settledMs ? modified : null
}

/**
 * Whether a 206 is exactly the rest of the part: the right offset, to the end, of the same file (RFC 9110 §15.3.7).
 *
 * A reply that leaves any of it unsaid is not believed: to append it may splice two versions of a file.
 */
export function continuesPart(reply: Reply, record: PartRecord, from: number): boolean {
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(reply.header('content-range') ?? '')
  if (range === null || reply.coded || /^multipart\//i.test(reply.header('content-type') ?? '')) return false
  const [first, last] = [Number(range[1]), Number(range[2])]
  const total = range[3] === '*' ? null : Number(range[3])
  if (first !== from || last < first || (total !== null && last !== total - 1)) return false
  if (reply.length !== null && reply.length !== last - first + 1) return false
  if (record.total !== null && (total ?? last + 1) !== record.total) return false
  return sameValidators(reply, record)
}

/** Whether the part is the whole file although its length was never sent: 416 with this very length and validator. */
export function saysComplete(reply: Reply, record: PartRecord, length: number): boolean {
  const total = /^bytes \*\/(\d+)$/.exec(reply.header('content-range') ?? '')?.[1]
  if (total === undefined || Number(total) !== length) return false
  return (record.total === null || record.total === length) && sameValidators(reply, record)
}

/** A validator that a reply repeats must be the one of the part; with If-Range it may leave it out. */
function sameValidators(reply: Reply, record: PartRecord): boolean {
  const tag = reply.header('etag')
  if (record.etag !== null) return tag === null || tag === record.etag
  const modified = reply.header('last-modified')
  return modified === null || modified === record.lastModified
}
