import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * As `traceProgram`, but without strace: the program is started with its own functions of the disk watched.
 *
 * What SQLite does in its own code is not seen as it happens. Its files are looked at around every step that is; what it
 * wrote to the write-ahead log counts as unflushed until the program itself flushes that, and what it wrote to the
 * database as flushed, because it does that itself before it goes on.
 *
 * @param {readonly string[]} args of Node
 * @param {string} logFile does not exist yet
 * @param {string} data folder of the database
 * @returns {Promise<import('./trace.mjs').Step[]>}
 */
export async function recordProgram(args, logFile, data) {
  const child = spawn(process.execPath, ['--import', join(import.meta.dirname, 'watch-disk.mjs'), ...args], {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ...process.env, WATCH_DISK_LOG: logFile, WATCH_DISK_DATA: data },
  })
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  return readFileSync(logFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const step = JSON.parse(line)
      return step.kind === 'write' ? { ...step, bytes: Buffer.from(step.bytes, 'base64') } : step
    })
}
