import { closeSync, openSync, readSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { sizeOf } from './beside-database'

/** So many folders are remembered from a damaged file; so much of it is searched for them as plain bytes. */
const mostFolders = 1000
const searchedBytes = 256 * 1024 ** 2
const chunkBytes = 4 * 1024 ** 2
/** A path that stands across two chunks is found in their overlap. */
const overlapBytes = 8 * 1024

/**
 * Folders of downloads, as far as they can still be read out of a damaged database: by its tables, and by the look of
 * its bytes and those of its write-ahead log. Never throws; opens the file for reading alone.
 */
export function salvageFolders(file: string): readonly string[] {
  const folders = new Set<string>()
  const add = (value: unknown) => {
    if (typeof value !== 'string' || value.length > 4096 || value.includes('\0')) return
    if (isAbsolute(value) && folders.size < mostFolders) folders.add(value)
  }
  for (const sql of [
    "SELECT json_extract(request, '$.folder') AS folder FROM tasks",
    'SELECT DISTINCT root AS folder FROM galleries',
  ]) {
    readTable(file, sql, add)
  }
  searchBytes(file, add)
  searchBytes(`${file}-wal`, add)
  return [...folders]
}

/** Rows are taken one by one: those in front of the damage are there even when the rest is not. */
function readTable(file: string, sql: string, add: (value: unknown) => void): void {
  // SQLite removes the log of an empty file when it opens it.
  if (!sizeOf(file)) return
  try {
    const connection = new DatabaseSync(file, { readOnly: true })
    try {
      for (const row of connection.prepare(sql).iterate()) add((row as Record<string, unknown>)['folder'])
    } finally {
      connection.close()
    }
  } catch {
    // What came before the damage was added.
  }
}

/** Requests of tasks are JSON text in the file: their folders can be seen wherever a page of it is left. */
function searchBytes(file: string, add: (value: unknown) => void): void {
  let handle: number | null = null
  try {
    handle = openSync(file, 'r')
    const chunk = Buffer.alloc(chunkBytes)
    for (let at = 0; at < searchedBytes; at += chunkBytes - overlapBytes) {
      const length = readSync(handle, chunk, 0, chunkBytes, at)
      if (length === 0) return
      const text = chunk.subarray(0, length).toString('utf8')
      for (const [, path] of text.matchAll(/"folder":("(?:[^"\\]|\\.){1,4096}")/g)) {
        try {
          add(JSON.parse(path ?? ''))
        } catch {
          // Cut by the damage.
        }
      }
    }
  } catch {
    // Nothing more to be had.
  } finally {
    if (handle !== null) closeSync(handle)
  }
}
