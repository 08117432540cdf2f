import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { FailureError, localFailure } from '@shared/model/failure'

const name = /^galleon-read-(\d+)-/

/** What SQLite may write beside the copy while it is read, in bytes. */
const spareBytes = 16 * 1024 ** 2

/**
 * Copies a database with its write-ahead log, in which the last changes lie, into a new folder of the first place that has
 * room for it, and returns the folder. Only the user can read it. Copies that killed processes left are removed: the
 * database holds cookies and logins.
 *
 * Fails with `disk-full` where no place has room, `free` bytes of it, and as the copying does.
 */
export function copyDatabase(file: string, places: readonly string[], free = freeBytes): string {
  const parts = ['', '-wal'].filter((end) => existsSync(`${file}${end}`))
  const bytes = parts.reduce((sum, end) => sum + statSync(`${file}${end}`).size, 0)
  // The log is written into the copy when it is opened.
  const needed = 2 * bytes + spareBytes
  for (const place of places) {
    removeLeftCopies(place)
    if (free(place) < needed) continue
    let folder: string | null = null
    try {
      folder = mkdtempSync(join(place, `galleon-read-${process.pid}-`))
      for (const end of parts) {
        const copy = join(folder, `galleon.db${end}`)
        copyFileSync(`${file}${end}`, copy, constants.COPYFILE_EXCL)
        chmodSync(copy, 0o600)
      }
      return folder
    } catch (error) {
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
      if (place === places.at(-1)) throw error
    }
  }
  const text = `reading ${file} needs a copy of it: ${Math.ceil(needed / 1e6)} MB, which are free in none of ${places.join(', ')}`
  throw new FailureError(localFailure('disk-full', text, { of: 'records' }))
}

/** None where there is no such place. */
function freeBytes(place: string): number {
  try {
    const { bavail, bsize } = statfsSync(place)
    return bavail * bsize
  } catch {
    return 0
  }
}

function removeLeftCopies(place: string): void {
  if (!existsSync(place)) return
  for (const entry of readdirSync(place)) {
    const [, pid] = name.exec(entry) ?? []
    if (pid === undefined || isRunning(Number(pid))) continue
    try {
      rmSync(join(place, entry), { recursive: true, force: true })
    } catch {
      // The copy of another user.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
