import { join, posix, win32 } from 'node:path'

/** What the rule looks at; `process.platform`, `process.env` and `os.homedir()`. */
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
    log: join(folder, 'logs', 'galleon.log'),
  }
}
