import type { EpochMs } from '@shared/model/units'
import { timerMs } from '../../async/cancellation'
import { startConcurrency } from './adaptive-concurrency'
import {
  type Clocks,
  createHostLimiter,
  type HostLimiter,
  type HostLimits,
  type OwnedHostLimiter,
} from './host-limiter'
import { mostOf } from './host-permits'

/** A limiter in use; dispose of it when its host is asked no more for now. */
export interface BorrowedLimiter extends Disposable {
  readonly limiter: HostLimiter
}

/** The limiters of all hosts, made when first asked for and forgotten when idle. */
export interface HostLimiters {
  /** `host` is `host:port`. */
  borrow(host: string): BorrowedLimiter
  /** Requests that this host gets at once, also if it was not asked yet. */
  atOnce(host: string): number
  /** When the backoff of this host ends; null without one. */
  backoffUntil(host: string): EpochMs | null
  /** Ends the backoff of this host, if there is one. */
  clearBackoff(host: string): void
  /** Live limits of every limiter. */
  limit(limits: HostLimits): void
  /** Limiters in memory. */
  readonly count: number
  close(): void
}

/** Limiters of all hosts, created when first needed. */
export function createHostLimiters(initial: HostLimits, clocks: Clocks): HostLimiters {
  const limiters = new Map<string, { limiter: OwnedHostLimiter; users: number; linger?: NodeJS.Timeout }>()
  let limits = initial

  const drop = (host: string) => {
    const entry = limiters.get(host)
    if (entry === undefined || entry.users > 0) return
    // A limiter that is forgotten would let the next request in before its backoff or interval is over.
    const { lingerMs } = entry.limiter
    if (lingerMs > 0) {
      entry.linger = setTimeout(() => drop(host), timerMs(lingerMs)).unref()
      return
    }
    entry.limiter.close()
    limiters.delete(host)
  }

  return {
    borrow: (host) => {
      const entry = limiters.get(host) ?? {
        limiter: createHostLimiter(limits, clocks),
        users: 0,
      }
      limiters.set(host, entry)
      clearTimeout(entry.linger)
      entry.users += 1
      let borrowed = true
      return {
        limiter: entry.limiter,
        [Symbol.dispose]: () => {
          if (!borrowed) return
          borrowed = false
          entry.users -= 1
          drop(host)
        },
      }
    },
    atOnce: (host) =>
      limiters.get(host)?.limiter.concurrency.atOnce ??
      limits.permits ??
      startConcurrency(mostOf(limits)).atOnce,
    backoffUntil: (host) => limiters.get(host)?.limiter.backoffUntil ?? null,
    clearBackoff: (host) => limiters.get(host)?.limiter.clearBackoff(),
    limit: (next) => {
      limits = next
      for (const { limiter } of limiters.values()) limiter.limit(next)
    },
    get count() {
      return limiters.size
    },
    close: () => {
      for (const { limiter, linger } of limiters.values()) {
        clearTimeout(linger)
        limiter.close()
      }
      limiters.clear()
    },
  }
}
