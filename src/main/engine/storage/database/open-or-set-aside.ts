import { existsSync, renameSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import type { DownloadRequest } from '@shared/model/download-request'
import type { FailureError } from '@shared/model/failure'
import type { EpochMs } from '@shared/model/units'
import { openStorage, type Storage } from '../storage'
import { hasLog, notedFolders, unmarkOpen } from './beside-database'
import { unmarkDamaged } from './damage'
import { findLoss, type Loss } from './find-loss'
import { salvage } from './salvage'

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
