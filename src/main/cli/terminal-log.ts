import type { Log } from '../engine/ports'
import type { Terminal } from './terminal'

/** The engine's log on a terminal: warnings and errors always, everything and with details if the person asked for it. */
export function terminalLog(terminal: Terminal): Log {
  return (level, message, details = {}) => {
    const matters = level === 'warn' || level === 'error'
    if (!matters && !terminal.verbose) return
    const texts = Object.entries(details).map(([name, value]) => `${name}=${detailText(value)}`)
    const shown = terminal.verbose ? [message, ...texts] : [message]
    for (const line of shown.join(' ').split('\n')) terminal.warn(`${level}: ${line}`)
  }
}

function detailText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
}
