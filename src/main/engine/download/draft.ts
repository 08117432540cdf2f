import { FailureError, isLocal } from '@shared/model/failure'
import { createPartFile, type PartFile, type PartWatch, type SaveWhole } from '../disk/part-file'
import { createImageIntake, type ImageIntake } from '../image/intake'
import type { PartRecord } from './validators'

/** An image in the making: the bytes on disk, what was seen in them, and what they are a part of. */
export interface Draft {
  readonly part: PartFile
  readonly intake: ImageIntake
  readonly record: PartRecord | null
  /** Takes what an earlier run left, at most `trusted` bytes of it. Throws FailureError (disk-full, not-writable). */
  load(record: PartRecord, trusted: number): Promise<void>
  /** Begins anew with the file of this record. */
  begin(record: PartRecord): Promise<void>
  /** Tells the record of a file that is whole before anything is written, so that it is saved with what is told next. */
  announce(): void | Promise<void>
  /** Removes the file and forgets it. */
  drop(): Promise<void>
}

/** Whoever keeps the records of partial files; see `ImageRequest.onPart`. */
export interface PartKeeper {
  onPart(record: PartRecord | null, isWhole: boolean): void | Promise<void>
  onPartFlushed?(bytes: number): void
}

/** An empty draft; `path` is its temporary name. */
export function createDraft(
  path: string,
  { onPart, onPartFlushed }: PartKeeper,
  saveWhole: SaveWhole,
): Draft {
  let intake = createImageIntake()
  let record: PartRecord | null = null
  let told = false
  const tell = (isWhole: boolean) => {
    if (told) return
    told = true
    if (record !== null) return onPart(record, isWhole)
  }
  const watch: PartWatch = {
    onCreate: () => tell(false),
    onFlushed: (bytes) => {
      if (record !== null) onPartFlushed?.(bytes)
    },
  }
  const part = createPartFile(path, watch, saveWhole)
  const drop = async () => {
    record = null
    intake = createImageIntake()
    await part.restart()
    if (told) await onPart(null, false)
    told = false
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
      told = true
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
    announce: () => tell(true),
    drop,
  }
}
