import { appendFileSync, renameSync, statSync } from 'node:fs'
import type { Log } from '../engine/ports'

/** A log that has grown beyond this at start begins anew; the one before is kept beside it. */
const longestLogBytes = 2 * 1024 * 1024

/**
 * Writes lines of JSON to a file and to stderr. Lines of level `debug` are written only if asked for.
 *
 * Synchronous: the line before a crash is the one that is needed. What cannot be written is given up silently, a full
 * disk must not stop the program.
 */
export function createLog(file: string, withDebug: boolean): Log {
  try {
    if (statSync(file).size > longestLogBytes) renameSync(file, `${file}.old`)
  } catch {
    // There is none yet.
  }
  // A terminal that was closed would otherwise end the program with EPIPE.
  process.stderr.on('error', () => undefined)
  return (level, message, details = {}) => {
    if (level === 'debug' && !withDebug) return
    const line = `${JSON.stringify({ at: new Date().toISOString(), level, message, ...details })}\n`
    try {
      appendFileSync(file, line, { mode: 0o600 })
      process.stderr.write(line)
    } catch {
      // Nothing is left to tell it to.
    }
  }
}
