import { DownloadRequest } from '@shared/model/download-request'
import { TaskCounts } from '@shared/model/task'
import { TaskState } from '@shared/model/task-state'
import type { EpochMs, ImageId, TaskId } from '@shared/model/units'
import { z } from 'zod'
import type { Login } from '../address/split-login'
import { integer, readImageId, readTaskId, text } from './columns'
import type { Database, Row } from './database/database'
import { jsonField, readJson } from './json-column'

/** A task as it lies on disk. */
export interface TaskRecord {
  readonly id: TaskId
  readonly request: DownloadRequest
  readonly state: TaskState
  readonly counts: TaskCounts
  readonly addedAt: EpochMs
}

/** The rows of `tasks`. */
export interface TaskRows {
  add(request: DownloadRequest, state: TaskState, counts: TaskCounts, at: EpochMs): TaskId
  /**
   * Those on the list, oldest first, without those whose request cannot be read. One whose state cannot be read is paused;
   * counts that cannot be read are counted anew.
   */
  list(): readonly TaskRecord[]
  /** Those whose request the last `list` could not read. */
  unreadable(): readonly TaskId[]
  /** Where tasks save to, those that were taken off the list with them; each once. */
  folders(): readonly string[]
  saveState(id: TaskId, state: TaskState, counts: TaskCounts): void
  saveRequest(id: TaskId, request: DownloadRequest): void
  /** The login that addresses of a task named for an origin; null: none. */
  login(id: TaskId, origin: string): Login | null
  /** The last one of an origin counts. */
  saveLogin(id: TaskId, origin: string, login: Login): void
  /** Removes the logins of addresses; false if there was none. `scrub` wipes what they were. */
  forgetLogins(id: TaskId): boolean
  /** Commits, and wipes what was overwritten or removed also from the write-ahead log. */
  scrub(): void
  saveCounts(id: TaskId, counts: TaskCounts): void
  remove(id: TaskId, at: EpochMs): void
  /** Brings a removed one back to the list; null if there never was one, or it cannot be read. */
  restore(id: TaskId): TaskRecord | null
  /** What compared pages share, as `crawl` made it; undefined: not compared yet. */
  siteTemplate(id: TaskId): unknown
  saveSiteTemplate(id: TaskId, template: unknown): void
  /** Cookies of the sites that the task asks; null: none, or let go. */
  cookies(id: TaskId): string | null
  saveCookies(id: TaskId, cookies: string | null): void
  range(id: TaskId): { readonly cursor: number; readonly exhausted: boolean }
  saveRange(id: TaskId, cursor: number, exhausted: boolean): void
  /** Counts everything anew from the rows, but for `pagesKnown`, which `known` gives. */
  recount(id: TaskId, known: number | null): TaskCounts
  /** Title if the task has exactly one gallery. */
  title(id: TaskId): string | null
  /** That title, and the first saved image. */
  face(id: TaskId): { readonly title: string | null; readonly cover: ImageId | null }
}

/** The state of a task whose own cannot be read. */
const interrupted: TaskState = { kind: 'paused', cause: { kind: 'quit' } }

/** `noteFolder` hears of every folder that a request names. */
export function createTaskRows(database: Database, noteFolder: (folder: string) => void): TaskRows {
  let unreadable: readonly TaskId[] = []

  function record(row: Row): readonly TaskRecord[] {
    const id = readTaskId(row, 'id')
    const request = readJson(DownloadRequest, row['request'])
    if (request === null) return []
    const state = readJson(TaskState, row['state']) ?? interrupted
    const counts = readJson(TaskCounts, row['tally']) ?? recount(id, null)
    const addedAt = typeof row['added_at'] === 'number' ? row['added_at'] : 0
    return [{ id, request, state, counts, addedAt }]
  }

  function recount(id: TaskId, known: number | null): TaskCounts {
    const pages = counts(
      database,
      'SELECT state, count(*) AS n FROM pages WHERE task_id = ? GROUP BY state',
      id,
    )
    const images = counts(
      database,
      "SELECT state, count(*) AS n FROM images WHERE task_id = ? AND state NOT IN ('dismissed', 'unwanted') GROUP BY state",
      id,
    )
    const sums = database.get(
      'SELECT count(*) AS n, count(finished_at) AS done, coalesce(sum(bytes), 0) AS bytes FROM galleries WHERE task_id = ?',
      id,
    )
    const found = Object.values(images).reduce((sum, n) => sum + n, 0)
    return {
      pagesKnown: known,
      pagesRead: pages['read'] ?? 0,
      pagesFailed: pages['failed'] ?? 0,
      galleries: Number(sums?.['n']),
      galleriesDone: Number(sums?.['done']),
      found,
      saved: images['saved'] ?? 0,
      skipped: images['skipped'] ?? 0,
      failed: images['failed'] ?? 0,
      bytes: Number(sums?.['bytes']),
    }
  }

  function title(id: TaskId): string | null {
    const rows = database.all('SELECT title FROM galleries WHERE task_id = ? LIMIT 2', id)
    return rows.length === 1 ? String(rows[0]?.['title']) : null
  }

  return {
    add(request, state, counts, at) {
      noteFolder(request.folder)
      const values = [JSON.stringify(request), JSON.stringify(state), JSON.stringify(counts), at] as const
      return database.run(
        'INSERT INTO tasks (request, state, tally, added_at) VALUES (?, ?, ?, ?)',
        ...values,
      ).id as TaskId
    },
    list() {
      const rows = database.all('SELECT * FROM tasks WHERE removed_at IS NULL ORDER BY id')
      const read = rows.flatMap(record)
      const ids = new Set(read.map(({ id }) => id))
      unreadable = rows.map(({ id }) => id as TaskId).filter((id) => !ids.has(id))
      return read
    },
    unreadable: () => unreadable,
    folders: () => foldersOf(database),
    saveState(id, state, counts) {
      const values = [JSON.stringify(state), JSON.stringify(counts), id] as const
      database.run('UPDATE tasks SET state = ?, tally = ? WHERE id = ?', ...values)
    },
    saveRequest(id, request) {
      noteFolder(request.folder)
      database.run('UPDATE tasks SET request = ? WHERE id = ?', JSON.stringify(request), id)
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
      // Looked at first: a start that finds nothing to remove writes nothing.
      if (database.get('SELECT 1 FROM logins WHERE task_id = ? LIMIT 1', id) === undefined) return false
      database.run('DELETE FROM logins WHERE task_id = ?', id)
      return true
    },
    scrub: database.scrub,
    saveCounts(id, counts) {
      database.run('UPDATE tasks SET tally = ? WHERE id = ?', JSON.stringify(counts), id)
    },
    remove(id, at) {
      database.run('UPDATE tasks SET removed_at = ?, cookies = NULL WHERE id = ?', at, id)
    },
    restore(id) {
      const row = database.get('SELECT * FROM tasks WHERE id = ?', id)
      const [restored = null] = row ? record(row) : []
      if (restored !== null) database.run('UPDATE tasks SET removed_at = NULL WHERE id = ?', id)
      return restored
    },
    siteTemplate(id) {
      const text = database.get('SELECT common FROM tasks WHERE id = ?', id)?.['common']
      // `null` is a value: two pages that share nothing.
      return readJson(
        z.unknown().transform((common) => ({ common })),
        text,
      )?.common
    },
    saveSiteTemplate(id, template) {
      database.run('UPDATE tasks SET common = ? WHERE id = ?', JSON.stringify(template), id)
    },
    cookies(id) {
      const text = database.get('SELECT cookies FROM tasks WHERE id = ?', id)?.['cookies']
      return typeof text === 'string' ? text : null
    },
    saveCookies(id, cookies) {
      database.run('UPDATE tasks SET cookies = ? WHERE id = ?', cookies, id)
    },
    range(id) {
      const row = database.get('SELECT cursor, exhausted FROM tasks WHERE id = ?', id)
      return { cursor: Number(row?.['cursor'] ?? 0), exhausted: row?.['exhausted'] === 1 }
    },
    saveRange(id, cursor, exhausted) {
      database.run('UPDATE tasks SET cursor = ?, exhausted = ? WHERE id = ?', cursor, exhausted ? 1 : 0, id)
    },
    recount,
    title,
    face(id) {
      const cover = database.get(
        'SELECT cover_id FROM galleries WHERE task_id = ? AND cover_id IS NOT NULL AND forgotten_at IS NULL ORDER BY id LIMIT 1',
        id,
      )
      return {
        title: title(id),
        cover: cover ? readImageId(cover, 'cover_id') : null,
      }
    },
  }
}

/** See `TaskRows.folders`. Rows whose request cannot be read name none. */
export function foldersOf(database: Database): readonly string[] {
  const sql = `SELECT DISTINCT ${jsonField('request', 'folder')} AS folder FROM tasks`
  return database.all(sql).flatMap(({ folder }) => (typeof folder === 'string' ? [folder] : []))
}

function counts(database: Database, sql: string, id: TaskId): Record<string, number> {
  return Object.fromEntries(database.all(sql, id).map((row) => [text(row, 'state'), integer(row, 'n')]))
}
