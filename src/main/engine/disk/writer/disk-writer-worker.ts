/**
 * The thread that writes small files and gives them their names: one after another, because those who make names in one
 * folder at once wait for each other, and flushed many at a time, because a flush costs more than such a file.
 */
import { closeSync, fdatasyncSync, linkSync, unlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { type MessagePort, parentPort } from 'node:worker_threads'
import { errorCode } from '@shared/model/error-code'
import { fsyncFolderSync } from '../fsync-folder'
import { writeAnew } from './new-file'

// What is said between the engine and the thread that writes small files.

/** A file of these bytes and this time, in the place of one that lies there, flushed. */
export interface SaveJob {
  readonly kind: 'save'
  readonly id: number
  readonly path: string
  readonly chunks: readonly Uint8Array[]
  /** Epoch milliseconds of the modification time that it gets; null for that of the writing. */
  readonly modifiedMs: number | null
}

/** `to` becomes the only name of the file `from`, if it is free; the folder of `to` is flushed. */
export interface NameJob {
  readonly kind: 'name'
  readonly id: number
  readonly from: string
  readonly to: string
}

/** Any job of the writing thread. */
export type DiskJob = SaveJob | NameJob

/** How a job ended. Those of one message were flushed together. */
export interface DiskAnswer {
  readonly id: number
  /** null when all is done. */
  readonly error: { readonly code: string; readonly message: string } | null
  /** Something lies under the path of a save, or `from` has its new name, whatever failed afterwards. */
  readonly made: boolean
  /** The bytes of a save that failed go back to whoever has them. */
  readonly chunks?: readonly Uint8Array[]
}

/** Done but for the flush that makes it last. */
type Unflushed = () => DiskAnswer

/** Does all that came; whatever one file meets, the others go on. */
function perform(jobs: readonly DiskJob[]): DiskAnswer[] {
  const folders = new Set<string>()
  const unflushed = jobs.map((job) => (job.kind === 'save' ? save(job) : name(job, folders)))
  for (const folder of folders) fsyncFolderSync(folder)
  return unflushed.map((flush) => flush())
}

function save({ id, path, chunks, modifiedMs }: SaveJob): Unflushed {
  let made = false
  try {
    const descriptor = writeAnew(path, chunks, modifiedMs, () => {
      made = true
    })
    return () => flushed(id, descriptor)
  } catch (error) {
    return () => ({ id, error: describe(error), made, chunks })
  }
}

function flushed(id: number, descriptor: number): DiskAnswer {
  try {
    fdatasyncSync(descriptor)
    return { id, error: null, made: true }
  } catch (error) {
    return { id, error: describe(error), made: true }
  } finally {
    closeSync(descriptor)
  }
}

function name({ id, from, to }: NameJob, folders: Set<string>): Unflushed {
  let made = false
  try {
    linkSync(from, to)
    made = true
    unlinkSync(from)
    folders.add(dirname(to))
    return () => ({ id, error: null, made })
  } catch (error) {
    return () => ({ id, error: describe(error), made })
  }
}

function describe(error: unknown): NonNullable<DiskAnswer['error']> {
  return { code: errorCode(error), message: error instanceof Error ? error.message : String(error) }
}

/** Buffers that go back with their bytes. */
function buffersOf(answers: readonly DiskAnswer[]): ArrayBuffer[] {
  return answers.flatMap(({ chunks = [] }) => chunks.map((chunk) => chunk.buffer as ArrayBuffer))
}

function listen(port: MessagePort): void {
  let waiting: DiskJob[] = []
  port.on('message', (jobs: readonly DiskJob[]) => {
    // All that came while the last ones were done is done together.
    if (waiting.length === 0) {
      setImmediate(() => {
        const all = waiting
        waiting = []
        const answers = perform(all)
        port.postMessage(answers, buffersOf(answers))
      })
    }
    waiting.push(...jobs)
  })
}

if (parentPort !== null) listen(parentPort)
