import { closeSync, fdatasync, linkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { fsyncFolder } from '../../disk/fsync-folder'
import type { HeldBodies } from '../../disk/writer/held-bodies'
import { writeNewFile } from '../../disk/writer/new-file'
import type { LinkRequest, StoredEnd, StoredFile, StoredReply, StoreRequest } from './messages'

/** Files are written for so long in one go, in milliseconds: then the sockets of the thread have their turn. */
const turnMs = 5

/** Files of one store request. */
interface Batch {
  readonly request: StoreRequest
  /** How each ended; undefined: it is whole, or has not failed yet. */
  readonly ended: (StoredEnd | undefined)[]
  isFlushed: boolean
  /** Null until it is known. */
  isSafe: boolean | null
}

/**
 * Brings bodies that are held onto the disk, many at a time: all are written, all are flushed, and when their records are safe too, all get
 * their names, and each folder is flushed once.
 */
export class StoredFiles {
  readonly #held: HeldBodies
  readonly #clock: () => number
  readonly #reply: (reply: StoredReply) => void
  readonly #batches = new Map<number, Batch>()

  constructor(held: HeldBodies, clock: () => number, reply: (reply: StoredReply) => void) {
    this.#held = held
    this.#clock = clock
    this.#reply = reply
  }

  /** Begins to write. */
  store(request: StoreRequest): void {
    const ended = request.files.map(() => undefined)
    const batch: Batch = { request, ended, isFlushed: false, isSafe: null }
    this.#batches.set(request.id, batch)
    this.#write(batch, 0, [])
  }

  /** Names the files as soon as they are flushed. */
  link({ id, isSafe }: LinkRequest): void {
    const batch = this.#batches.get(id)
    if (batch === undefined) return
    batch.isSafe = isSafe
    if (batch.isFlushed) this.#end(batch)
  }

  /** Writes from the `first` file on; `written` are descriptors of those that are. */
  #write(batch: Batch, first: number, written: (number | null)[]): void {
    const begun = this.#clock()
    for (let nth = first; nth < batch.request.files.length; nth++) {
      if (this.#clock() - begun > turnMs) {
        setImmediate(() => this.#write(batch, nth, written))
        return
      }
      written.push(this.#writeOne(batch, nth))
    }
    this.#flush(batch, written)
  }

  #writeOne(batch: Batch, nth: number): number | null {
    const file = batch.request.files[nth]
    if (file === undefined) return null
    const path = pathOf(batch, file, file.part)
    const body = this.#held.get(file.held)
    if (body === undefined) {
      // It was held by a thread that has crashed.
      batch.ended[nth] = { at: 'lost', code: 'EIO' }
      return null
    }
    let made = false
    try {
      const descriptor = writeNewFile(path, [body], file.modifiedMs, () => {
        made = true
      })
      // Its memory is for the next one. Should the flush fail, it is fetched again.
      this.#held.delete(file.held)
      return descriptor
    } catch (error) {
      if (made) unlinkSync(path)
      batch.ended[nth] = { at: 'write', code: errorCode(error) }
      return null
    }
  }

  /** Flushes all: nearly always the first flush does the work of the others. */
  #flush(batch: Batch, written: readonly (number | null)[]): void {
    let left = 1
    const flushed = () => {
      left -= 1
      if (left > 0) return
      batch.isFlushed = true
      if (batch.isSafe !== null) this.#end(batch)
    }
    for (const [nth, descriptor] of written.entries()) {
      if (descriptor === null) continue
      left += 1
      fdatasync(descriptor, (error) => {
        closeSync(descriptor)
        if (error !== null) this.#unflushed(batch, nth, error)
        flushed()
      })
    }
    flushed()
  }

  /** What the disk did not take is not on it, also when it looks so now. */
  #unflushed(batch: Batch, nth: number, error: Error): void {
    const file = batch.request.files[nth]
    batch.ended[nth] = { at: 'flush', code: errorCode(error) }
    try {
      if (file !== undefined) unlinkSync(pathOf(batch, file, file.part))
    } catch {
      // It is written again under the same name.
    }
  }

  #end(batch: Batch): void {
    const { id, files } = batch.request
    this.#batches.delete(id)
    const folders = new Set<string>()
    for (const [nth, file] of files.entries()) {
      if (batch.ended[nth] !== undefined) continue
      batch.ended[nth] = batch.isSafe === true ? nameFile(batch, file) : { at: 'link', code: 'ECANCELED' }
      folders.add(batch.request.folders[file.folder] ?? '')
    }
    void Promise.all([...folders].map((folder) => fsyncFolder(folder))).then(() =>
      this.#reply({ kind: 'stored', id, ended: batch.ended.map((one) => one ?? null) }),
    )
  }
}

function pathOf({ request }: Batch, { folder }: StoredFile, name: string): string {
  return join(request.folders[folder] ?? '', name)
}

/** The final name becomes the only one, unless it is taken. */
function nameFile(batch: Batch, file: StoredFile): StoredEnd {
  const part = pathOf(batch, file, file.part)
  try {
    linkSync(part, pathOf(batch, file, file.to))
  } catch (error) {
    return { at: 'link', code: errorCode(error) }
  }
  try {
    unlinkSync(part)
    return null
  } catch (error) {
    return { at: 'unlink', code: errorCode(error) }
  }
}
