import { FailureError, isLocal } from '@shared/model/failure'
import { createPartFile, type PartFile, type PartFileOptions, type PartWatch } from '../disk/part-file'
import { createImageIntake, type ImageIntake } from '../image/intake'
import type { ImageRecords } from './image-request'
import type { PartRecord } from './resume'

/** An image in the making: the bytes on disk, what was seen in them, and what they are a part of. */
export interface Draft {
  readonly part: PartFile
  readonly intake: ImageIntake
  readonly record: PartRecord | null
  /** Takes what an earlier run left, at most `trusted` bytes of it. Throws FailureError (disk-full, not-writable). */
  load(record: PartRecord, trusted: number): Promise<void>
  /** Starts again with the file of this record. */
  begin(record: PartRecord): Promise<void>
  /** Saves the record of a file that is whole before a byte is written, so that the next record shares its commit. */
  announce(): void | Promise<void>
  /** Removes the file and forgets it. */
  drop(): Promise<void>
}

/** An empty draft; `path` is its temporary name. */
export function createDraft(
  path: string,
  { savePart, partFlushed }: Pick<ImageRecords, 'savePart' | 'partFlushed'>,
  disk: Pick<PartFileOptions, 'saveWhole' | 'monotonic'>,
): Draft {
  let intake = createImageIntake()
  let record: PartRecord | null = null
  let isRecorded = false
  const saveRecord = (isWhole: boolean) => {
    if (isRecorded) return
    isRecorded = true
    if (record !== null) return savePart(record, isWhole)
  }
  const watch: PartWatch = {
    onCreate: () => saveRecord(false),
    onFlushed: (bytes) => {
      if (record !== null) partFlushed(bytes)
    },
  }
  const part = createPartFile(path, { ...disk, watch })
  const drop = async () => {
    record = null
    intake = createImageIntake()
    await part.restart()
    if (isRecorded) await savePart(null, false)
    isRecorded = false
  }
  return {
    part,
    get intake() {
      return intake
    },
    get record() {
      return record
    },
    load: async (known, trusted) => {
      isRecorded = true
      try {
        record = known
        await part.load((chunk) => intake.push(chunk), trusted)
      } catch (error) {
        // A disk that refuses for now says nothing of the file; one that is no image is as good as nothing.
        if (!(error instanceof FailureError) || isLocal(error.failure)) throw error
        await drop()
      }
    },
    begin: async (next) => {
      if (part.length > 0 || record !== null) await drop()
      record = next
    },
    announce: () => saveRecord(true),
    drop,
  }
}
