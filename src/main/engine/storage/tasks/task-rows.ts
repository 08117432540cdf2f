import { DownloadRequest } from '@shared/model/download-request'
import { TaskCounts, type TaskFace } from '@shared/model/task'
import { TaskState } from '@shared/model/task-state'
import { type EpochMs, TaskId } from '@shared/model/units'
import type { Login } from '../../address/address-text'
import {
  integerOrNull,
  jsonField,
  readImageIdOrNull,
  readJson,
  readTaskId,
  text,
  textOrNull,
} from '../columns'
import type { Database, Row } from '../database/database'
import { createRunRows, type RunRows } from './run-rows'
import { createTaskProgressRows, recount, type TaskProgressRows } from './task-progress'

/** Cookies and logins of tasks: what must not outlive its use. */
interface TaskSecretRows {
  /** Cookies of the sites of a task; null: none, or deleted. */
  cookies(id: TaskId): string | null
  saveCookies(id: TaskId, cookies: string | null): void
  /** The login that addresses of a task named for an origin; null: none. */
  login(id: TaskId, origin: string): Login | null
  /** The last one of an origin counts. */
  saveLogin(id: TaskId, origin: string, login: Login): void
  /** Deletes the logins of addresses; false if there was none. `scrub` wipes what they were. */
  forgetLogins(id: TaskId): boolean
  /** Commits, and wipes what was overwritten or deleted also from the write-ahead log. */
  scrub(): void
}

/** The column `tasks.cookies` and the rows of `logins`. */
function createTaskSecretRows(database: Database): TaskSecretRows {
  return {
    cookies(id) {
      const row = database.get('SELECT cookies FROM tasks WHERE id = ?', id)
      return row ? textOrNull(row, 'cookies') : null
    },
    saveCookies(id, cookies) {
      database.run('UPDATE tasks SET cookies = ? WHERE id = ?', cookies, id)
    },
    login(id, origin) {
      const sql = 'SELECT username, password FROM logins WHERE task_id = ? AND origin = ?'
      const row = database.get(sql, id, origin)
      return row ? { username: text(row, 'username'), password: text(row, 'password') } : null
    },
    saveLogin(id, origin, { username, password }) {
      const sql = 'INSERT OR REPLACE INTO logins (task_id, origin, username, password) VALUES (?, ?, ?, ?)'
      database.run(sql, id, origin, username, password)
    },
    forgetLogins(id) {
      // Looked at first: a start that finds nothing to delete writes nothing.
      if (database.get('SELECT 1 FROM logins WHERE task_id = ? LIMIT 1', id) === undefined) return false
      database.run('DELETE FROM logins WHERE task_id = ?', id)
      return true
    },
    scrub: database.scrub,
  }
}

/** A task as it is on disk. */
export interface StoredTask {
  readonly id: TaskId
  readonly request: DownloadRequest
  readonly state: TaskState
  readonly counts: TaskCounts
  readonly addedAt: EpochMs
}

/** The list of tasks. */
interface TaskTableRows {
  add(request: DownloadRequest, state: TaskState, counts: TaskCounts, at: EpochMs): TaskId
  /**
   * Those on the list, oldest first, without those whose request cannot be read. One whose state cannot be read is paused;
   * counts that cannot be read are counted again from the rows.
   */
  list(): readonly StoredTask[]
  /** Those whose request the last `list` could not read. */
  unreadable(): readonly TaskId[]
  saveState(id: TaskId, state: TaskState, counts: TaskCounts): void
  saveRequest(id: TaskId, request: DownloadRequest): void
  /** Takes a task off the list; its galleries stay in the library. */
  remove(id: TaskId, at: EpochMs): void
  /** Brings a removed one back to the list; null if there never was one, or it cannot be read. */
  restore(id: TaskId): StoredTask | null
  /** Where tasks save to, those that were taken off the list with them; each once. */
  folders(): readonly string[]
  /** Titles of its first and of its last gallery. */
  titles(id: TaskId): Omit<TaskFace, 'cover'>
  /** Those titles, and the first saved image. */
  face(id: TaskId): TaskFace
}

/** The rows of `tasks`, by what is done with them. */
export interface TaskRows extends TaskTableRows {
  readonly progress: TaskProgressRows
  readonly secrets: TaskSecretRows
  readonly runs: RunRows
}

/** `noteFolder` gets every folder that a request names. */
export function createTaskRows(database: Database, noteFolder: (folder: string) => void): TaskRows {
  return {
    ...createTaskTableRows(database, noteFolder),
    progress: createTaskProgressRows(database),
    secrets: createTaskSecretRows(database),
    runs: createRunRows(database),
  }
}

function createTaskTableRows(database: Database, noteFolder: (folder: string) => void): TaskTableRows {
  let unreadable: readonly TaskId[] = []
  return {
    add(request, state, counts, at) {
      noteFolder(request.folder)
      const sql = 'INSERT INTO tasks (request, state, tally, added_at) VALUES (?, ?, ?, ?)'
      const values = [JSON.stringify(request), JSON.stringify(state), JSON.stringify(counts)] as const
      return TaskId.parse(database.run(sql, ...values, at).id)
    },
    list() {
      const rows = database.all('SELECT * FROM tasks WHERE removed_at IS NULL ORDER BY id')
      const read = rows.flatMap((row) => storedTask(database, row) ?? [])
      const ids = new Set(read.map(({ id }) => id))
      unreadable = rows.map((row) => readTaskId(row, 'id')).filter((id) => !ids.has(id))
      return read
    },
    unreadable: () => unreadable,
    saveState(id, state, counts) {
      const values = [JSON.stringify(state), JSON.stringify(counts), id] as const
      database.run('UPDATE tasks SET state = ?, tally = ? WHERE id = ?', ...values)
    },
    saveRequest(id, request) {
      noteFolder(request.folder)
      database.run('UPDATE tasks SET request = ? WHERE id = ?', JSON.stringify(request), id)
    },
    remove(id, at) {
      database.run('UPDATE tasks SET removed_at = ?, cookies = NULL WHERE id = ?', at, id)
    },
    restore(id) {
      const row = database.get('SELECT * FROM tasks WHERE id = ?', id)
      const restored = row ? storedTask(database, row) : null
      if (restored !== null) database.run('UPDATE tasks SET removed_at = NULL WHERE id = ?', id)
      return restored
    },
    folders: () => foldersOf(database),
    titles: (id) => titlesOf(database, id),
    face(id) {
      const sql =
        'SELECT cover_id FROM galleries WHERE task_id = ? AND cover_id IS NOT NULL AND forgotten_at IS NULL ORDER BY id LIMIT 1'
      const row = database.get(sql, id)
      return { ...titlesOf(database, id), cover: row ? readImageIdOrNull(row, 'cover_id') : null }
    },
  }
}

/** The state of a task whose own cannot be read. */
const interrupted: TaskState = { kind: 'paused', cause: { kind: 'quit' } }

/** Maps a row of `tasks`; null if its request cannot be read. */
function storedTask(database: Database, row: Row): StoredTask | null {
  const id = readTaskId(row, 'id')
  const request = readJson(DownloadRequest, row['request'])
  if (request === null) return null
  return {
    id,
    request,
    state: readJson(TaskState, row['state']) ?? interrupted,
    counts: readJson(TaskCounts, row['tally']) ?? recount(database, id, null),
    addedAt: integerOrNull(row, 'added_at') ?? 0,
  }
}

function titlesOf(database: Database, id: TaskId): Omit<TaskFace, 'cover'> {
  const sql = 'SELECT id, title FROM galleries WHERE task_id = ? ORDER BY id'
  const first = database.get(`${sql} LIMIT 1`, id)
  if (first === undefined) return { title: null, lastTitle: null }
  const last = database.get(`${sql} DESC LIMIT 1`, id) ?? first
  return { title: text(first, 'title'), lastTitle: last['id'] === first['id'] ? null : text(last, 'title') }
}

/** See `TaskTableRows.folders`. Rows whose request cannot be read name none. */
export function foldersOf(database: Database): readonly string[] {
  const sql = `SELECT DISTINCT ${jsonField('request', 'folder')} AS folder FROM tasks`
  return database.all(sql).flatMap(({ folder }) => (typeof folder === 'string' ? [folder] : []))
}
