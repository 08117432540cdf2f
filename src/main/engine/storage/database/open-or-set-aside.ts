import { existsSync, renameSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { DownloadRequest } from '@shared/model/download-request'
import type { FailureError } from '@shared/model/failure'
import type { EpochMs } from '@shared/model/units'
import { openStorage, type Storage } from '../storage'
import { hasLog, hasOlderLog, isMarkedOpen, notedFolders, sizeOf, unmarkOpen } from './beside-database'
import { newestVersion } from './connection'
import { findDamage, unmarkDamaged } from './damage'
import { salvage } from './salvage'

/** What is wrong with a database before it is opened. */
interface Loss {
  /**
   * `damaged`: the file cannot be used. `emptied`: nothing is in it. `behind`: it can be used, but its last changes are
   * gone with its write-ahead log.
   */
  readonly what: 'damaged' | 'emptied' | 'behind'
  /** For the log and the terminal: one clause. */
  readonly reason: string
  /** False for an empty database that may be what a first start left when it was killed. */
  readonly isKnown: boolean
}

/** Looks at a database, and at the files beside it, before it is opened. Null: nothing is missing. Never throws. */
export function findLoss(file: string): Loss | null {
  if (file === ':memory:') return null
  const isLogLost = isMarkedOpen(file) && !hasLog(file)
  const damage = findDamage(file, newestVersion, isLogLost)
  if (damage !== null) return { what: 'damaged', reason: damage, isKnown: true }
  const emptiness = whyEmpty(file)
  if (emptiness !== null) {
    const isThere = sizeOf(file) !== null
    const isKnown =
      isMarkedOpen(file) || hasLog(file) || notedFolders(file) !== null || (isThere && hasOlderLog(file))
    return isThere || isKnown ? { what: 'emptied', reason: emptiness, isKnown } : null
  }
  if (!isLogLost) return null
  const reason = `${file}-wal is missing or empty, although Galleon was not closed`
  return { what: 'behind', reason, isKnown: true }
}

/** A power cut can leave the name and take the content; a lost log takes the tables that were in it alone. */
function whyEmpty(file: string): string | null {
  const bytes = sizeOf(file)
  if (bytes === null) return `${file} is missing`
  if (bytes === 0) return `${file} is empty`
  try {
    using connection = new DatabaseSync(file, { timeout: 5000, readOnly: true })
    const count = connection.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n']
    return count === 0 ? `${file} has no tables` : null
  } catch {
    // Locked, or not readable: opening it says so.
    return null
  }
}

/** A list of downloads that was lost, or a part of it. */
export interface SetAside extends Loss {
  /** Absolute path of the damaged file now; null when nothing had to be kept. */
  readonly file: string | null
  /** Folders of downloads that it named, or that were noted beside it. */
  readonly folders: readonly string[]
  /** What was asked for, as far as it can still be read; see `Salvage`. */
  readonly requests: readonly DownloadRequest[]
}

/**
 * Opens the database, or, when it is damaged, moves it aside and begins a new one. Nothing is deleted.
 *
 * Fails as `openStorage` does: a database of a newer program stays where it is.
 */
export function openOrSetAside(
  file: string,
  onTrouble: (reason: FailureError) => void,
  now: () => EpochMs,
): { readonly storage: Storage; readonly setAside: SetAside | null } {
  const loss = findLoss(file)
  if (loss === null) return { storage: openStorage(file, onTrouble), setAside: null }
  const noted = notedFolders(file) ?? []
  if (loss.what === 'behind') {
    const storage = openStorage(file, onTrouble)
    const folders = [...new Set([...noted, ...storage.tasks.folders()])]
    return { storage, setAside: { ...loss, file: null, folders, requests: [] } }
  }
  // SQLite would throw the log of an empty file away.
  const isWorthKeeping = loss.what === 'damaged' || hasLog(file)
  const kept = isWorthKeeping ? moveAside(file, now()) : null
  unmarkDamaged(file)
  unmarkOpen(file)
  const found = kept === null ? { folders: [], requests: [] } : salvage(kept)
  const folders = [...new Set([...noted, ...found.folders])]
  const setAside = { ...loss, file: kept, folders, requests: found.requests }
  return { storage: openStorage(file, onTrouble), setAside }
}

/**
 * The log goes first and the file last: killed in between, the file is still found damaged, and a log that is left alone
 * would be thrown away by SQLite.
 */
function moveAside(file: string, at: EpochMs): string {
  const kept = freeName(file, at)
  for (const end of ['-shm', '-wal', '']) {
    if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${kept}${end}`)
  }
  return kept
}

/** `galleon.damaged-2026-03-14-092653.db`, with ` (2)` if that is taken. */
function freeName(file: string, at: EpochMs): string {
  const { name, ext } = parse(file)
  const stamp = new Date(at).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')
  for (let number = 1; ; number++) {
    const mark = number === 1 ? '' : ` (${number})`
    const kept = join(dirname(file), `${name}.damaged-${stamp}${mark}${ext}`)
    if (['', '-wal', '-shm'].every((end) => !existsSync(`${kept}${end}`))) return kept
  }
}
