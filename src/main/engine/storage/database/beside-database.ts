import {
  closeSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { readOnly } from '../../disk/paths'

/** Most folders that are noted, the latest last. */
const mostFolders = 1000

/** Read by its owner alone, as the database. */
const ownerOnly = { mode: 0o600 }

const openMark = (file: string) => `${file}.open`
const foldersFile = (file: string) => `${file}.folders`

/**
 * Notes that a part of the list may be in the write-ahead log alone, until `unmarkOpen`: a start that finds the mark
 * and no log knows that changes were lost. Never throws: without the mark only that is not noticed.
 */
export function markOpen(file: string): void {
  try {
    writeFileSync(openMark(file), '', ownerOnly)
  } catch {
    // A full disk.
  }
}

/** Everything is in the database itself. Never throws. */
export function unmarkOpen(file: string): void {
  try {
    rmSync(openMark(file), { force: true })
  } catch {
    // The mark of a folder that became read-only: the next start looks through the folders once more.
  }
}

/** Whether `markOpen` left its mark and nothing removed it. */
export function isMarkedOpen(file: string): boolean {
  return sizeOf(openMark(file)) !== null
}

/**
 * Whether there is a write-ahead log with content: its header (32 bytes) begins with 0x377f0682 or 0x377f0683
 * (sqlite.org/fileformat.html §4.1); zeros are what a power cut can leave of it.
 */
export function hasLog(file: string): boolean {
  if ((sizeOf(`${file}-wal`) ?? 0) <= 32) return false
  return (readBeginning(`${file}-wal`, 4)?.readUInt32BE() ?? 0) >>> 1 === 0x377f0682 >>> 1
}

function readBeginning(path: string, bytes: number): Buffer | null {
  let handle: number | null = null
  try {
    handle = openSync(path, readOnly)
    const beginning = Buffer.alloc(bytes)
    return beginning.subarray(0, readSync(handle, beginning, 0, bytes, 0))
  } catch {
    return null
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

/** Bytes of a file; null if none is there. */
export function sizeOf(path: string): number | null {
  try {
    const facts = statSync(path)
    return facts.isFile() ? facts.size : null
  } catch {
    return null
  }
}

/**
 * Folders of downloads, as they were noted beside the database so that its galleries can be found again without it; null
 * when nothing readable was noted. Never throws.
 */
export function notedFolders(file: string): readonly string[] | null {
  try {
    const bytes = sizeOf(foldersFile(file))
    if (bytes === null || bytes > mostFolders * 4096) return null
    const noted = z.array(z.string().max(4096)).safeParse(JSON.parse(readFileSync(foldersFile(file), 'utf8')))
    return noted.data ?? null
  } catch {
    return null
  }
}

/** Notes folders of downloads beside the database. */
interface FolderNotes {
  add(folder: string): void
  /** Writes what waits. */
  close(): void
}

/** A list of addresses with a folder each is written once. */
const noteAfterMs = 200

/**
 * `known` gives the folders of the database, for one that has no notes yet. Never throws: what could not be noted is noted
 * with the next folder.
 */
export function createFolderNotes(file: string, known: () => readonly string[]): FolderNotes {
  const written = file === ':memory:' ? null : notedFolders(file)
  const noted = new Set(written ?? known())
  let timer: NodeJS.Timeout | null = null

  function write(): void {
    if (timer) clearTimeout(timer)
    timer = null
    try {
      writeFileSync(`${foldersFile(file)}.new`, JSON.stringify([...noted].slice(-mostFolders)), ownerOnly)
      renameSync(`${foldersFile(file)}.new`, foldersFile(file))
    } catch {
      // A full disk.
    }
  }

  function writeLater(): void {
    if (file !== ':memory:') timer ??= setTimeout(write, noteAfterMs).unref()
  }

  if (written === null && noted.size > 0) writeLater()
  return {
    add(folder) {
      if (noted.has(folder)) return
      noted.add(folder)
      writeLater()
    },
    close() {
      if (timer) write()
    },
  }
}

/** Longest beginning of a log that is read for its first line. */
const firstLineBytes = 16 * 1024

/** Whether the log of this data folder begins before this process does: Galleon was used here before. */
export function hasOlderLog(file: string): boolean {
  const started = Date.now() - process.uptime() * 1000
  const text = readBeginning(join(dirname(file), 'logs', 'galleon.log'), firstLineBytes)?.toString('utf8')
  const at = /"at":"([^"]+)"/.exec(text?.split('\n')[0] ?? '')?.[1]
  return at !== undefined && Date.parse(at) < started
}
