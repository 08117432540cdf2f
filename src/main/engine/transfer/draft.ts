import { FailureError } from '@shared/failure'
import { createImageIntake, type ImageIntake } from './image-intake'
import { createPartFile, type PartFile } from './part-file'
import type { PartRecord } from './validators'

/** An image in the making: the bytes on disk, what was seen in them, and what they are a part of. */
export interface Draft {
  readonly part: PartFile
  readonly intake: ImageIntake
  readonly record: PartRecord | null
  load(record: PartRecord): Promise<void>
  /** Begins anew with the file of this record. */
  begin(record: PartRecord): Promise<void>
  /** Removes the file and forgets it. */
  drop(): Promise<void>
}

/** Whoever keeps the records of partial files; see `ImageRequest.onPart`. */
export interface PartKeeper {
  onPart(record: PartRecord | null): void | Promise<void>
}

/** An empty draft; `path` is its temporary name. */
export function createDraft(path: string, { onPart }: PartKeeper): Draft {
  let intake = createImageIntake()
  let record: PartRecord | null = null
  let told = false
  const part = createPartFile(path, async () => {
    told = true
    if (record !== null) await onPart(record)
  })
  const drop = async () => {
    record = null
    intake = createImageIntake()
    await part.restart()
    if (told) await onPart(null)
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
    load: async (known) => {
      told = true
      try {
        await part.load((chunk) => intake.push(chunk))
        record = known
      } catch (error) {
        // What an earlier run left is no image: as good as nothing.
        if (!(error instanceof FailureError)) throw error
        await drop()
      }
    },
    begin: async (next) => {
      if (part.length > 0 || record !== null) await drop()
      record = next
    },
    drop,
  }
}
