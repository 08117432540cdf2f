import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Task } from '@shared/model/task'
import type { EpochMs, TaskId } from '@shared/model/units'
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
   * A file that another task has left, whose number is given again after the list of downloads was lost, is moved aside.
   * Rejects as the methods of `RecordStore` do.
   */
  open(task: Pick<Task, 'id' | 'addedAt'>): Promise<RecordStore>
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

  async function openFile({ id, addedAt }: Pick<Task, 'id' | 'addedAt'>): Promise<RecordStore> {
    await closing.get(id)
    await diskOperation(() => mkdir(folder, { recursive: true, mode: folderMode }))
    const store = await openOwn(thread, fileOf(id), addedAt)
    if (store !== null) return store
    const kept = await moveAside(fileOf(id))
    thread.log('warn', 'records of another crawl were moved aside', { file: kept })
    return (await openOwn(thread, fileOf(id), addedAt)) ?? openRecordStore(thread, fileOf(id))
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

  function share(task: Pick<Task, 'id' | 'addedAt'>): Shared {
    const { id } = task
    const known = stores.get(id)
    if (known !== undefined) return known
    const made: Shared = { opening: openFile(task), users: 0 }
    stores.set(id, made)
    // The next one tries again.
    made.opening.catch(() => {
      if (stores.get(id) === made) stores.delete(id)
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
        if (shared.users > 0 || stores.get(task.id) !== shared) return
        shared.timer = setTimeout(() => void end(task.id), idleMs).unref()
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

/** Null: the file belongs to another task; it is closed. */
async function openOwn(
  thread: StoreThreadOptions,
  file: string,
  addedAt: EpochMs,
): Promise<RecordStore | null> {
  const store = await openRecordStore(thread, file)
  try {
    if (await store.claim(addedAt)) return store
  } catch (error) {
    await store.close()
    throw error
  }
  await store.close()
  return null
}

/** Gives a closed file a free name beside it; returns that. */
async function moveAside(file: string): Promise<string> {
  for (let number = 1; ; number++) {
    const kept = file.replace(/\.db$/, `.kept-${number}.db`)
    if (existsSync(kept)) continue
    await diskOperation(() => rename(file, kept))
    return kept
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
