import { join, posix } from 'node:path'
import { readSmallFileSync } from '../engine/disk/read-small-file'
import type { Environment } from './data-folder'

/** Many times what the desktop writes there. */
const limits = { mostBytes: 1024 ** 2, links: 'follow' } as const

/**
 * Folder for downloads while the settings name none: `Galleon` in the user's downloads.
 *
 * On Linux the downloads are `XDG_DOWNLOAD_DIR` of `user-dirs.dirs` (xdg-user-dirs), whatever language it has, and
 * `Downloads` without it. Elsewhere they are `known`, the folder that the system reports, and `Downloads` for a program
 * that cannot ask.
 */
export function defaultFolder({ platform, env, home }: Environment, known?: string): string {
  const named = platform === 'linux' ? namedDownloads(env, home) : known
  return join(named ?? join(home, 'Downloads'), 'Galleon')
}

function namedDownloads(env: Environment['env'], home: string): string | null {
  const configured = env['XDG_CONFIG_HOME']
  const folder = configured !== undefined && posix.isAbsolute(configured) ? configured : join(home, '.config')
  let text: string
  try {
    text = readSmallFileSync(join(folder, 'user-dirs.dirs'), limits).toString('utf8')
  } catch {
    return null
  }
  const value = /^XDG_DOWNLOAD_DIR="([^"\n]+)"/m.exec(text)?.[1]?.replace(/^\$HOME(?=\/|$)/, () => home)
  return value !== undefined && posix.isAbsolute(value) ? value : null
}
