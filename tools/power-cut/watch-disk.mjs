import fs from 'node:fs'
import { createRequire, register, syncBuiltinESMExports } from 'node:module'
import { isMainThread } from 'node:worker_threads'
import { beginSync, log, logFile, logOpen, logSync, logWrite, original, paths } from './disk-log.mjs'
import { fdOf, lookAtDatabase } from './watch-database.mjs'

// Loaded before a program by `--import`: logs what the program does to the disk, for `recordProgram`.

/** @typedef {import('./disk-log.mjs').LoggedStep} LoggedStep */
/** @typedef {import('node:fs/promises').FileHandle} FileHandle */

/** @type {typeof import('node:fs/promises')} */
const promises = createRequire(import.meta.url)('node:fs/promises')
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

const { open } = promises

/** @type {typeof promises.open} */
const watchedOpen = async (path, flags = 'r', mode) =>
  watched(await open(path, flags, mode), String(path), flags)

/** @param {number} fd @param {(error: Error | null) => void} done */
function watchedDatasync(fd, done) {
  const path = paths.get(fd) ?? ''
  /** @type {() => Promise<Error | null>} */
  const run = () => new Promise((resolve) => original.fdatasync(fd, resolve))
  void flush(path.endsWith('-wal') ? fdOf.wal : fd, path, run).then(done)
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
  const { link, rename, unlink, rm, rmdir, mkdir } = promises
  Object.assign(promises, {
    link: logging(link, (from, to) => ({ kind: 'link', from, to })),
    rename: logging(rename, (from, to) => ({ kind: 'rename', from, to })),
    unlink: logging(unlink, (path) => ({ kind: 'unlink', path })),
    rm: logging(rm, (path) => ({ kind: 'unlink', path })),
    rmdir: logging(rmdir, (path) => ({ kind: 'rmdir', path })),
    mkdir: logging(mkdir, (path) => ({ kind: 'mkdir', path })),
    open: watchedOpen,
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
    fdatasync: watchedDatasync,
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

/** Watches a thread that works with files. */
function watchWorkerThread() {
  promises.open = watchedOpen
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
    fdatasync: watchedDatasync,
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
