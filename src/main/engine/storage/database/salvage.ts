import { isAbsolute } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { DownloadRequest } from '@shared/model/download-request'
import { readJson } from '../columns'
import { sizeOf } from './beside-database'
import { searchBytes } from './search-bytes'

/** So many folders and requests are taken from a damaged file at most. */
const mostFolders = 1000
const mostRequests = 10_000

/** What a damaged list of downloads still says. */
export interface Salvage {
  /** Folders of downloads. */
  readonly folders: readonly string[]
  /** What was asked for and is not made again from records on disk; each once, in the order of the list where its table can be read. */
  readonly requests: readonly DownloadRequest[]
}

/**
 * Reads what it can out of a damaged database: by its tables, and by the look of its bytes and those of its write-ahead
 * log. Never throws; opens the file for reading alone.
 */
export function salvage(file: string): Salvage {
  const folders = new Set<string>()
  const requests = new Map<string, DownloadRequest>()
  const addFolder = (value: unknown) => {
    if (typeof value !== 'string' || value.length > 4096 || value.includes('\0')) return
    if (isAbsolute(value) && folders.size < mostFolders) folders.add(value)
  }
  const addRequest = (text: unknown) => {
    const request = readJson(DownloadRequest, text)
    if (request === null || requests.size >= mostRequests) return
    addFolder(request.folder)
    if (request.adopted !== true && isAbsolute(request.folder)) requests.set(JSON.stringify(request), request)
  }
  const isWhole = readTable(file, 'SELECT request FROM tasks WHERE removed_at IS NULL', 'id', addRequest)
  readTable(file, 'SELECT root FROM galleries WHERE true', 'id', addFolder)
  // Where the table is whole its bytes hold nothing more than what was taken off the list.
  for (const part of [file, `${file}-wal`]) searchBytes(part, addFolder, isWhole ? () => {} : addRequest)
  return { folders: [...folders], requests: [...requests.values()] }
}

/**
 * Rows are taken one by one, from the front and then from the back: those around the damage are there even when the rest
 * is not. Answers whether all were read.
 */
function readTable(file: string, sql: string, key: string, add: (value: unknown) => void): boolean {
  // SQLite removes the log of an empty file when it opens it.
  if (!sizeOf(file)) return false
  return ['ASC', 'DESC'].some((order) => {
    try {
      using connection = new DatabaseSync(file, { readOnly: true })
      for (const row of connection.prepare(`${sql} ORDER BY ${key} ${order}`).iterate()) {
        add(Object.values(row as Record<string, unknown>)[0])
      }
      return true
    } catch {
      // What came before the damage was added.
      return false
    }
  })
}
