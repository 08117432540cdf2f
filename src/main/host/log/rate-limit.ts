import type { Log } from '../../engine/ports/ports'

/** Lines of one kind, and of all kinds together, within a window of time. */
const windowMs = 60_000
const mostAlike = 30
const mostAlikeDebug = 600
const mostInAll = 2000

/** Most kinds of omitted lines that are named. */
const mostNamed = 20

function kindOf(level: string, message: string, details: Readonly<Record<string, unknown>>): string {
  const { kind, host } = details
  return [level, message, kind, host].filter((part) => typeof part === 'string').join(' ')
}

/**
 * The same log with a bounded number of lines a minute: a site that fails 100,000 times must not fill the disk nor push
 * out the line that says why. Omitted lines are counted, and the count is logged after the minute, with the next line.
 *
 * `monotonicMs` never runs backwards.
 */
export function boundRate(log: Log, monotonicMs: () => number): Log {
  let beganAt = monotonicMs()
  let inAll = 0
  const alike = new Map<string, number>()
  const omitted = new Map<string, number>()

  function begin(at: number): void {
    const lines = [...omitted.values()].reduce((sum, count) => sum + count, 0)
    const kinds = Object.fromEntries([...omitted].slice(0, mostNamed))
    beganAt = at
    inAll = 0
    alike.clear()
    omitted.clear()
    if (lines > 0) log('warn', 'lines were omitted', { lines, kinds })
  }

  return (level, message, details = {}) => {
    const at = monotonicMs()
    if (at - beganAt >= windowMs) begin(at)
    const kind = kindOf(level, message, details)
    const count = (alike.get(kind) ?? 0) + 1
    // Past the bound of all, new kinds are no longer counted apart: the maps stay small.
    const isNew = count === 1 && inAll >= mostInAll
    if (!isNew) alike.set(kind, count)
    if (inAll < mostInAll && count <= (level === 'debug' ? mostAlikeDebug : mostAlike)) {
      inAll += 1
      log(level, message, details)
      return
    }
    const named = isNew ? 'others' : kind
    omitted.set(named, (omitted.get(named) ?? 0) + 1)
  }
}
