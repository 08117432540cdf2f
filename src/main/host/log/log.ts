import type { Log } from '../../engine/ports/ports'
import { redact } from './redact'

/** Longest line, in UTF-16 units. */
const longestLine = 16 * 1024

/** Where lines go, and what is needed to make them. */
export interface LogParts {
  /** Takes a line without its end. Must not throw. */
  readonly write: (line: string) => void
  /** The user's home folder, which is not shown. */
  readonly home: string
  /** Whether lines of level `debug` are written. */
  readonly withDebug: boolean
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
}

/** A log of JSON lines: time, level, message and details, all without secrets (`redact`). Never throws. */
export function createLog({ write, home, withDebug, now }: LogParts): Log {
  return (level, message, details = {}) => {
    if (level === 'debug' && !withDebug) return
    const head = { at: new Date(now()).toISOString(), level, message: redact(message, home) }
    const shown = redact(details, home) as object
    const line = JSON.stringify({ ...head, ...shown, ...head })
    write(
      line.length <= longestLine ? line : JSON.stringify({ ...head, cut: line.slice(0, longestLine / 2) }),
    )
  }
}

/** One log out of several: every line goes to each. */
export function joinLogs(...logs: readonly Log[]): Log {
  return (level, message, details) => {
    for (const log of logs) log(level, message, details)
  }
}
