import type { Log } from '../engine/ports/ports'
import { redact } from '../host/log/redact'
import type { Terminal } from './output/terminal'

/**
 * The engine's log on a terminal: warnings and errors always, everything and with details if the person asked for it;
 * nothing of it with secrets.
 */
export function terminalLog(terminal: Terminal, home: string): Log {
  return (level, message, details = {}) => {
    const matters = level === 'warn' || level === 'error'
    if (!matters && !terminal.verbose) return
    const told = String(redact(message, home))
    const texts = Object.entries(redact(details, home) as object).map(
      ([name, value]) => `${name}=${detailText(value)}`,
    )
    const shown = terminal.verbose ? [told, ...texts] : [told]
    for (const line of shown.join(' ').split('\n')) terminal.warn(`${prefixes[level]}${line}`)
  }
}

/** Errors begin as those of the command line do. */
const prefixes = { debug: 'debug: ', info: 'info: ', warn: 'galleon: warning: ', error: 'galleon: ' } as const

/** Of an error its stack, which begins with its name and message. */
function detailText(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'stack' in value) return String(value.stack)
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
}
