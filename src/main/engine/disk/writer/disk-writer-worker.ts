/**
 * The thread that writes small files and gives them their names: one after another, because those who make names in one
 * folder at once wait for each other, and flushed many at a time, because a flush costs more than such a file.
 */
import { closeSync, fdatasyncSync, linkSync, unlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { type MessagePort, parentPort } from 'node:worker_threads'
import { errorCode } from '@shared/model/error-code'
import { fsyncFolderSync } from '../fsync-folder'
import { writeNewFile } from './new-file'

// The messages between the engine and the thread that writes small files.

/** A file of these bytes and this time, in the place of one that lies there, flushed. */
interface SaveRequest {
  readonly kind: 'save'
  readonly id: number
  readonly path: string
  readonly chunks: readonly Uint8Array[]
  /** Epoch milliseconds of the modification time that it gets; null for that of the writing. */
  readonly modifiedMs: number | null
}

/** `to` becomes the only name of the file `from`, if it is free; the folder of `to` is flushed. */
interface NameRequest {
  readonly kind: 'name'
  readonly id: number
  readonly from: string
  readonly to: string
}

/** Any request to the writing thread. */
export type DiskRequest = SaveRequest | NameRequest

/** How a request ended. Those of one message were flushed together. */
export interface DiskReply {
  readonly id: number
  /** null when all is done. */
  readonly error: { readonly code: string; readonly message: string } | null
  /** Something lies under the path of a save, or `from` has its new name, whatever failed afterwards. */
  readonly made: boolean
  /** The bytes of a save that failed, given back. */
  readonly chunks?: readonly Uint8Array[]
}

/** Done but for the flush that makes it last. */
type Unflushed = () => DiskReply

/** Does all that came; a file that fails does not stop the others. */
function perform(requests: readonly DiskRequest[]): DiskReply[] {
  const folders = new Set<string>()
  const unflushed = requests.map((one) => (one.kind === 'save' ? save(one) : name(one, folders)))
  for (const folder of folders) fsyncFolderSync(folder)
  return unflushed.map((flush) => flush())
}

function save({ id, path, chunks, modifiedMs }: SaveRequest): Unflushed {
  let made = false
  try {
    const descriptor = writeNewFile(path, chunks, modifiedMs, () => {
      made = true
    })
    return () => flushed(id, descriptor)
  } catch (error) {
    return () => ({ id, error: describe(error), made, chunks })
  }
}

function flushed(id: number, descriptor: number): DiskReply {
  try {
    fdatasyncSync(descriptor)
    return { id, error: null, made: true }
  } catch (error) {
    return { id, error: describe(error), made: true }
  } finally {
    closeSync(descriptor)
  }
}

function name({ id, from, to }: NameRequest, folders: Set<string>): Unflushed {
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

function describe(error: unknown): NonNullable<DiskReply['error']> {
  return { code: errorCode(error), message: error instanceof Error ? error.message : String(error) }
}

/** Buffers that go back with their bytes. */
function buffersOf(replies: readonly DiskReply[]): ArrayBuffer[] {
  return replies.flatMap(({ chunks = [] }) => chunks.map((chunk) => chunk.buffer as ArrayBuffer))
}

function listen(port: MessagePort): void {
  let waiting: DiskRequest[] = []
  port.on('message', (requests: readonly DiskRequest[]) => {
    // All that came while the last ones were done is done together.
    if (waiting.length === 0) {
      setImmediate(() => {
        const all = waiting
        waiting = []
        const replies = perform(all)
        port.postMessage(replies, buffersOf(replies))
      })
    }
    waiting.push(...requests)
  })
}

if (parentPort !== null) listen(parentPort)
