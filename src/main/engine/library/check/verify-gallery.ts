import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BadVerdict } from '@shared/model/check'
import { hasCode } from '@shared/model/error-code'
import { failureKinds } from '@shared/model/failure'
import { type MissingAddress, mostExamples } from '@shared/model/incomplete'
import { recordName } from '../gallery-record'
import { checkFile, type RecordedContent } from './check-file'
import {
  type AbsentEntry,
  type FileEntry,
  type RecordHead,
  readEntries,
  summarizeRecord,
} from './read-record'

/** What was found in a folder with a record. */
export interface FolderCheck extends GalleryCheck {
  readonly head: RecordHead
  /** Entries that were not saved when the record was written. */
  readonly absent: number
  /** The first of them, at most `mostExamples`. */
  readonly absentExamples: readonly MissingAddress[]
  /** What is wrong with entries of the record itself; the first hundred. */
  readonly badEntries: readonly string[]
  readonly badEntryCount: number
}

export interface FolderListener {
  onBad(file: BadFile<FileEntry>): void
  onProgress(files: number, bytes: number): void
}

/** So many sentences about a record help; more do not. */
const mostSentences = 100

/**
 * Checks a folder by the `gallery.json` in it. Reads only.
 *
 * Rejects with BadRecordError when the record as a whole cannot be used, with what the file system throws when it cannot
 * be read, and with the signal's reason.
 */
export async function verifyFolder(
  folder: string,
  signal: AbortSignal,
  listener: FolderListener,
): Promise<FolderCheck> {
  // To its end first: a record that is cut off is told before anything is judged by its half.
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

  const check = await verifyGallery(folder, files(), signal, listener)
  return { ...check, head, absent, absentExamples, badEntries, badEntryCount }
}

function missingAddress({ address, missing }: AbsentEntry): MissingAddress {
  return { address, kind: failureKinds.find((kind) => kind === missing) ?? null }
}

/** A file that the records name: what is to be looked at. */
export interface ExpectedFile extends RecordedContent {
  /** One safe segment below the folder. */
  readonly file: string
}

/** A file that is not what its record says. */
export interface BadFile<F extends ExpectedFile> {
  readonly expected: F
  /** Absolute path. */
  readonly path: string
  readonly verdict: BadVerdict
  readonly detail: string
}

/** What was found in one folder. */
export interface GalleryCheck {
  /** Files looked at. */
  readonly files: number
  readonly whole: number
  readonly bad: number
  /** Files that no record names; they are nobody's business but the person's. */
  readonly unknown: number
  /** Partial files of downloads that did not end. */
  readonly leftovers: number
}

export interface CheckListener<F extends ExpectedFile> {
  onBad(file: BadFile<F>): void
  /** After each file, with the bytes that were read of it. */
  onProgress(files: number, bytes: number): void
}

/** Files read at once: a second one keeps the disk busy while the first is hashed, more only make it seek. */
const filesAtOnce = 3

/**
 * Checks every file that is expected in a folder, and counts what else lies there. Never writes.
 *
 * `expected` is pulled as files are done: memory holds the names alone. Rejects with the signal's reason, or with what
 * `expected` throws.
 */
export async function verifyGallery<F extends ExpectedFile>(
  folder: string,
  expected: AsyncIterable<F> | Iterable<F>,
  signal: AbortSignal,
  { onBad, onProgress }: CheckListener<F>,
): Promise<GalleryCheck> {
  const names = new Set<string>()
  let whole = 0
  let bad = 0

  async function check(file: F): Promise<void> {
    const path = join(folder, file.file)
    let bytes = 0
    const { verdict, detail } = await checkFile(path, file, signal, (more) => {
      bytes += more
    })
    if (verdict === 'whole') whole++
    else {
      bad++
      onBad({ expected: file, path, verdict, detail })
    }
    onProgress(1, bytes)
  }

  const files = iterate(expected)
  const readers = Array.from({ length: filesAtOnce }, async () => {
    for (let next = await files.next(); next.done !== true; next = await files.next()) {
      signal.throwIfAborted()
      names.add(next.value.file.normalize('NFC'))
      await check(next.value)
    }
  })
  const ends = await Promise.allSettled(readers)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return { files: names.size, whole, bad, ...(await countOthers(folder, names, signal)) }
}

/** One iterator for several readers: an async generator queues their calls. */
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
    // The folder is gone or cannot be listed: its files have told that already.
    if (!hasCode(error)) throw error
  }
  return { unknown, leftovers }
}
