import { closeSync, openSync, readSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { DownloadRequest } from '@shared/model/download-request'
import { noFollow, readOnly } from '../../disk/paths'
import { readJson } from '../columns'
import { sizeOf } from './beside-database'
import type { Row } from './connection'

/** Most folders and requests that are taken from a damaged file. */
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
      const rows: Iterable<Row> = connection.prepare(`${sql} ORDER BY ${key} ${order}`).iterate()
      for (const row of rows) add(Object.values(row)[0])
      return true
    } catch {
      // What came before the damage was added.
      return false
    }
  })
}

/** So much of a damaged file is searched as plain bytes, piece by piece. */
const searchedBytes = 256 * 1024 ** 2
const chunkBytes = 4 * 1024 ** 2
/** What is split between two chunks is found in their overlap. */
const overlapBytes = 16 * 1024
/** A request on one page of the database is shorter; a longer one is spread over pages and cannot be put together. */
const longestRequest = 8192

/**
 * Requests of tasks are JSON text in the database: they, or at least their folders, can be seen wherever a page of it is
 * left. Never throws.
 */
function searchBytes(
  file: string,
  addFolder: (folder: unknown) => void,
  addRequest: (text: string) => void,
): void {
  let handle: number | null = null
  try {
    handle = openSync(file, readOnly & ~noFollow)
    const chunk = Buffer.alloc(chunkBytes)
    for (let at = 0; at < searchedBytes; at += chunkBytes - overlapBytes) {
      const length = readSync(handle, chunk, 0, chunkBytes, at)
      if (length === 0) return
      searchText(chunk.subarray(0, length).toString('utf8'), addFolder, addRequest)
    }
  } catch {
    // Not there, or nothing more to be had.
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

function searchText(
  text: string,
  addFolder: (folder: unknown) => void,
  addRequest: (text: string) => void,
): void {
  for (const [, path] of text.matchAll(/"folder":("(?:[^"\\]|\\.){1,4096}")/g)) {
    try {
      addFolder(JSON.parse(path ?? ''))
    } catch {
      // Cut by the damage.
    }
  }
  for (const { index } of text.matchAll(/\{"address":"/g)) {
    const end = endOfObject(text, index)
    if (end !== null) addRequest(text.slice(index, end))
  }
}

/** Behind the brace that closes the object that begins at `start`; null when it is cut. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0
  let isText = false
  for (let at = start; at < Math.min(text.length, start + longestRequest); at++) {
    const char = text[at]
    if (isText) {
      if (char === '\\') at++
      else if (char === '"') isText = false
    } else if (char === '"') isText = true
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return at + 1
  }
  return null
}
