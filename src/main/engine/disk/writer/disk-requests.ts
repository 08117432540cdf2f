/** The messages between the engine and the thread that writes small files, and what the thread does with them. */
import { closeSync, fdatasync, linkSync, unlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { fsyncFolder } from '../fsync-folder'
import type { HeldBodies } from './held-bodies'
import { writeNewFile } from './new-file'

/** A file of these bytes and this time, in the place of one that lies there, flushed. */
interface SaveRequest {
  readonly kind: 'save'
  readonly id: number
  readonly path: string
  /** Bytes that come with the request, or the key of those that the thread holds. */
  readonly chunks: readonly Uint8Array[] | string
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

/** Any request for the disk. */
export type DiskRequest = SaveRequest | NameRequest

/** How a request ended. Those of one message were flushed together. */
export interface DiskReply {
  readonly id: number
  /** null when all is done. */
  readonly error: { readonly code: string; readonly message: string } | null
  /** Something lies under the path of a save, or `from` has its new name, whatever failed afterwards. */
  readonly made: boolean
  /** The bytes of a save that failed, given back; those that the thread holds stay held. */
  readonly chunks?: readonly Uint8Array[]
}

/** Done but for the flush that makes it last, which calls back with how all ended. */
type Unflushed = (end: (reply: DiskReply) => void) => void

/**
 * Does all that came; a file that fails does not stop the others. Held bodies that are saved are held no longer. Calls back
 * once all is flushed, which happens outside of the event loop: sockets of the same thread are read meanwhile.
 */
export function performAll(
  requests: readonly DiskRequest[],
  held: HeldBodies,
  done: (replies: DiskReply[]) => void,
): void {
  const folders = new Set<string>()
  const unflushed = requests.map((one) => (one.kind === 'save' ? save(one, held) : name(one, folders)))
  const replies: DiskReply[] = []
  let left = unflushed.length + folders.size
  const ended = () => {
    left -= 1
    if (left === 0) done(replies)
  }
  for (const folder of folders) void fsyncFolder(folder).then(ended)
  for (const flush of unflushed) {
    flush((reply) => {
      replies.push(reply)
      ended()
    })
  }
}

function save({ id, path, chunks, modifiedMs }: SaveRequest, held: HeldBodies): Unflushed {
  let made = false
  const own = typeof chunks === 'string' ? {} : { chunks }
  try {
    const descriptor = writeNewFile(path, chunksOf(chunks, held), modifiedMs, () => {
      made = true
    })
    return (end) => {
      fdatasync(descriptor, (error) => {
        closeSync(descriptor)
        if (error === null && typeof chunks === 'string') held.delete(chunks)
        end({ id, error: error && describe(error), made: true })
      })
    }
  } catch (error) {
    return (end) => end({ id, error: describe(error), made, ...own })
  }
}

function chunksOf(chunks: SaveRequest['chunks'], held: HeldBodies): readonly Uint8Array[] {
  if (typeof chunks !== 'string') return chunks
  const body = held.get(chunks)
  if (body === undefined) throw Object.assign(new Error(`no body ${chunks} is held`), { code: 'EIO' })
  return [body]
}

function name({ id, from, to }: NameRequest, folders: Set<string>): Unflushed {
  let made = false
  try {
    linkSync(from, to)
    made = true
    unlinkSync(from)
    folders.add(dirname(to))
    return (end) => end({ id, error: null, made })
  } catch (error) {
    return (end) => end({ id, error: describe(error), made })
  }
}

function describe(error: unknown): NonNullable<DiskReply['error']> {
  return { code: errorCode(error), message: error instanceof Error ? error.message : String(error) }
}

/** Buffers that go back with their bytes. */
export function buffersOf(replies: readonly DiskReply[]): ArrayBuffer[] {
  return replies.flatMap(({ chunks = [] }) => chunks.map((chunk) => chunk.buffer as ArrayBuffer))
}
