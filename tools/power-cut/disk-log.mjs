import fs from 'node:fs'
import { threadId } from 'node:worker_threads'

/** @typedef {import('./trace.mjs').Step} Step */
/**
 * A step as it is logged: bytes in base64.
 *
 * @typedef {Exclude<Step, { kind: 'write' }>
 *   | { kind: 'write', fd: number, at: number | null, bytes: string }} LoggedStep
 */

/** Where the steps are logged; empty: the program is not watched. */
export const logFile = process.env.WATCH_DISK_LOG ?? ''
/** The functions of `node:fs` as they were before they were watched. */
export const original = { ...fs }
/** Of descriptors. @type {Map<number, string>} */
export const paths = new Map()
/** Numbers of flushes: each thread has its own range. */
let syncs = threadId * 1_000_000_000

/** @param {LoggedStep} step */
export function log(step) {
  original.appendFileSync(logFile, `${JSON.stringify(step)}\n`)
}

/** @param {number} fd @param {number | null} at @param {Uint8Array} bytes */
export function logWrite(fd, at, bytes) {
  log({ kind: 'write', fd, at, bytes: Buffer.from(bytes).toString('base64') })
}

/** @param {number} fd @param {string} path @returns {number} id of the flush */
export function beginSync(fd, path) {
  const id = ++syncs
  log({ kind: 'sync-begins', fd, id, path })
  return id
}

/** @param {number} fd */
export function logSync(fd) {
  log({ kind: 'sync-ends', id: beginSync(fd, paths.get(fd) ?? '') })
}

/** @param {number} fd @param {import('node:fs').PathLike} path @param {string | number} flags */
export function logOpen(fd, path, flags) {
  paths.set(fd, String(path))
  const number = typeof flags === 'number' ? flags : 0
  const { O_CREAT, O_TRUNC } = original.constants
  const creates = typeof flags === 'string' ? /^[wa]/.test(flags) : (number & O_CREAT) !== 0
  const truncates = typeof flags === 'string' ? flags.startsWith('w') : (number & O_TRUNC) !== 0
  log({ kind: 'open', fd, path: String(path), creates, truncates })
}
