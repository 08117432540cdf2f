import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from '../set-up/children.mjs'

/**
 * As `traceProgram`, but without strace: the program's own calls of `node:fs` are logged.
 *
 * What SQLite does in its own code is not seen as it happens. Its files are looked at around every step that is; what it
 * wrote to the write-ahead log counts as unflushed until the program itself flushes that, and what it wrote to the
 * database as flushed, because it does that itself before it continues.
 *
 * @param {readonly string[]} args of Node
 * @param {string} logFile does not exist yet
 * @param {string} data folder of the database
 * @returns {Promise<import('./trace.mjs').Step[]>}
 */
export async function recordProgram(args, logFile, data) {
  const watch = ['--import', join(import.meta.dirname, 'watch-disk.mjs')]
  await runChild(process.execPath, [...watch, ...args], {
    stdio: 'ignore',
    env: { ...process.env, WATCH_DISK_LOG: logFile, WATCH_DISK_DATA: data },
  })
  const lines = readFileSync(logFile, 'utf8').trim().split('\n')
  return lines.map((line) => {
    /** @type {import('./disk-log.mjs').LoggedStep} */
    const step = JSON.parse(line)
    return step.kind === 'write' ? { ...step, bytes: Buffer.from(step.bytes, 'base64') } : step
  })
}
