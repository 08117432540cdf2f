import type { FailureError } from '@shared/model/failure'
import type { ImageId } from '@shared/model/units'
import { type ChildController, childController, sleep } from '../async/cancellation'
import { type CheckFolder, createFolderChecker } from '../disk/folder-check'
import { createSpaceReserver, type ReserveSpace } from '../disk/space/reserve-space'
import type { Log, StartWorker } from '../ports/ports'
import type { ActiveImages } from './task-images'
import { createTransferThreads, type TransferThreads } from './thread/transfer-threads'

/** What all downloads of images share of the disk; the engine makes it once and closes it last. */
export interface ImageDisk {
  readonly checkFolder: CheckFolder
  readonly reserveSpace: ReserveSpace
  readonly files: TransferThreads
  /** Temporary names in use, so that two downloads of one name do not write into one file. */
  readonly partNames: Set<string>
  /** What marks the partial files of this data folder; see `partName`. */
  readonly partTag: string
  /** Clock of durations, in milliseconds. */
  readonly monotonic: () => number
}

/** What the disk of downloads is made of. */
interface ImageDiskOptions {
  readonly startWorker: StartWorker
  /** Built file of `transfer-worker.ts`. */
  readonly transferWorkerFile: string
  /** See `ImageDisk.partTag`; none when absent. */
  readonly partTag?: string
  readonly monotonic: () => number
  readonly log: Log
}

/** The caller closes `files`. */
export function createImageDisk(options: ImageDiskOptions): ImageDisk {
  const { startWorker, transferWorkerFile, partTag = '', monotonic, log } = options
  return {
    checkFolder: createFolderChecker(monotonic),
    reserveSpace: createSpaceReserver(monotonic),
    files: createTransferThreads({ startWorker, workerFile: transferWorkerFile, log }),
    partNames: new Set(),
    partTag,
    monotonic,
  }
}

/** What fits on a full disk may take this long to end; then it is stopped, and its partial file is kept. */
const graceMs = 10_000

/** Stops the images of a task when this machine refuses one: every further image would fail the same way. */
export interface DiskWatch extends Disposable {
  /** The failure of an image that did not fit on the disk; null while all do. */
  readonly full: FailureError | null
  /**
   * Stops what would fail for the same reason. Called where an image meets it: before its partial file is put in order, and
   * before its connection is given back, which would begin the next file. Calls after the first one change nothing.
   */
  refused(reason: FailureError): void
}

/** What a watch of the disk stops. */
interface WatchedImages {
  /** Of the run. */
  readonly signal: AbortSignal
  readonly active: Pick<ActiveImages, 'hasBytes'>
  /** Those of the images at work. */
  readonly controllers: ReadonlyMap<ImageId, ChildController>
  /** Gives up those that go together and have not come whole. */
  readonly giveUp: () => void
  /** Stops the whole run. */
  readonly stop: (reason: FailureError) => void
}

/**
 * Watches the disk for one run: on a full one the images that have no byte yet are stopped at once, the others have time to
 * end; any other refusal stops the run. The caller disposes of it when no image is at work any more.
 */
export function watchDisk({ signal, active, controllers, giveUp, stop }: WatchedImages): DiskWatch {
  const grace = childController(signal)
  let full: FailureError | null = null
  return {
    get full() {
      return full
    },
    refused(reason) {
      const { failure } = reason
      if (failure.kind !== 'disk-full' || failure.of === 'records') {
        stop(reason)
        return
      }
      if (full !== null) return
      full = reason
      for (const [id, own] of controllers) if (!active.hasBytes(id)) own.abort('pause')
      giveUp()
      sleep(graceMs, grace.signal).then(
        () => stop(reason),
        () => {},
      )
    },
    [Symbol.dispose]() {
      grace.abort('done')
      grace[Symbol.dispose]()
    },
  }
}
