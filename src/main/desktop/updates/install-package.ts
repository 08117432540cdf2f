import { statSync } from 'node:fs'
import type { BaseUpdater } from 'electron-updater'

/** What is on disk under a path: another file there has another mark. */
function markOf(path: string): string {
  // In Electron an archive is a folder unless this is set
  const before = process.noAsar
  process.noAsar = true
  try {
    const { ino, mtimeMs, size } = statSync(path)
    return [ino, mtimeMs, size].join(' ')
  } finally {
    process.noAsar = before
  }
}

/**
 * Installs a downloaded deb, rpm or pacman package by the system's package manager, which asks for the password.
 *
 * Throws where nothing was installed: the password was refused, the package is gone, or the package manager was busy. The
 * updater reports some of that as a success, since it repairs dependencies behind a failure.
 *
 * @param archive a file of the program that every version replaces
 */
export function installPackage(updater: BaseUpdater, downloaded: string, archive: string): void {
  statSync(downloaded)
  const before = markOf(archive)
  let cause: unknown
  const onError = (error: unknown) => {
    cause = error
  }
  updater.on('error', onError)
  try {
    // It installs once in a run, also where that failed
    Object.assign(updater, { quitAndInstallCalled: false })
    updater.install(true, false)
  } finally {
    updater.off('error', onError)
  }
  if (markOf(archive) === before) {
    throw cause instanceof Error ? cause : new Error('the package manager installed nothing')
  }
}
