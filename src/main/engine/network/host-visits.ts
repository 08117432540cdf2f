import type { HostConcurrency } from '@shared/model/task'
import type { EpochMs } from '@shared/model/units'
import { hostAndPort } from '../address/private-address'
import { createSemaphore, type Semaphore } from '../async/semaphore'
import type { Grant } from './limits/host-limiter'
import type { BorrowedLimiter, HostLimiters } from './limits/host-limiters'

/** Limits of one client, and the permits that it shares with others. */
interface VisitLimits {
  readonly limiters: HostLimiters
  /** Connections of the client. */
  readonly own: Semaphore
  /** Connections of all clients. */
  readonly all: Semaphore
  /** Most requests of the client to one host; Infinity for no limit. */
  readonly connectionsPerSite: number
  /** The user set so many to a host from the start; undefined: what helps. */
  readonly expectedPerSite: number | undefined
  /** Least pause between two requests to a host, `host:port`. */
  readonly intervalMs: (host: string) => number
  /** A backoff that lasts longer is not waited for. */
  readonly longestWaitMs: () => number
  /** A host that the client asks backs off until then; null: the backoff is over. */
  readonly onWait: (host: string, until: EpochMs | null) => void
}

/** The hosts that one client asks now. */
export interface HostVisits {
  /**
   * Resolves with the right to ask the host of the URL once, under all permits. Throws rate-limited for a backoff that is
   * not waited for; rejects with the signal's reason.
   */
  enter(url: URL, signal: AbortSignal): Promise<Grant>
  /** Connections in use now. */
  readonly connections: number
  /** Concurrency of the host that most of the client's requests go to; null while it asks none. */
  readonly concurrency: HostConcurrency | null
}

/** A host that the client asks now. */
interface Visit {
  readonly host: string
  readonly borrowed: BorrowedLimiter
  readonly permits: Semaphore
  readonly watch: Disposable
  /** Requests on their way to it or waiting for it. */
  users: number
  reportedWait: boolean
}

/** No host is asked yet. */
export function createHostVisits(limits: VisitLimits): HostVisits {
  const { own, all, longestWaitMs, intervalMs } = limits
  const visits = new Map<string, Visit>()
  let connections = 0

  const arrive = (host: string): Visit => {
    const known = visits.get(host)
    const visit = known ?? beginVisit(limits, host)
    visit.users += 1
    if (known !== undefined) return visit
    visits.set(host, visit)
    const { backoffUntil } = visit.borrowed.limiter
    if (backoffUntil !== null) reportWait(limits, visit, backoffUntil)
    return visit
  }
  const leave = (visit: Visit) => {
    visit.users -= 1
    if (visit.users > 0) return
    visits.delete(visit.host)
    reportWait(limits, visit, null)
    visit.watch[Symbol.dispose]()
    visit.borrowed[Symbol.dispose]()
  }

  return {
    enter: async (url, signal) => {
      const visit = arrive(hostAndPort(url))
      try {
        const { limiter } = visit.borrowed
        const before = [own, visit.permits]
        const options = {
          intervalMs: intervalMs(visit.host),
          longestWaitMs: longestWaitMs(),
          before,
          after: [all],
        }
        const grant = await limiter.enter(options, signal)
        connections += 1
        return endingGrant(grant, () => {
          connections -= 1
          leave(visit)
        })
      } catch (error) {
        leave(visit)
        throw error
      }
    },
    get connections() {
      return connections
    },
    get concurrency() {
      const [busiest] = [...visits.values()].toSorted((a, b) => b.users - a.users)
      if (busiest === undefined) return null
      const { atOnce, cause } = busiest.borrowed.limiter.concurrency
      return { host: busiest.host, atOnce, cause }
    },
  }
}

function beginVisit(limits: VisitLimits, host: string): Visit {
  const borrowed = limits.limiters.borrow(host)
  if (limits.expectedPerSite !== undefined) borrowed.limiter.expect(limits.expectedPerSite)
  const visit: Visit = {
    host,
    borrowed,
    permits: createSemaphore(limits.connectionsPerSite),
    watch: borrowed.limiter.watch((until) => reportWait(limits, visit, until)),
    users: 0,
    reportedWait: false,
  }
  return visit
}

/** Reports a backoff; its end only where its beginning was reported. */
function reportWait({ onWait }: VisitLimits, visit: Visit, until: EpochMs | null): void {
  if (until === null && !visit.reportedWait) return
  visit.reportedWait = until !== null
  onWait(visit.host, until)
}

/** The same grant; `onEnd` is called when it is given back. */
function endingGrant({ answered, received, failed, carries, ...grant }: Grant, onEnd: () => void): Grant {
  let ended = false
  return {
    answered,
    received,
    failed,
    carries,
    [Symbol.dispose]: () => {
      if (ended) return
      ended = true
      grant[Symbol.dispose]()
      onEnd()
    },
  }
}
