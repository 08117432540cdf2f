import type { TaskId } from '@shared/model/units'
import type { Login } from '../../address/split-login'
import { text, textOrNull } from '../columns'
import type { Database } from '../database/database'

/** Cookies and logins of tasks: what must not outlive its use. */
export interface TaskSecretRows {
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
export function createTaskSecretRows(database: Database): TaskSecretRows {
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
