import { DownloadRequest } from '@shared/download-request'
import type { Tally } from '@shared/task'
import { TaskState } from '@shared/task-state'
import type { EpochMs, ImageId, TaskId } from '@shared/units'
import type { Database, Row } from './database'

/** A task as it lies on disk. */
export interface TaskRecord {
  readonly id: TaskId
  readonly request: DownloadRequest
  readonly state: TaskState
  readonly tally: Tally
  readonly addedAt: EpochMs
}

/** The rows of `tasks`. */
export interface TaskRows {
  add(request: DownloadRequest, state: TaskState, tally: Tally, at: EpochMs): TaskId
  /** Those on the list, oldest first. */
  list(): readonly TaskRecord[]
  /** Where tasks save to, those that were taken off the list with them; each once. */
  folders(): readonly string[]
  saveState(id: TaskId, state: TaskState, tally: Tally): void
  saveRequest(id: TaskId, request: DownloadRequest): void
  saveTally(id: TaskId, tally: Tally): void
  remove(id: TaskId, at: EpochMs): void
  /** Brings a removed one back to the list; null if there never was one. */
  restore(id: TaskId): TaskRecord | null
  /** What compared pages share, as `crawl` made it; undefined: not compared yet. */
  common(id: TaskId): unknown
  saveCommon(id: TaskId, common: unknown): void
  /** Cookies of the sites that the task asks; null: none, or let go. */
  cookies(id: TaskId): string | null
  saveCookies(id: TaskId, cookies: string | null): void
  range(id: TaskId): { readonly cursor: number; readonly exhausted: boolean }
  saveRange(id: TaskId, cursor: number, exhausted: boolean): void
  /** Counts everything anew from the rows, but for `pagesKnown`, which `known` gives. */
  recount(id: TaskId, known: number | null): Tally
  /** Title if the task has exactly one gallery. */
  title(id: TaskId): string | null
  /** That title, and the first saved image. */
  face(id: TaskId): { readonly title: string | null; readonly cover: ImageId | null }
}

/** `noteFolder` hears of every folder that a request names. */
export function createTaskRows(database: Database, noteFolder: (folder: string) => void): TaskRows {
  const record = (row: Row): TaskRecord => ({
    id: row['id'] as TaskId,
    request: DownloadRequest.parse(JSON.parse(String(row['request']))),
    state: TaskState.parse(JSON.parse(String(row['state']))),
    tally: JSON.parse(String(row['tally'])) as Tally,
    addedAt: Number(row['added_at']),
  })

  function title(id: TaskId): string | null {
    const rows = database.all('SELECT title FROM galleries WHERE task_id = ? LIMIT 2', id)
    return rows.length === 1 ? String(rows[0]?.['title']) : null
  }

  return {
    add(request, state, tally, at) {
      noteFolder(request.folder)
      const values = [JSON.stringify(request), JSON.stringify(state), JSON.stringify(tally), at] as const
      return database.run(
        'INSERT INTO tasks (request, state, tally, added_at) VALUES (?, ?, ?, ?)',
        ...values,
      ).id as TaskId
    },
    list: () => database.all('SELECT * FROM tasks WHERE removed_at IS NULL ORDER BY id').map(record),
    folders: () => foldersOf(database),
    saveState(id, state, tally) {
      const values = [JSON.stringify(state), JSON.stringify(tally), id] as const
      database.run('UPDATE tasks SET state = ?, tally = ? WHERE id = ?', ...values)
    },
    saveRequest(id, request) {
      noteFolder(request.folder)
      database.run('UPDATE tasks SET request = ? WHERE id = ?', JSON.stringify(request), id)
    },
    saveTally(id, tally) {
      database.run('UPDATE tasks SET tally = ? WHERE id = ?', JSON.stringify(tally), id)
    },
    remove(id, at) {
      database.run('UPDATE tasks SET removed_at = ?, cookies = NULL WHERE id = ?', at, id)
    },
    restore(id) {
      database.run('UPDATE tasks SET removed_at = NULL WHERE id = ?', id)
      const row = database.get('SELECT * FROM tasks WHERE id = ?', id)
      return row ? record(row) : null
    },
    common(id) {
      const text = database.get('SELECT common FROM tasks WHERE id = ?', id)?.['common']
      return typeof text === 'string' ? JSON.parse(text) : undefined
    },
    saveCommon(id, common) {
      database.run('UPDATE tasks SET common = ? WHERE id = ?', JSON.stringify(common), id)
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
    recount(id, known) {
      const pages = counts(
        database,
        'SELECT state, count(*) AS n FROM pages WHERE task_id = ? GROUP BY state',
        id,
      )
      const images = counts(
        database,
        "SELECT state, count(*) AS n FROM images WHERE task_id = ? AND state != 'dismissed' GROUP BY state",
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
    },
    title,
    face(id) {
      const cover = database.get(
        'SELECT cover_id FROM galleries WHERE task_id = ? AND cover_id IS NOT NULL AND forgotten_at IS NULL ORDER BY id LIMIT 1',
        id,
      )
      return {
        title: title(id),
        cover: cover ? (cover['cover_id'] as ImageId) : null,
      }
    },
  }
}

/** See `TaskRows.folders`. Rows whose request cannot be read name none. */
export function foldersOf(database: Database): readonly string[] {
  const sql = `SELECT DISTINCT json_extract(request, '$.folder') AS folder FROM tasks WHERE json_valid(request)`
  return database.all(sql).flatMap(({ folder }) => (typeof folder === 'string' ? [folder] : []))
}

function counts(database: Database, sql: string, id: TaskId): Record<string, number> {
  return Object.fromEntries(database.all(sql, id).map((row) => [String(row['state']), Number(row['n'])]))
}
