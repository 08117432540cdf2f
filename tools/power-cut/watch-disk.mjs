import fs from 'node:fs'
import { createRequire, register, syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { isMainThread, threadId } from 'node:worker_threads'

// Loaded before a program by `--import`: writes down what the program does to the disk, for `recordProgram`.

const logFile = process.env.WATCH_DISK_LOG
const data = process.env.WATCH_DISK_DATA ?? ''
const promises = createRequire(import.meta.url)('node:fs/promises')
const original = { ...fs }
/** Of a write-ahead log (sqlite.org/fileformat2.html, "WAL Header"). */
const logHeaderBytes = 32
/** Bytes of SQLite's files when they were looked at last. */
const seen = new Map()
/** Numbers of flushes are those of one thread alone. */
let syncs = threadId * 1_000_000_000

function tell(step) {
  original.appendFileSync(logFile, `${JSON.stringify(step)}\n`)
}

/** The log first: SQLite flushes it before it copies pages from it into the database (a checkpoint). */
const database = [
  { name: 'galleon.db-wal', fd: 1_000_001 },
  { name: 'galleon.db', fd: 1_000_000 },
]

/** What SQLite has done to its files since the last look. */
function lookAtDatabase() {
  const now = database.map((file) => ({ ...file, path: join(data, file.name), bytes: bytesOf(file.name) }))
  const copied = now.some(
    ({ name, bytes }) => name === 'galleon.db' && bytes !== null && isOther(name, bytes),
  )
  // At the end the log goes when everything is in the database.
  const inOrder = now[0].bytes === null ? now.toReversed() : now
  for (const { name, fd, path, bytes } of inOrder) {
    const before = seen.get(name)
    if (bytes === null) {
      if (before !== undefined) tell({ kind: 'unlink', path })
      seen.delete(name)
      continue
    }
    if (isOther(name, bytes)) {
      tell({ kind: 'open', fd, path, creates: true, truncates: false })
      if (name.endsWith('-wal') && before !== undefined) tellNewHeader(fd, before, bytes)
      tellChanges(fd, before ?? Buffer.alloc(0), bytes)
      seen.set(name, bytes)
    }
    // SQLite flushes the database itself, and the folder when it makes a file there.
    if (copied) sync(fd)
    if (before !== undefined) continue
    tell({ kind: 'open', fd: 2_000_000, path: data, creates: false, truncates: false })
    sync(2_000_000)
  }
}

function bytesOf(name) {
  try {
    return original.readFileSync(join(data, name))
  } catch {
    // Not there.
    return null
  }
}

const isOther = (name, bytes) => seen.get(name)?.equals(bytes) !== true

/**
 * A log that begins anew gets its new header first, which SQLite flushes before it writes anything behind it (`syncHeader`
 * in `walFrames` of its wal.c): the beginning of the old log would be read over the newer database otherwise.
 */
function tellNewHeader(fd, old, bytes) {
  const header = bytes.subarray(0, logHeaderBytes)
  if (header.equals(old.subarray(0, logHeaderBytes))) return
  tell({ kind: 'write', fd, at: 0, bytes: header.toString('base64') })
  sync(fd)
}

function tellChanges(fd, old, bytes) {
  if (bytes.length < old.length) tell({ kind: 'truncate', fd, length: bytes.length })
  for (let at = 0; at < bytes.length; at += 4096) {
    const piece = bytes.subarray(at, at + 4096)
    if (piece.equals(old.subarray(at, at + 4096))) continue
    tell({ kind: 'write', fd, at, bytes: piece.toString('base64') })
  }
}

function sync(fd) {
  syncs++
  tell({ kind: 'sync-begins', fd, id: syncs, path: paths.get(fd) ?? '' })
  tell({ kind: 'sync-ends', id: syncs })
}

const paths = new Map()

function opened(fd, path, flags) {
  paths.set(fd, String(path))
  const number = typeof flags === 'number' ? flags : 0
  const { O_CREAT, O_TRUNC } = original.constants
  const creates = typeof flags === 'string' ? /^[wa]/.test(flags) : (number & O_CREAT) !== 0
  const truncates = typeof flags === 'string' ? flags.startsWith('w') : (number & O_TRUNC) !== 0
  tell({ kind: 'open', fd, path: String(path), creates, truncates })
}

/** A file handle whose changes are told when they are done. */
function watched(handle, path, flags) {
  const { fd } = handle
  opened(fd, path, flags)
  const after = (name, step) => {
    const run = handle[name].bind(handle)
    handle[name] = async (...args) => {
      const result = await run(...args)
      lookAtDatabase()
      for (const one of step(args, result)) tell(one)
      return result
    }
  }
  after('write', ([content], { bytesWritten }) => [
    { kind: 'write', fd, at: null, bytes: Buffer.from(content).subarray(0, bytesWritten).toString('base64') },
  ])
  after('writev', ([buffers, at], { bytesWritten }) => [
    {
      kind: 'write',
      fd,
      at: at ?? null,
      bytes: Buffer.concat(buffers).subarray(0, bytesWritten).toString('base64'),
    },
  ])
  after('truncate', ([length]) => [{ kind: 'truncate', fd, length: length ?? 0 }])
  for (const name of ['sync', 'datasync']) {
    const run = handle[name].bind(handle)
    handle[name] = () => flush(fd, path, run)
  }
  const close = handle.close.bind(handle)
  handle.close = () => {
    tell({ kind: 'close', fd })
    return close()
  }
  return handle
}

async function flush(fd, path, run) {
  lookAtDatabase()
  const id = ++syncs
  tell({ kind: 'sync-begins', fd, id, path })
  const result = await run()
  tell({ kind: 'sync-ends', id })
  return result
}

/** The program gets a database that is looked at around its checkpoints: see `watch-checkpoints.mjs`. */
function watchCheckpoints() {
  globalThis[Symbol.for('look at database')] = lookAtDatabase
  const place = JSON.stringify(new URL('watch-checkpoints.mjs', import.meta.url).href)
  const hook = `export const resolve = (name, context, next) =>
    name === '@photostructure/sqlite' && context.parentURL !== ${place}
      ? { url: ${place}, shortCircuit: true }
      : next(name, context)`
  register(`data:text/javascript,${encodeURIComponent(hook)}`)
}

if (isMainThread && logFile !== undefined) {
  watchCheckpoints()
  const { open } = promises
  promises.open = async (path, flags, mode) =>
    watched(await open(path, flags, mode), String(path), flags ?? 'r')
  for (const [name, step] of Object.entries({
    link: ([from, to]) => ({ kind: 'link', from: String(from), to: String(to) }),
    rename: ([from, to]) => ({ kind: 'rename', from: String(from), to: String(to) }),
    unlink: ([path]) => ({ kind: 'unlink', path: String(path) }),
    rm: ([path]) => ({ kind: 'unlink', path: String(path) }),
    rmdir: ([path]) => ({ kind: 'rmdir', path: String(path) }),
    mkdir: ([path]) => ({ kind: 'mkdir', path: String(path) }),
  })) {
    const run = promises[name]
    promises[name] = async (...args) => {
      const result = await run(...args)
      lookAtDatabase()
      tell(step(args))
      return result
    }
  }
  fs.mkdirSync = (path, ...rest) => {
    const result = original.mkdirSync(path, ...rest)
    tell({ kind: 'mkdir', path: String(path) })
    return result
  }
  fs.openSync = (path, flags, mode) => {
    const fd = original.openSync(path, flags, mode)
    // The write-ahead log is known by what is seen of it.
    if (!String(path).endsWith('-wal')) opened(fd, path, flags ?? 'r')
    paths.set(fd, String(path))
    return fd
  }
  fs.fsyncSync = (fd) => {
    original.fsyncSync(fd)
    sync(fd)
  }
  fs.fdatasync = (fd, done) => {
    const path = paths.get(fd) ?? ''
    const target = path.endsWith('-wal') ? 1_000_001 : fd
    const run = () => new Promise((resolve) => original.fdatasync(fd, resolve))
    void flush(target, path, run).then((error) => done(error))
  }
  const { write } = process.stdout
  process.stdout.write = (text, ...rest) => {
    lookAtDatabase()
    tell({ kind: 'told', text: String(text) })
    return write.call(process.stdout, text, ...rest)
  }
  syncBuiltinESMExports()
}

// A thread that works with files. What it does comes after what the main thread had flushed before it gave the work away,
// so the database need not be looked at here.
if (!isMainThread && logFile !== undefined) {
  fs.openSync = (path, flags, mode) => {
    const fd = original.openSync(path, flags, mode)
    opened(fd, path, flags ?? 'r')
    return fd
  }
  fs.writevSync = (fd, buffers, at) => {
    const bytesWritten = original.writevSync(fd, buffers, at)
    const bytes = Buffer.concat(buffers).subarray(0, bytesWritten).toString('base64')
    tell({ kind: 'write', fd, at, bytes })
    return bytesWritten
  }
  fs.ftruncateSync = (fd, length) => {
    original.ftruncateSync(fd, length)
    tell({ kind: 'truncate', fd, length: length ?? 0 })
  }
  fs.linkSync = (from, to) => {
    original.linkSync(from, to)
    tell({ kind: 'link', from: String(from), to: String(to) })
  }
  fs.unlinkSync = (path) => {
    original.unlinkSync(path)
    tell({ kind: 'unlink', path: String(path) })
  }
  for (const name of ['fsyncSync', 'fdatasyncSync']) {
    fs[name] = (fd) => {
      original[name](fd)
      sync(fd)
    }
  }
  fs.closeSync = (fd) => {
    tell({ kind: 'close', fd })
    original.closeSync(fd)
  }
  syncBuiltinESMExports()
}
