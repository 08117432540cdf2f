import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import { log, logSync, logWrite, original } from './disk-log.mjs'

const data = process.env.WATCH_DISK_DATA ?? ''
/** Of a write-ahead log (sqlite.org/fileformat2.html, "WAL Header"). */
const logHeaderBytes = 32
/** Bytes of SQLite's files when they were read last. @type {Map<string, Buffer>} */
const seen = new Map()
/** Stand-ins for descriptors of files that SQLite opens. */
export const fdOf = { database: 1_000_000, wal: 1_000_001, folder: 2_000_000 }
/** The log first: SQLite flushes it before it copies pages from it into the database (a checkpoint). */
const database = [
  { name: 'galleon.db-wal', fd: fdOf.wal },
  { name: 'galleon.db', fd: fdOf.database },
]

/**
 * Logs what SQLite has done to its files since the last call.
 *
 * Does nothing in a thread that works with files: its work comes after what the main thread had flushed before it gave the
 * work away, so the database need not be read there.
 */
export function lookAtDatabase() {
  if (!isMainThread) return
  const now = database.map((file) => ({ ...file, path: join(data, file.name), bytes: bytesOf(file.name) }))
  const copied = now.some(
    ({ name, bytes }) => name === 'galleon.db' && bytes !== null && isOther(name, bytes),
  )
  // At the end the log goes when everything is in the database.
  const inOrder = now[0]?.bytes === null ? now.toReversed() : now
  for (const { name, fd, path, bytes } of inOrder) {
    const before = seen.get(name)
    if (bytes === null) {
      if (before !== undefined) log({ kind: 'unlink', path })
      seen.delete(name)
      continue
    }
    if (isOther(name, bytes)) {
      log({ kind: 'open', fd, path, creates: true, truncates: false })
      if (name.endsWith('-wal') && before !== undefined) logNewHeader(fd, before, bytes)
      logChanges(fd, before ?? Buffer.alloc(0), bytes)
      seen.set(name, bytes)
    }
    // SQLite flushes the database itself, and the folder when it makes a file there.
    if (copied) logSync(fd)
    if (before !== undefined) continue
    log({ kind: 'open', fd: fdOf.folder, path: data, creates: false, truncates: false })
    logSync(fdOf.folder)
  }
}

/** @param {string} name @returns {Buffer | null} null where the file does not exist */
function bytesOf(name) {
  try {
    return original.readFileSync(join(data, name))
  } catch {
    return null
  }
}

/** @param {string} name @param {Buffer} bytes */
const isOther = (name, bytes) => seen.get(name)?.equals(bytes) !== true

/**
 * A log that starts from the beginning gets its new header first, which SQLite flushes before it writes anything behind it
 * (`syncHeader` in `walFrames` of its wal.c): the beginning of the old log would be read over the newer database otherwise.
 *
 * @param {number} fd
 * @param {Buffer} old
 * @param {Buffer} bytes
 */
function logNewHeader(fd, old, bytes) {
  const header = bytes.subarray(0, logHeaderBytes)
  if (header.equals(old.subarray(0, logHeaderBytes))) return
  logWrite(fd, 0, header)
  logSync(fd)
}

/** @param {number} fd @param {Buffer} old @param {Buffer} bytes */
function logChanges(fd, old, bytes) {
  if (bytes.length < old.length) log({ kind: 'truncate', fd, length: bytes.length })
  for (let at = 0; at < bytes.length; at += 4096) {
    const piece = bytes.subarray(at, at + 4096)
    if (!piece.equals(old.subarray(at, at + 4096))) logWrite(fd, at, piece)
  }
}
