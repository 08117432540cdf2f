import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TaskId } from '@shared/model/units'
import { diskOperation } from '../../disk/disk-errors'
import { openRecordStore } from './open-store'
import type { RecordStore } from './record-store'
import type { StoreThreadOptions } from './store-thread'

/** A store that nothing uses is closed after this time: a window asks for its list again and again. */
const idleMs = 10_000

/** Read by its owner alone. */
const folderMode = 0o700

/** Where the stores are, and what their threads need. */
export interface RecordStoresOptions extends StoreThreadOptions {
  /** `records` in the data folder; made with the first store. */
  readonly folder: string
}

/** The files of all crawls, `TASK-ID.db` each: opened once, however many use one. */
export interface RecordStores {
  /**
   * The store of a task, made if it is not there. Its `close` gives it back: the file is closed a while after all have.
   *
   * Rejects as the methods of `RecordStore` do.
   */
  open(task: TaskId): Promise<RecordStore>
  /** Whether a task has a file. */
  has(task: TaskId): boolean
  /** Removes the file of a task; what still uses it is refused. False: there was none. */
  remove(task: TaskId): Promise<boolean>
  /** Path of the file of a task, which need not exist. */
  fileOf(task: TaskId): string
  /** Closes all files; what was asked before is answered. */
  close(): Promise<void>
}

interface Shared {
  readonly opening: Promise<RecordStore>
  users: number
  timer?: NodeJS.Timeout
}

export function createRecordStores({ folder, ...thread }: RecordStoresOptions): RecordStores {
  const stores = new Map<TaskId, Shared>()
  /** Files on their way to be closed: one is opened again, or removed, only afterwards. */
  const closing = new Map<TaskId, Promise<void>>()
  const fileOf = (task: TaskId) => join(folder, `${task}.db`)

  async function openFile(task: TaskId): Promise<RecordStore> {
    await closing.get(task)
    await diskOperation(() => mkdir(folder, { recursive: true, mode: folderMode }))
    return await openRecordStore(thread, fileOf(task))
  }

  function end(task: TaskId): Promise<void> {
    const shared = stores.get(task)
    if (shared === undefined) return closing.get(task) ?? Promise.resolve()
    stores.delete(task)
    clearTimeout(shared.timer)
    const done = shared.opening
      .then(
        (store) => store.close(),
        () => {},
      )
      .finally(() => {
        if (closing.get(task) === done) closing.delete(task)
      })
    closing.set(task, done)
    return done
  }

  function share(task: TaskId): Shared {
    const known = stores.get(task)
    if (known !== undefined) return known
    const made: Shared = { opening: openFile(task), users: 0 }
    stores.set(task, made)
    // The next one tries again.
    made.opening.catch(() => {
      if (stores.get(task) === made) stores.delete(task)
    })
    return made
  }

  return {
    fileOf,
    has: (task) => stores.has(task) || existsSync(fileOf(task)),
    async open(task) {
      const shared = share(task)
      clearTimeout(shared.timer)
      shared.users += 1
      const giveBack = () => {
        shared.users -= 1
        if (shared.users > 0 || stores.get(task) !== shared) return
        shared.timer = setTimeout(() => void end(task), idleMs).unref()
      }
      return lend(await shared.opening, giveBack)
    },
    async remove(task) {
      await end(task)
      const file = fileOf(task)
      const isThere = existsSync(file)
      // The database last: a log that is left alone would be taken for that of the next file with this name.
      for (const path of [`${file}-wal`, `${file}-shm`, file])
        await diskOperation(() => rm(path, { force: true }))
      return isThere
    },
    async close() {
      await Promise.all([...stores.keys()].map(end))
      await Promise.all(closing.values())
    },
  }
}

/** The store in the hands of one user. */
function lend(store: RecordStore, giveBack: () => void): RecordStore {
  let isMine = true
  return {
    ...store,
    async close() {
      if (isMine) giveBack()
      isMine = false
    },
  }
}
