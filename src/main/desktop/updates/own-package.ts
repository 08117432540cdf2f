import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, join, sep } from 'node:path'

/** How the program that runs was installed, as far as its updates depend on it. */
export interface OwnPackage {
  /** `process.resourcesPath` */
  readonly resources: string
  readonly platform: NodeJS.Platform
  /** `process.execPath` */
  readonly executable: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * The AppImage that the program runs from; null where it does not. Its runtime says in variables which file it is and where it
 * mounted that; whatever an AppImage starts, such as a terminal, inherits both, and must not be taken for it.
 */
export function appImageOf({ executable, env }: Pick<OwnPackage, 'executable' | 'env'>): string | null {
  const { APPIMAGE: file = '', APPDIR: mounted = '' } = env
  if (!isAbsolute(file) || !isAbsolute(mounted)) return null
  try {
    return executable.startsWith(`${realpathSync(mounted)}${sep}`) ? file : null
  } catch {
    // What was mounted there is gone: it is not this program's
    return null
  }
}

/**
 * Whether a package can be replaced by its updater. On Linux those of a package manager say so in a file; a folder that was
 * unpacked has none. The portable program of Windows is no installation that an installer could replace.
 */
export function canUpdate(own: OwnPackage): boolean {
  const { resources, platform, env } = own
  if (!existsSync(join(resources, 'app-update.yml'))) return false
  if (platform === 'win32') return env['PORTABLE_EXECUTABLE_FILE'] === undefined
  return platform !== 'linux' || existsSync(join(resources, 'package-type')) || appImageOf(own) !== null
}
