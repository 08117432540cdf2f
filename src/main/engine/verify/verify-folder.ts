import { failureKinds } from '@shared/model/failure'
import { type MissingAddress, mostExamples } from '@shared/model/incomplete'
import {
  type AbsentEntry,
  type FileEntry,
  type RecordHead,
  readEntries,
  summarizeRecord,
} from '../library/check/read-record'
import { type BadFile, type GalleryCheck, verifyGallery } from '../library/check/verify-gallery'

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
