import { isAbsolute, relative, sep } from 'node:path'

/** Formats of Linux that a package manager installs. */
export const managedFormats = ['deb', 'rpm', 'pacman'] as const
export type ManagedFormat = (typeof managedFormats)[number]

/** A package that can be replaced by a newer one. */
export type PackageFormat = ManagedFormat | 'AppImage' | 'nsis' | 'mac'

/** What a running program knows of how it was installed. */
export interface PackageFacts {
  readonly platform: NodeJS.Platform
  /** Text of the file that packages of a package manager hold; null: absent. */
  readonly packageType: string | null
  /** Real path of the program that runs. */
  readonly execPath: string
  /** `APPDIR` is a real path. */
  readonly env: Readonly<Record<string, string | undefined>>
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`)
}

/**
 * How the running program was installed; null: nothing can replace it, such as a folder that was unpacked, or the portable
 * program of Windows.
 *
 * The variables of an AppImage are inherited by everything that it starts: they count only for a program inside of it.
 */
export function packageFormat({ platform, packageType, execPath, env }: PackageFacts): PackageFormat | null {
  if (platform === 'win32') return env['PORTABLE_EXECUTABLE_FILE'] === undefined ? 'nsis' : null
  if (platform === 'darwin') return 'mac'
  if (packageType !== null) return managedFormats.find((format) => format === packageType.trim()) ?? null
  const { APPIMAGE: file = '', APPDIR: mounted = '' } = env
  return isAbsolute(file) && isAbsolute(mounted) && isBelow(mounted, execPath) ? 'AppImage' : null
}
