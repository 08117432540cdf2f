import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BadVerdict } from '@shared/model/check'
import { hasCode } from '../../disk/error-code'
import { recordName } from '../gallery-record'
import { checkFile, type RecordedContent } from './check-file'

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
