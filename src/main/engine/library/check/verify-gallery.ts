import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from '@shared/model/error-code'
import { failureKinds } from '@shared/model/failure'
import type { Verdict } from '@shared/model/library/check'
import { type MissingAddress, mostExamples } from '@shared/model/library/incomplete'
import { parallel } from '../../async/parallel'
import { recordName } from '../gallery-record'
import { checkFile, type RecordedContent } from './check-file'
import {
  type AbsentEntry,
  type FileEntry,
  type RecordHead,
  readEntries,
  summarizeRecord,
} from './read-record'

/** A file that the records name. */
export interface ExpectedFile extends RecordedContent {
  /** One safe segment below the folder. */
  readonly file: string
}

/** A file that was compared with its record. */
export interface FileFinding<F extends ExpectedFile> {
  readonly kind: 'file'
  readonly expected: F
  /** Absolute path. */
  readonly path: string
  readonly verdict: Verdict
  /** The technical part in English; empty for a whole file. */
  readonly detail: string
  /** Bytes that were read of it. */
  readonly bytesRead: number
}

/** What was found in one folder. */
interface GalleryCheck {
  /** Files that were checked. */
  readonly files: number
  readonly whole: number
  readonly bad: number
  /** Files that no record names: they belong to the user alone. */
  readonly unknown: number
  /** Partial files of downloads that did not end. */
  readonly leftovers: number
}

/** What was found in a folder with a record. */
export interface RecordCheck extends GalleryCheck {
  readonly head: RecordHead
  /** Entries that were not saved when the record was written. */
  readonly absent: number
  /** The first of them, at most `mostExamples`. */
  readonly absentExamples: readonly MissingAddress[]
  /** What is wrong with entries of the record itself; the first hundred. */
  readonly badEntries: readonly string[]
  readonly badEntryCount: number
}

/** The last finding of a check. */
type End<C> = { readonly kind: 'end' } & C

/** More sentences about one record do not help. */
const mostSentences = 100

/**
 * Checks a folder by the `gallery.json` in it: yields each file as it was checked, then the sums. Reads only.
 *
 * Rejects with BadRecordError when the record as a whole cannot be used, with what the file system throws when it cannot
 * be read, and with the signal's reason.
 */
export async function* verifyFolder(
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<FileFinding<FileEntry> | End<RecordCheck>, void> {
  // To its end first: a record that is cut off is reported before any file is judged by its first half.
  const { head } = await summarizeRecord(folder, signal)
  const badEntries: string[] = []
  let badEntryCount = 0
  let absent = 0
  const absentExamples: MissingAddress[] = []

  async function* files(): AsyncGenerator<FileEntry, void> {
    for await (const line of readEntries(folder, signal)) {
      if (line.kind === 'file') yield line.entry
      else if (line.kind === 'absent') {
        absent++
        if (absentExamples.length < mostExamples) absentExamples.push(missingAddress(line.entry))
      } else if (line.kind === 'bad') {
        badEntryCount++
        if (badEntries.length < mostSentences) badEntries.push(line.detail)
      }
    }
  }

  for await (const finding of verifyGallery(folder, files(), signal)) {
    if (finding.kind === 'file') yield finding
    else yield { ...finding, head, absent, absentExamples, badEntries, badEntryCount }
  }
}

function missingAddress({ address, missing }: AbsentEntry): MissingAddress {
  return { address, kind: failureKinds.find((kind) => kind === missing) ?? null }
}

/** Files read at once: a second one keeps the disk busy while the first is hashed, more only make it seek. */
const filesAtOnce = 3

/**
 * Checks every file that is expected in a folder and counts what else lies there: yields each file as it was checked,
 * then the sums. Never writes.
 *
 * `expected` is pulled as files are done: memory holds the names alone. Rejects with the signal's reason, or with what
 * `expected` throws, after the files that were open are closed.
 */
export async function* verifyGallery<F extends ExpectedFile>(
  folder: string,
  expected: AsyncIterable<F> | Iterable<F>,
  signal: AbortSignal,
): AsyncGenerator<FileFinding<F> | End<GalleryCheck>, void> {
  const names = new Set<string>()
  let whole = 0
  let bad = 0
  for await (const finding of checkFiles(folder, expected, signal)) {
    names.add(finding.expected.file.normalize('NFC'))
    if (finding.verdict === 'whole') whole++
    else bad++
    yield finding
  }
  yield { kind: 'end', files: names.size, whole, bad, ...(await countOthers(folder, names, signal)) }
}

/** Checks several files at once, and yields each when it is done. */
async function* checkFiles<F extends ExpectedFile>(
  folder: string,
  expected: AsyncIterable<F> | Iterable<F>,
  signal: AbortSignal,
): AsyncGenerator<FileFinding<F>, void> {
  const files = iterate(expected)
  let next: IteratorResult<F, void> | null = null
  let broken: { readonly error: unknown } | null = null

  async function pull(): Promise<void> {
    try {
      next = await files.next()
    } catch (error) {
      broken = { error }
    }
  }

  const checking = parallel({
    width: () => filesAtOnce,
    more: () => (next?.done === true ? null : pull()),
    take() {
      signal.throwIfAborted()
      if (broken !== null) throw broken.error
      if (next === null || next.done === true) return null
      const { value } = next
      next = null
      return value
    },
    async work(file: F): Promise<FileFinding<F>> {
      const path = join(folder, file.file)
      let bytesRead = 0
      const { verdict, detail } = await checkFile(path, file, signal, (bytes) => {
        bytesRead += bytes
      })
      return { kind: 'file', expected: file, path, verdict, detail, bytesRead }
    },
  })
  try {
    yield* checking
  } finally {
    // Left early, it would keep the record open.
    await files.return()
  }
}

/** One iterator for all that pull. */
async function* iterate<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, void> {
  yield* items
}

async function countOthers(folder: string, known: ReadonlySet<string>, signal: AbortSignal) {
  let unknown = 0
  let leftovers = 0
  try {
    for await (const entry of await opendir(folder)) {
      signal.throwIfAborted()
      if (entry.isDirectory() || entry.name === recordName || known.has(entry.name.normalize('NFC'))) continue
      if (entry.name.endsWith('.part')) leftovers++
      else unknown++
    }
  } catch (error) {
    signal.throwIfAborted()
    // The folder is gone or cannot be listed: the verdicts of its files say so.
    if (!hasCode(error)) throw error
  }
  return { unknown, leftovers }
}
