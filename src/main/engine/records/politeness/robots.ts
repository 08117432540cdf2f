import { forgetOldest } from '@shared/collections/forget-oldest'
import { FailureError } from '@shared/model/failure'
import type { EpochMs } from '@shared/model/units'
import robotsParser from 'robots-parser'

/** The product token by which a robots.txt names this program (RFC 9309 §2.2.1); else its group for all counts. */
export const robotsToken = 'Galleon'

/** Bytes of a robots.txt that are read; what stands behind them is ignored (RFC 9309 §2.5 asks for 500 KiB at least). */
export const robotsBytes = 512 * 1024

/** RFC 9309 §2.4: no longer than a day. */
const keptMs = 24 * 3_600_000

/** A robots.txt that could not be read is asked for again after so long. */
const unreachableMs = 5 * 60_000

/** Most files that are kept; the oldest are asked for again. */
const mostKept = 2000

/** Longest line of a robots.txt that can matter, in UTF-16 units. */
const longestLine = 2000

/**
 * Longest text of all rules with `*`, in UTF-16 units. To match one takes as many steps as it and the address have characters,
 * multiplied: 512 KiB of them would hold the program up for seconds with each page.
 */
const longestWildcards = 20_000

/** Longest interval that a robots.txt can ask for: longer is no pace but a closed door, which `Disallow` says. */
const longestDelayMs = 3_600_000

/** What asking for a robots.txt brought. */
export type RobotsReply =
  /** Its first 512 KiB. */
  | { readonly kind: 'text'; readonly text: string }
  /** The site has none (4xx): everything is allowed. */
  | { readonly kind: 'none' }

/** What a robots.txt says about one address. */
export interface RobotsVerdict {
  readonly allowed: boolean
  /** `Crawl-delay`: least interval between two requests to the host; 0: not said. */
  readonly delayMs: number
}

/** The rules of the sites of one crawl. */
export interface Robots {
  /**
   * What the site of an address says about it. Rejects with the FailureError of a robots.txt that could not be read (5xx,
   * no connection): then the site is not to be read (RFC 9309 §2.3.1.4), and may be later; or with the signal's reason.
   */
  check(url: URL, signal: AbortSignal): Promise<RobotsVerdict>
  /** The sitemaps that the robots.txt of an origin names, absolute. Rejects as `check` does. */
  sitemaps(origin: string, signal: AbortSignal): Promise<readonly string[]>
}

type Parsed = ReturnType<typeof robotsParser>

/** Files that were read, for all crawls of the program. */
export interface RobotsMemory {
  get(origin: string): Parsed | null
  keep(origin: string, parsed: Parsed): void
}

/** Nothing is known yet. */
export function createRobotsMemory(now: () => EpochMs): RobotsMemory {
  const kept = new Map<string, { readonly parsed: Parsed; readonly at: EpochMs }>()
  return {
    get(origin) {
      const found = kept.get(origin)
      // A clock that was set back must not keep a file for longer.
      return found && Math.abs(now() - found.at) < keptMs ? found.parsed : null
    },
    keep(origin, parsed) {
      kept.delete(origin)
      kept.set(origin, { parsed, at: now() })
      forgetOldest(kept, mostKept)
    },
  }
}

/** Behind too many rules with `*`, one that disallows holds up to its first `*`, and one that allows does not hold. */
function boundWildcards(lines: readonly string[]): readonly string[] {
  let room = longestWildcards
  return lines.map((line) => {
    const [, name = ''] = /^\s*(allow|disallow)\s*:/i.exec(line) ?? []
    if (name === '' || !line.includes('*')) return line
    room -= line.length
    if (room >= 0) return line
    const [head = '', path = ''] = line.split('*', 1)[0]?.split(/:\s*/, 2) ?? []
    return name.toLowerCase() === 'allow' ? '' : `${head}: ${path || '/'}`
  })
}

function parse(origin: string, reply: RobotsReply): Parsed {
  const text = reply.kind === 'none' ? '' : reply.text
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const short = lines.filter((line) => line.length <= longestLine)
  return robotsParser(`${origin}/robots.txt`, boundWildcards(short).join('\n'))
}

/** `fetch` asks a site through the task's client. */
export function createRobots(ports: {
  readonly fetch: (address: string, signal: AbortSignal) => Promise<RobotsReply>
  readonly memory: RobotsMemory
  readonly now: () => EpochMs
}): Robots {
  const { fetch, memory, now } = ports
  const unreachable = new Map<string, { readonly error: FailureError; readonly at: EpochMs }>()
  const asking = new Map<string, Promise<Parsed>>()

  async function ask(origin: string, signal: AbortSignal): Promise<Parsed> {
    try {
      const parsed = parse(origin, await fetch(`${origin}/robots.txt`, signal))
      memory.keep(origin, parsed)
      return parsed
    } catch (error) {
      if (error instanceof FailureError) unreachable.set(origin, { error, at: now() })
      throw error
    }
  }

  async function of(origin: string, signal: AbortSignal): Promise<Parsed> {
    const known = memory.get(origin)
    if (known !== null) return known
    const failed = unreachable.get(origin)
    if (failed && now() - failed.at < unreachableMs) throw failed.error
    unreachable.delete(origin)
    const running = asking.get(origin) ?? ask(origin, signal).finally(() => asking.delete(origin))
    asking.set(origin, running)
    return running
  }

  return {
    async check(url, signal) {
      const parsed = await of(url.origin, signal)
      const seconds = parsed.getCrawlDelay(robotsToken) ?? 0
      return {
        allowed: parsed.isAllowed(url.href, robotsToken) ?? true,
        delayMs: Number.isFinite(seconds) ? Math.min(longestDelayMs, Math.max(0, seconds * 1000)) : 0,
      }
    },
    async sitemaps(origin, signal) {
      const named = (await of(origin, signal)).getSitemaps()
      return named.flatMap((text) => (URL.canParse(text, origin) ? new URL(text, origin).href : []))
    },
  }
}
