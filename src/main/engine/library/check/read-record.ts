import { open, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { FailureError, failure } from '@shared/model/failure'
import { z } from 'zod'
import { readOnly } from '../../disk/paths'
import { recordFormat, recordName } from '../gallery-record'
import { jsonPieces } from './json-pieces'

/** A folder with a record in it, or one that could not be looked into. */
type FoundFolder =
  | { readonly kind: 'gallery'; readonly folder: string }
  | { readonly kind: 'unreadable'; readonly folder: string; readonly detail: string }

/**
 * Walks the tree below a folder, itself included, and yields every gallery in it.
 *
 * Links are not followed, so that no cycle is possible and nothing outside of the tree is looked at. Rejects with what
 * the file system throws for `root` itself.
 */
export async function* findGalleries(root: string, signal: AbortSignal): AsyncGenerator<FoundFolder, void> {
  const waiting = [root]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const inside: string[] = []
    let isGallery = false
    try {
      for await (const entry of await opendir(folder)) {
        signal.throwIfAborted()
        if (entry.isDirectory()) inside.push(join(folder, entry.name))
        else if (entry.name === recordName && entry.isFile()) isGallery = true
      }
    } catch (error) {
      if (folder === root || errorCode(error) === '') throw error
      yield { kind: 'unreadable', folder, detail: String(error) }
    }
    if (isGallery) yield { kind: 'gallery', folder }
    waiting.push(...inside.sort().reverse())
  }
}

/** Passes work on, its expected errors as FailureError: `invalid-input` for a record or a folder that is no use. */
export async function asFailures<T>(folder: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof BadRecordError) {
      throw new FailureError(
        failure('invalid-input', `the gallery.json in ${folder} cannot be used: ${error.message}`),
        {
          cause: error,
        },
      )
    }
    if (errorCode(error) !== '')
      throw new FailureError(failure('invalid-input', String(error)), { cause: error })
    throw error
  }
}

/** More entries than any gallery has: a longer record is not read to its end. */
const mostEntries = 1_000_000

const WebAddress = z.url({ protocol: /^https?$/ }).max(8192)

/** Ends that the program gives to pictures and videos: a record that names anything else was not written by it. */
const imageEnd = /^[^.].*\.(?:jpe?g|png|gif|webp|avif|heic|bmp|tiff?|ico|jxl|jp2|svg|mp4|m4v|mov|webm|mkv)$/is

/** A name inside the gallery's own folder, never a way out of it or to a file that is no picture. */
const FileName = z
  .string()
  .refine(
    (name) => Buffer.byteLength(name) <= 255 && imageEnd.test(name) && !hasForbidden(name),
    'not the name of a picture in this folder',
  )

/** Separators of all three systems, control characters, and what Windows reads as a stream or a device path. */
function hasForbidden(name: string): boolean {
  return Array.from(name).some((char) => char < ' ' || char === '\x7f' || '/\\:*?"<>|'.includes(char))
}

/** Schema of a record without its list of files. */
export const RecordHead = z.object({
  format: z.literal(recordFormat),
  key: z.string().min(1).max(10_000),
  title: z.string().max(10_000),
  id: z.string().max(10_000).optional(),
  source: WebAddress,
  recipe: z.string().max(100),
  savedAt: z.string().max(100),
  fields: z.record(z.string().max(200), z.string().max(10_000)).default({}),
  /** Pages of the gallery that could not be read; records of earlier versions do not say so. */
  missingPages: z.number().int().min(0).max(1_000_000_000).default(0),
})
/** What a record says of its gallery. */
export type RecordHead = z.infer<typeof RecordHead>

const place = {
  num: z.number().int().min(1).max(100_000_000),
  address: WebAddress,
  /** The page that shows it, where that is not the record's `source`. */
  page: WebAddress.optional(),
}
const content = {
  bytes: z.number().int().min(1),
  type: z.string().regex(/^image\/[\w.+-]{1,40}$/),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
}
const FileEntry = z.object({ ...place, file: FileName, ...content })
const NotedEntry = z.object({ ...place, duplicate: z.literal(true), ...content })
const AbsentEntry = z.object({ ...place, missing: z.string().max(100) })
/** An image that was not saved: `missing` is the kind of its failure, or `queued`. */
export type AbsentEntry = z.infer<typeof AbsentEntry>

/** A file that the record names. */
export type FileEntry = z.infer<typeof FileEntry>

/** One line of the record. */
export type RecordEntry =
  | { readonly kind: 'file'; readonly entry: FileEntry }
  /** Content that another file of the same task holds. */
  | { readonly kind: 'noted'; readonly entry: z.infer<typeof NotedEntry> }
  /** Not saved when the record was written. */
  | { readonly kind: 'absent'; readonly entry: AbsentEntry }
  | { readonly kind: 'bad'; readonly detail: string }

/** Why a record cannot be used as a whole. */
export class BadRecordError extends Error {
  constructor(detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'BadRecordError'
  }
}

/** What a record amounts to. */
interface RecordSummary {
  readonly head: RecordHead
  /** Entries with a file. */
  readonly files: number
  /** Bytes that these files should have together. */
  readonly bytes: number
}

/**
 * Reads a gallery's record to its end without keeping its entries.
 *
 * Rejects with BadRecordError, or with what the file system throws; ENOENT means that there is none. A link in its place
 * is not followed.
 */
export async function summarizeRecord(folder: string, signal: AbortSignal): Promise<RecordSummary> {
  let head: RecordHead | null = null
  let files = 0
  let bytes = 0
  for await (const piece of readPieces(folder, signal)) {
    if (piece.kind === 'rest') head = parseHead(piece.text)
    else if (piece.kind === 'element') {
      const { kind, entry } = { entry: null, ...parseEntry(piece.text) }
      if (kind !== 'file' || entry === null) continue
      files++
      bytes += entry.bytes
    }
  }
  if (head === null) throw new BadRecordError('it is empty')
  return { head, files, bytes }
}

/** The entries of a record in order, one at a time. Rejects as `summarizeRecord` does. */
export async function* readEntries(folder: string, signal: AbortSignal): AsyncGenerator<RecordEntry, void> {
  const names = new Set<string>()
  for await (const piece of readPieces(folder, signal)) {
    if (piece.kind !== 'element') continue
    const parsed = parseEntry(piece.text)
    if (parsed.kind === 'file') {
      const { file } = parsed.entry
      // Repairing one of two entries for one file would break the other.
      if (names.has(file)) {
        yield { kind: 'bad', detail: `it names ${JSON.stringify(file)} twice` }
        continue
      }
      names.add(file)
    }
    yield parsed
  }
}

const Keyed = z.object({ key: z.string() })

/**
 * Identity of the gallery whose record is in a folder; null for a record without one.
 *
 * Reads no further than to the list of files, unless the identity stands behind it. Rejects as `summarizeRecord` does.
 */
export async function readRecordKey(folder: string, signal: AbortSignal): Promise<string | null> {
  for await (const { kind, text } of readPieces(folder, signal)) {
    if (kind === 'element') continue
    const found = Keyed.safeParse(parseJson(text.replace(/^\uFEFF/, '')))
    if (found.success) return found.data.key
  }
  return null
}

async function* readPieces(folder: string, signal: AbortSignal) {
  await using file = await open(join(folder, recordName), readOnly)
  if (!(await file.stat()).isFile()) throw new BadRecordError('it is not a file')
  const stream = file.createReadStream({
    encoding: 'utf8',
    highWaterMark: 64 * 1024,
    autoClose: false,
    signal,
  })
  let entries = 0
  try {
    for await (const piece of jsonPieces(stream as AsyncIterable<string>, 'files')) {
      if (piece.kind === 'element' && ++entries > mostEntries)
        throw new BadRecordError('it has too many entries')
      yield piece
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof SyntaxError ? new BadRecordError(error.message, { cause: error }) : error
  }
}

function parseHead(text: string): RecordHead {
  // Editors of Windows put a byte order mark in front.
  const parsed = RecordHead.safeParse(parseJson(text.replace(/^\uFEFF/, '')))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new BadRecordError(`${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'wrong'}`)
}

function parseEntry(text: string): RecordEntry {
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    return { kind: 'bad', detail: String(error) }
  }
  const has = (name: string) => typeof value === 'object' && value !== null && name in value
  if (has('missing')) return entryOf('absent', AbsentEntry, value)
  if (has('duplicate')) return entryOf('noted', NotedEntry, value)
  return entryOf('file', FileEntry, value)
}

function entryOf<K extends 'file' | 'noted' | 'absent', T>(
  kind: K,
  schema: z.ZodType<T>,
  value: unknown,
): { readonly kind: K; readonly entry: T } | { readonly kind: 'bad'; readonly detail: string } {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { kind, entry: parsed.data }
  const [issue] = parsed.error.issues
  const shown = JSON.stringify((value as { readonly file?: unknown } | null)?.file ?? null)
  return {
    kind: 'bad',
    detail: `${issue?.path.join('.') || 'entry'}: ${issue?.message ?? 'wrong'} (${shown.slice(0, 200)})`,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadRecordError(String(error), { cause: error })
  }
}
