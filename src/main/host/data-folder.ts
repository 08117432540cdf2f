import { join, posix, win32 } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { troubleOf } from '../engine/storage/database/connection'

/** The right to write to a data folder; only one process has it. */
export interface Lock extends Disposable {
  /** Releases it. The system does so too when the process ends, however it ends. */
  [Symbol.dispose](): void
}

/**
 * Locks a data folder, or returns null when another process (or another owner in this process) has it.
 *
 * The lock is SQLite's exclusive lock on a file of its own: the operating system takes it back from a killed process, so
 * that no stale lock has to be recognised by a process id, which the system may have given to another process.
 *
 * Throws FailureError (disk-full, not-writable) when its disk does not take the lock.
 */
export function lockDataFolder(folder: string): Lock | null {
  const file = join(folder, 'engine.lock')
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return { [Symbol.dispose]: () => lock.close() }
  } catch (error) {
    lock.close()
    if (/locked|busy/i.test(String(error))) return null
    throw troubleOf(error, file) ?? error
  }
}

/** What the rule looks at; `process.platform`, `process.env` and `homeFolder()`. */
export interface Environment {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/** An environment variable that is set to an absolute path; the XDG Base Directory rules ignore relative ones. */
function absolute(isAbsolute: (path: string) => boolean, value: string | undefined): string | null {
  return value !== undefined && isAbsolute(value) ? value : null
}

/**
 * Folder where the window and the terminal keep their state, in the platform's place for application data.
 *
 * Windows: `%LOCALAPPDATA%\Galleon` (Known Folders, FOLDERID_LocalAppData); macOS: `~/Library/Application Support/Galleon`;
 * elsewhere `$XDG_DATA_HOME/galleon`, by default `~/.local/share/galleon` (XDG Base Directory Specification).
 * `GALLEON_USER_DATA` wins over all of them.
 */
export function dataFolder({ platform, env, home }: Environment): string {
  const path = platform === 'win32' ? win32 : posix
  const chosen = env['GALLEON_USER_DATA']
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen)
  if (platform === 'win32') {
    const local = absolute(path.isAbsolute, env['LOCALAPPDATA']) ?? path.join(home, 'AppData', 'Local')
    return path.join(local, 'Galleon')
  }
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Galleon')
  const share = absolute(path.isAbsolute, env['XDG_DATA_HOME']) ?? path.join(home, '.local', 'share')
  return path.join(share, 'galleon')
}

/** What lies in the data folder; absolute paths. */
export interface DataPaths {
  readonly folder: string
  readonly database: string
  readonly config: string
  /** The user's own recipes, beside `config.json`. */
  readonly recipes: string
  readonly thumbnails: string
  readonly windowState: string
  /** Which version ran, and when the publisher was asked for a newer one. */
  readonly updates: string
  /** In a folder of its own, with those that were put aside. */
  readonly log: string
}

/** The files and folders of a data folder. */
export function dataPaths(folder: string): DataPaths {
  return {
    folder,
    database: join(folder, 'galleon.db'),
    config: join(folder, 'config.json'),
    recipes: join(folder, 'recipes'),
    thumbnails: join(folder, 'thumbnails'),
    windowState: join(folder, 'window-state.json'),
    updates: join(folder, 'updates.json'),
    log: join(folder, 'logs', 'galleon.log'),
  }
}
