import { z } from 'zod'
import { dispositionName } from '../../address/content-disposition'
import type { Reply } from '../../network/http/http'
import { parseHttpDate } from '../../network/http-date'

/** A time stamp counts as strong if the reply is this much younger (RFC 9110 §8.8.2.2; 60 s as in RFC 7232). */
const settledMs = 60_000

/** UTF-16 units of a suggested name that are looked at; no file system takes a longer one. */
const longestSuggestion = 500

/** Reasons of an abort after which nothing is kept. */
const ending: ReadonlySet<unknown> = new Set(['cancel', 'done'])

/** Whether partial files stay after the abort of this signal: a later run may continue them. */
export const keepsParts = ({ reason }: AbortSignal): boolean => !ending.has(reason)

/** What a partial file is a part of: kept with it, so that a later run can ask for the rest. */
export interface ResumeInfo {
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
  /** The `Last-Modified` field, for the time of the file; rows of earlier versions have none. */
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

/** What is remembered of a partial file: how to resume its transfer, the name that it will get, and how far it is to be trusted. */
export interface KeptPart extends ResumeInfo {
  readonly name: string
  /** Since this start of the machine nothing of it was lost. */
  readonly boot: string
  /** Number of bytes that survive a power cut. */
  readonly flushed: number
}

/** The partial file that a row remembers; null when there is none, or when it cannot be read. */
export function keptPart({ part }: { readonly part: unknown }): KeptPart | null {
  if (part === null) return null
  const { data } = KeptPart.safeParse(part)
  return data === undefined ? null : { ...data, modified: data.modified ?? null }
}

/** What resumes the part that this reply begins; `encoding` is that of the page that shows the image. */
export function resumeInfoOf(reply: Reply, address: string, encoding: string | null = null): ResumeInfo {
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
export function validatorOf(resumeInfo: ResumeInfo): string | null {
  return resumeInfo.etag ?? resumeInfo.lastModified
}

/** What the row of a whole image keeps of its reply. */
export const keptFields = (reply: Reply) => ({
  etag: strongTag(reply),
  lastModified: reply.header('last-modified'),
})

/** A strong entity tag (RFC 9110 §8.8.3); null for a weak one or none. */
function strongTag(reply: Reply): string | null {
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
export function continuesPart(reply: Reply, resumeInfo: ResumeInfo, from: number): boolean {
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(reply.header('content-range') ?? '')
  if (range === null || reply.coded || /^multipart\//i.test(reply.header('content-type') ?? '')) return false
  const [first, last] = [Number(range[1]), Number(range[2])]
  const total = range[3] === '*' ? null : Number(range[3])
  if (first !== from || last < first || (total !== null && last !== total - 1)) return false
  if (reply.length !== null && reply.length !== last - first + 1) return false
  if (resumeInfo.total !== null && (total ?? last + 1) !== resumeInfo.total) return false
  return sameValidators(reply, resumeInfo)
}

/** Whether the part is the whole file although its length was never sent: 416 with this very length and validator. */
export function saysComplete(reply: Reply, resumeInfo: ResumeInfo, length: number): boolean {
  const total = /^bytes \*\/(\d+)$/.exec(reply.header('content-range') ?? '')?.[1]
  if (total === undefined || Number(total) !== length) return false
  return (resumeInfo.total === null || resumeInfo.total === length) && sameValidators(reply, resumeInfo)
}

/** A validator that a reply repeats must be the one of the part; with If-Range it may leave it out. */
function sameValidators(reply: Reply, resumeInfo: ResumeInfo): boolean {
  const tag = reply.header('etag')
  if (resumeInfo.etag !== null) return tag === null || tag === resumeInfo.etag
  const modified = reply.header('last-modified')
  return modified === null || modified === resumeInfo.lastModified
}
