import fs from 'node:fs'
import { createRequire, register, syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { isMainThread, threadId } from 'node:worker_threads'

// Loaded before a program by `--import`: logs what the program does to the disk, for `recordProgram`.

/** @typedef {import('./trace.mjs').Step} Step */
/**
 * A step as it is logged: bytes in base64.
 *
 * @typedef {Exclude<Step, { kind: 'write' }>
 *   | { kind: 'write', fd: number, at: number | null, bytes: string }} LoggedStep
 */
/** @typedef {import('node:fs/promises').FileHandle} FileHandle */

const logFile = process.env.WATCH_DISK_LOG ?? ''
const data = process.env.WATCH_DISK_DATA ?? ''
/** @type {typeof import('node:fs/promises')} */
const promises = createRequire(import.meta.url)('node:fs/promises')
const original = { ...fs }
/** Of a write-ahead log (sqlite.org/fileformat2.html, "WAL Header"). */
const logHeaderBytes = 32
/** Bytes of SQLite's files when they were read last. @type {Map<string, Buffer>} */
const seen = new Map()
/** @type {Map<number, string>} */
const paths = new Map()
/** Numbers of flushes: each thread has its own range. */
let syncs = threadId * 1_000_000_000

/** @param {LoggedStep} step */
function log(step) {
  original.appendFileSync(logFile, `${JSON.stringify(step)}\n`)
}

/** @param {number} fd @param {number | null} at @param {Uint8Array} bytes */
function logWrite(fd, at, bytes) {
  log({ kind: 'write', fd, at, bytes: Buffer.from(bytes).toString('base64') })
}

/** Stand-ins for descriptors of files that SQLite opens. */
const fdOf = { database: 1_000_000, wal: 1_000_001, folder: 2_000_000 }
/** The log first: SQLite flushes it before it copies pages from it into the database (a checkpoint). */
const database = [
  { name: 'galleon.db-wal', fd: fdOf.wal },
  { name: 'galleon.db', fd: fdOf.database },
]

/** Logs what SQLite has done to its files since the last call. */
function lookAtDatabase() {
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

/** @param {number} fd @param {string} path @returns {number} id of the flush */
function beginSync(fd, path) {
  const id = ++syncs
  log({ kind: 'sync-begins', fd, id, path })
  return id
}

/** @param {number} fd */
function logSync(fd) {
  syncs++
  log({ kind: 'sync-begins', fd, id: syncs, path: paths.get(fd) ?? '' })
  log({ kind: 'sync-ends', id: syncs })
}

/** @param {number} fd @param {import('node:fs').PathLike} path @param {string | number} flags */
function logOpen(fd, path, flags) {
  paths.set(fd, String(path))
  const number = typeof flags === 'number' ? flags : 0
  const { O_CREAT, O_TRUNC } = original.constants
  const creates = typeof flags === 'string' ? /^[wa]/.test(flags) : (number & O_CREAT) !== 0
  const truncates = typeof flags === 'string' ? flags.startsWith('w') : (number & O_TRUNC) !== 0
  log({ kind: 'open', fd, path: String(path), creates, truncates })
}

/**
 * Logs the changes that are made through a file handle when they are done.
 *
 * @param {FileHandle} handle
 * @param {string} path
 * @param {string | number} flags
 */
function watched(handle, path, flags) {
  const { fd } = handle
  logOpen(fd, path, flags)
  const { writev, truncate, sync, datasync, close } = handle
  /** @type {(content: Uint8Array, offset?: number, length?: number) => Promise<{ bytesWritten: number }>} */
  const write = handle.write.bind(handle)
  return Object.assign(handle, {
    /** @param {Uint8Array} content @param {number} [offset] @param {number} [length] */
    async write(content, offset, length) {
      const result = await write(content, offset, length)
      lookAtDatabase()
      logWrite(fd, null, Buffer.from(content).subarray(0, result.bytesWritten))
      return result
    },
    /** @param {Uint8Array[]} buffers @param {number} [at] */
    async writev(buffers, at) {
      const result = await writev.call(handle, buffers, at)
      lookAtDatabase()
      logWrite(fd, at ?? null, Buffer.concat(buffers).subarray(0, result.bytesWritten))
      return result
    },
    /** @param {number} [length] */
    async truncate(length = 0) {
      await truncate.call(handle, length)
      lookAtDatabase()
      log({ kind: 'truncate', fd, length })
    },
    sync: () => flush(fd, path, () => sync.call(handle)),
    datasync: () => flush(fd, path, () => datasync.call(handle)),
    close() {
      log({ kind: 'close', fd })
      return close.call(handle)
    },
  })
}

/**
 * @template T
 * @param {number} fd
 * @param {string} path
 * @param {() => Promise<T>} run
 */
async function flush(fd, path, run) {
  lookAtDatabase()
  const id = beginSync(fd, path)
  const result = await run()
  log({ kind: 'sync-ends', id })
  return result
}

/** Gives the program a database that is read around its checkpoints: see `watch-checkpoints.mjs`. */
function watchCheckpoints() {
  Object.assign(globalThis, { [Symbol.for('look at database')]: lookAtDatabase })
  const place = JSON.stringify(new URL('watch-checkpoints.mjs', import.meta.url).href)
  const hook = `export const resolve = (name, context, next) =>
    name === '@photostructure/sqlite' && context.parentURL !== ${place}
      ? { url: ${place}, shortCircuit: true }
      : next(name, context)`
  register(`data:text/javascript,${encodeURIComponent(hook)}`)
}

/**
 * A function of `node:fs/promises` whose success is logged.
 *
 * @template {readonly unknown[]} Args
 * @template Result
 * @param {(...args: Args) => Promise<Result>} run
 * @param {(first: string, second: string) => LoggedStep} stepOf its arguments
 */
function logging(run, stepOf) {
  return async (/** @type {Args} */ ...args) => {
    const result = await run(...args)
    lookAtDatabase()
    log(stepOf(String(args[0]), String(args[1])))
    return result
  }
}

function watchMainThread() {
  watchCheckpoints()
  const { open } = promises
  const { link, rename, unlink, rm, rmdir, mkdir } = promises
  Object.assign(promises, {
    link: logging(link, (from, to) => ({ kind: 'link', from, to })),
    rename: logging(rename, (from, to) => ({ kind: 'rename', from, to })),
    unlink: logging(unlink, (path) => ({ kind: 'unlink', path })),
    rm: logging(rm, (path) => ({ kind: 'unlink', path })),
    rmdir: logging(rmdir, (path) => ({ kind: 'rmdir', path })),
    mkdir: logging(mkdir, (path) => ({ kind: 'mkdir', path })),
    /** @param {import('node:fs').PathLike} path @param {string | number} flags @param {number} [mode] */
    open: async (path, flags = 'r', mode) => watched(await open(path, flags, mode), String(path), flags),
  })
  Object.assign(fs, {
    /** @param {Parameters<typeof fs.mkdirSync>} args */
    mkdirSync(...args) {
      const result = original.mkdirSync(...args)
      log({ kind: 'mkdir', path: String(args[0]) })
      return result
    },
    /** @param {import('node:fs').PathLike} path @param {string | number} flags @param {number} [mode] */
    openSync(path, flags = 'r', mode) {
      const fd = original.openSync(path, flags, mode)
      // The write-ahead log is known by `lookAtDatabase`.
      if (!String(path).endsWith('-wal')) logOpen(fd, path, flags)
      paths.set(fd, String(path))
      return fd
    },
    /** @param {number} fd */
    fsyncSync(fd) {
      original.fsyncSync(fd)
      logSync(fd)
    },
    /** @param {number} fd @param {(error: Error | null) => void} done */
    fdatasync(fd, done) {
      const path = paths.get(fd) ?? ''
      /** @type {() => Promise<Error | null>} */
      const run = () => new Promise((resolve) => original.fdatasync(fd, resolve))
      void flush(path.endsWith('-wal') ? fdOf.wal : fd, path, run).then(done)
    },
  })
  const { write } = process.stdout
  Object.assign(process.stdout, {
    /** @param {[string | Uint8Array]} args */
    write(...args) {
      lookAtDatabase()
      log({ kind: 'printed', text: String(args[0]) })
      return write.apply(process.stdout, args)
    },
  })
}

/**
 * Watches a thread that works with files. Its work comes after what the main thread had flushed before it gave the work
 * away, so the database need not be read here. Of file handles only folders are flushed.
 */
function watchWorkerThread() {
  const { open } = promises
  Object.assign(promises, {
    /** @param {import('node:fs').PathLike} path @param {string | number} flags @param {number} [mode] */
    open: async (path, flags = 'r', mode) => {
      const handle = await open(path, flags, mode)
      const { fd } = handle
      const { sync, close } = handle
      logOpen(fd, path, flags)
      return Object.assign(handle, {
        async sync() {
          const id = beginSync(fd, String(path))
          await sync.call(handle)
          log({ kind: 'sync-ends', id })
        },
        close() {
          log({ kind: 'close', fd })
          return close.call(handle)
        },
      })
    },
  })
  Object.assign(fs, {
    /** @param {import('node:fs').PathLike} path @param {string | number} flags @param {number} [mode] */
    openSync(path, flags = 'r', mode) {
      const fd = original.openSync(path, flags, mode)
      logOpen(fd, path, flags)
      return fd
    },
    /** @param {number} fd @param {Uint8Array[]} buffers @param {number} at */
    writevSync(fd, buffers, at) {
      const bytesWritten = original.writevSync(fd, buffers, at)
      logWrite(fd, at, Buffer.concat(buffers).subarray(0, bytesWritten))
      return bytesWritten
    },
    /** @param {number} fd @param {number} length */
    ftruncateSync(fd, length = 0) {
      original.ftruncateSync(fd, length)
      log({ kind: 'truncate', fd, length })
    },
    /** @param {import('node:fs').PathLike} from @param {import('node:fs').PathLike} to */
    linkSync(from, to) {
      original.linkSync(from, to)
      log({ kind: 'link', from: String(from), to: String(to) })
    },
    /** @param {import('node:fs').PathLike} path */
    unlinkSync(path) {
      original.unlinkSync(path)
      log({ kind: 'unlink', path: String(path) })
    },
    /** @param {number} fd */
    fsyncSync(fd) {
      original.fsyncSync(fd)
      logSync(fd)
    },
    /** @param {number} fd @param {(error: Error | null) => void} done */
    fdatasync(fd, done) {
      const id = beginSync(fd, paths.get(fd) ?? '')
      original.fdatasync(fd, (error) => {
        log({ kind: 'sync-ends', id })
        done(error)
      })
    },
    /** @param {number} fd */
    fdatasyncSync(fd) {
      original.fdatasyncSync(fd)
      logSync(fd)
    },
    /** @param {number} fd */
    closeSync(fd) {
      log({ kind: 'close', fd })
      original.closeSync(fd)
    },
  })
}

if (logFile !== '') {
  if (isMainThread) watchMainThread()
  else watchWorkerThread()
  syncBuiltinESMExports()
}
