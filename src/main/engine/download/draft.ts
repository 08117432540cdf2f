import { FailureError, isLocal } from '@shared/model/failure'
import { createPartFile, type PartFile, type PartFileOptions, type PartWatch } from '../disk/part-file'
import { createImageIntake, type ImageIntake } from '../image/intake'
import type { ImageStore } from './image-request'
import type { ResumeInfo } from './resume'

/** An image in the making: the bytes on disk, what was seen in them, and what they are a part of. */
export interface Draft {
  readonly part: PartFile
  readonly intake: ImageIntake
  readonly resumeInfo: ResumeInfo | null
  /** Takes what an earlier run left, at most `trusted` bytes of it. Throws FailureError (disk-full, not-writable). */
  load(resumeInfo: ResumeInfo, trusted: number): Promise<void>
  /** Starts again with the file that this describes. */
  begin(resumeInfo: ResumeInfo): Promise<void>
  /** Saves the resume info of a whole file before a byte is written, so that the claim of its name shares the commit. */
  announce(): void | Promise<void>
  /** Removes the file and forgets it. */
  drop(): Promise<void>
}

/** An empty draft; `path` is its temporary name. */
export function createDraft(
  path: string,
  { savePart, partFlushed }: Pick<ImageStore, 'savePart' | 'partFlushed'>,
  disk: Pick<PartFileOptions, 'saveWhole' | 'monotonic'>,
): Draft {
  let intake = createImageIntake()
  let resumeInfo: ResumeInfo | null = null
  let isRecorded = false
  const saveRecord = (isWhole: boolean) => {
    if (isRecorded) return
    isRecorded = true
    if (resumeInfo !== null) return savePart(resumeInfo, isWhole)
  }
  const watch: PartWatch = {
    onCreate: () => saveRecord(false),
    onFlushed: (bytes) => {
      if (resumeInfo !== null) partFlushed(bytes)
    },
  }
  const part = createPartFile(path, { ...disk, watch })
  const drop = async () => {
    resumeInfo = null
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
    get resumeInfo() {
      return resumeInfo
    },
    load: async (known, trusted) => {
      isRecorded = true
      try {
        resumeInfo = known
        await part.load((chunk) => intake.push(chunk), trusted)
      } catch (error) {
        // A disk that refuses for now says nothing of the file; one that is no image is as good as nothing.
        if (!(error instanceof FailureError) || isLocal(error.failure)) throw error
        await drop()
      }
    },
    begin: async (next) => {
      if (part.length > 0 || resumeInfo !== null) await drop()
      resumeInfo = next
    },
    announce: () => saveRecord(true),
    drop,
  }
}
