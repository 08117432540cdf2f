import { existsSync, renameSync, statSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import type { FailureError } from '@shared/failure'
import type { EpochMs } from '@shared/units'
import { findDamage, unmarkDamaged } from './damage'
import { newestVersion } from './database'
import { salvageFolders } from './salvage-folders'
import { openStorage, type Storage } from './storage'

/** A database that was damaged: kept under another name, and what could be read out of it. */
export interface SetAside {
  /** Absolute path of the damaged file now; null when it was empty and nothing had to be kept. */
  readonly file: string | null
  readonly reason: string
  /** Folders of downloads that it named. */
  readonly folders: readonly string[]
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
  const reason = findDamage(file, newestVersion)
  if (reason !== null) {
    const kept = moveAside(file, now())
    unmarkDamaged(file)
    const setAside = { file: kept, reason, folders: salvageFolders(kept) }
    return { storage: openStorage(file, onTrouble), setAside }
  }
  const setAside = isEmptied(file) ? { file: null, reason: 'the file is empty', folders: [] } : null
  return { storage: openStorage(file, onTrouble), setAside }
}

/** A power cut can leave the name and take the content. A first start that was killed leaves the same. */
function isEmptied(file: string): boolean {
  try {
    return statSync(file).size === 0
  } catch {
    return false
  }
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
