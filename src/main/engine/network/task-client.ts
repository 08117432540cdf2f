import { setMaxListeners } from 'node:events'
import { type Failure, FailureError } from '@shared/model/failure'
import type { Settings } from '@shared/model/settings'
import type { HostPace } from '@shared/model/task'
import type { EpochMs } from '@shared/model/units'
import { hostAndPort } from '../address/private-address'
import { createSemaphore, type Semaphore } from '../async/semaphore'
import type { Log } from '../ports/ports'
import type { CookieJar } from './cookies/cookie-jar'
import { type CookiePlace, keepCookies } from './cookies/kept-cookies'
import type { Http, HttpRequest, Logins, Reply } from './http/http'
import { createLogins } from './http/request'
import { judgeResponse } from './judge-response'
import { createThrottle, type Throttle } from './limits/bandwidth'
import type { Clocks, Grant } from './limits/host-limiter'
import type { BorrowedLimiter, HostLimiters } from './limits/host-limiters'
import { createSpeedMeter } from './limits/speed-meter'
import { type Attempted, type RetryPolicy, withRetries } from './retry'
import { createWithoutReferer } from './without-referer'

/** What a caller says about one request; the client adds its logins, cookies, proxy, permits and timeouts. */
export type ClientRequest = Omit<HttpRequest, 'context'>

/** Limits and credentials of one task. */
export interface TaskClientOptions {
  /** At once for this task; the settings' limits hold besides. */
  readonly connections?: number
  readonly connectionsPerSite?: number
  /** As many to a site from the start: the person wants it so; absent: found by what helps. */
  readonly expectedPerSite?: number
  /** Further tries after the first one, instead of the settings'; −1: without end. */
  readonly retries?: number
  /** Instead of the settings' limits of time for a connection, a reply and silence. */
  readonly httpTimeoutMs?: number
  /** Instead of the settings' proxy; empty: none. */
  readonly proxy?: string
  /** Least pause between two requests to one site, if longer than the settings'. */
  readonly intervalMs?: number
  /** null lifts the task's own limit. */
  readonly bytesPerSecond?: number | null
  /** `host:port` pairs that the person typed: private addresses that may be asked. */
  readonly allowPrivate: ReadonlySet<string>
  /** Address that the user typed: its login, and the recipe's `Authorization` and `Cookie`, are sent to its origin alone. */
  readonly home: string
  /** Where logins of addresses are kept; without it they live as long as the client. */
  readonly logins?: Logins
  /** Where cookies are kept; without it they live as long as the client. */
  readonly cookies?: CookiePlace
  /** `attempt` is the one that comes after `waitMs`. */
  onRetry?(url: string, failure: Failure, attempt: number, waitMs: number): void
  /** A host that this client asks has told everybody to wait until then; null: the wait is over. */
  onWait(host: string, until: EpochMs | null): void
}

/** The HTTP client of one task: its permits, limits, retries, cookies and logins. It knows nothing of what is fetched. */
export interface TaskClient {
  /**
   * Sends a request under the permits of the task, its host and the whole program, and follows redirects.
   *
   * Throws FailureError or the signal's reason; see `Http.open`. `jar` takes the place of the task's own cookies.
   */
  request(request: ClientRequest, signal: AbortSignal, jar?: CookieJar): Promise<Reply>
  /**
   * Judges the status of a reply: null if the body is what was asked for, `held` if the host backs off and the attempt
   * does not count. Throws the FailureError of any other reply, which is then discarded.
   */
  judge(reply: Reply): { readonly kind: 'held'; readonly failure: Failure } | null
  /** Counts received bytes; resolves when the limits of speed let them pass, undefined when there is nothing to wait for. */
  pass(bytes: number, signal: AbortSignal): Promise<void> | undefined
  /** Repeats `attempt` by the retry policy of the task; `address` is the one that `onRetry` reports. */
  retry<T>(address: string, attempt: () => Promise<Attempted<T>>, signal: AbortSignal): Promise<T>
  /** Text that is equal for requests that a site cannot tell apart, cookies aside, with equal permissions of the client. */
  requestKey(request: Pick<ClientRequest, 'address' | 'referer' | 'headers'>): string
  readonly cookies: CookieJar
  /** Saves changed cookies now: before a page is reported whose images may need them. */
  flushCookies(): void
  /** Received over the last seconds. */
  readonly bytesPerSecond: number
  /** In use now. */
  readonly connections: number
  /** Requests that a host, `host:port`, gets at once. */
  atOnce(host: string): number
  /** Of the host that most of its requests go to; null while it asks none. */
  readonly pace: HostPace | null
  /** Saves the cookies and clears timers; requests that still run are not ended by it. */
  close(): void
}

/** What all clients share. */
export interface TaskClientTools {
  readonly ports: {
    readonly settings: () => Settings
    readonly now: () => EpochMs
    readonly random: () => number
    readonly log: Log
  }
  readonly clocks: Clocks
  readonly http: Http
  readonly limiters: HostLimiters
  /** Connections in all. */
  readonly all: Semaphore
  readonly throttle: Throttle
  readonly onClose: () => void
}

/** A host that the client asks now. */
interface Visit {
  readonly borrowed: BorrowedLimiter
  readonly permits: Semaphore
  readonly watch: Disposable
  /** Requests on their way to it or waiting for it. */
  users: number
  toldWaiting: boolean
}

/** The client of one task over the shared network. */
export function createTaskClient(options: TaskClientOptions, tools: TaskClientTools): TaskClient {
  const { ports, clocks, http, limiters, all } = tools
  const {
    connections = Infinity,
    connectionsPerSite = Infinity,
    intervalMs = 0,
    bytesPerSecond = null,
  } = options
  const own = createSemaphore(connections)
  const throttle = createThrottle(bytesPerSecond, clocks.monotonic)
  const meter = createSpeedMeter(clocks.monotonic)
  const visits = new Map<string, Visit>()
  const home = new URL(options.home)
  // Whatever of the options a site can see, or decides where its requests may lead.
  const identity = JSON.stringify([
    home.origin,
    home.username,
    home.password,
    [...options.allowPrivate],
    options.proxy ?? null,
  ])
  const referers = createWithoutReferer()
  const logins = options.logins ?? createLogins()
  const cookies = keepCookies(options.cookies, ports.now)
  let inUse = 0

  const loginFor = (address: string) => (URL.canParse(address) ? logins.find(new URL(address).origin) : null)

  const tellWait = (host: string, visit: Visit, until: EpochMs | null) => {
    if (until === null && !visit.toldWaiting) return
    visit.toldWaiting = until !== null
    options.onWait(host, until)
  }

  const arrive = (host: string): Visit => {
    const present = visits.get(host)
    if (present !== undefined) {
      present.users += 1
      return present
    }
    const borrowed = limiters.borrow(host)
    if (options.expectedPerSite !== undefined) borrowed.limiter.expect(options.expectedPerSite)
    const visit: Visit = {
      borrowed,
      permits: createSemaphore(connectionsPerSite),
      watch: borrowed.limiter.watch((until) => tellWait(host, visit, until)),
      users: 1,
      toldWaiting: false,
    }
    visits.set(host, visit)
    const { backoffUntil } = borrowed.limiter
    if (backoffUntil !== null) tellWait(host, visit, backoffUntil)
    return visit
  }

  const leave = (host: string, visit: Visit) => {
    visit.users -= 1
    if (visit.users > 0) return
    visits.delete(host)
    tellWait(host, visit, null)
    visit.watch[Symbol.dispose]()
    visit.borrowed[Symbol.dispose]()
  }

  const enter = async (url: URL, signal: AbortSignal): Promise<Grant> => {
    const host = hostAndPort(url)
    const visit = arrive(host)
    try {
      const { longestRetryAfterMs: longestWaitMs } = ports.settings().network
      const limits = { intervalMs, longestWaitMs, before: [own, visit.permits], after: [all] }
      const turn = await visit.borrowed.limiter.enter(limits, signal)
      inUse += 1
      let held = true
      return {
        answered: turn.answered,
        received: turn.received,
        failed: turn.failed,
        [Symbol.dispose]: () => {
          if (!held) return
          held = false
          turn[Symbol.dispose]()
          inUse -= 1
          leave(host, visit)
        },
      }
    } catch (error) {
      leave(host, visit)
      throw error
    }
  }

  const holdHost = (url: URL, ms: number) => {
    if (ms === 0) return
    using borrowed = limiters.borrow(hostAndPort(url))
    borrowed.limiter.backOff(ms)
    ports.log('info', 'a site asked to wait', { host: url.host, ms })
  }

  const request: TaskClient['request'] = (wanted, signal, jar = cookies.jar) => {
    // As many listeners as requests are no leak; Node would warn of one from the eleventh on.
    setMaxListeners(0, signal)
    const { allowPrivate, proxy, httpTimeoutMs: timeoutMs } = options
    const { refusing: withoutReferer } = referers
    const context = { home, logins, cookies: jar, proxy, allowPrivate, timeoutMs, enter, withoutReferer }
    return referers.send(() => http.open({ ...wanted, context }, signal))
  }

  return {
    request,
    judge(reply) {
      const { status, address } = reply
      const head = {
        status,
        address,
        retryAfter: reply.fields('retry-after'),
        date: reply.header('date'),
        contentRange: reply.header('content-range'),
      }
      const { longestRetryAfterMs } = ports.settings().network
      const judged = judgeResponse(head, { now: ports.now(), longestRetryAfterMs })
      if (judged.kind === 'take') return null
      reply.discard()
      holdHost(new URL(address), judged.kind === 'hold' ? judged.ms : judged.holdMs)
      if (judged.kind === 'fail') throw new FailureError(judged.failure)
      return { kind: 'held', failure: judged.failure }
    },
    pass: (bytes, signal) => {
      meter.add(bytes)
      const turn = throttle.take(bytes, signal)
      const shared = tools.throttle.take(bytes, signal)
      return turn === undefined || shared === undefined ? (turn ?? shared) : bothPass(turn, shared)
    },
    retry: (address, attempt, signal) =>
      withRetries(
        attempt,
        {
          policy: retryPolicy(ports.settings().network, options.retries),
          random: ports.random,
          onRetry: (failure: Failure, number, waitMs) => options.onRetry?.(address, failure, number, waitMs),
        },
        signal,
      ),
    requestKey: ({ address, referer = null, headers = {} }) =>
      JSON.stringify([identity, loginFor(address), address, referer, headers]),
    cookies: cookies.jar,
    flushCookies: cookies.flush,
    get bytesPerSecond() {
      return Math.round(meter.bytesPerSecond)
    },
    get connections() {
      return inUse
    },
    atOnce: (host) => Math.min(connectionsPerSite, limiters.atOnce(host)),
    get pace() {
      let most: HostPace | null = null
      let users = 0
      for (const [host, visit] of visits) {
        if (visit.users <= users) continue
        users = visit.users
        const { atOnce, cause } = visit.borrowed.limiter.concurrency
        most = { host, atOnce, cause }
      }
      return most
    },
    close: () => {
      throttle.close()
      cookies.flush()
      tools.onClose()
    },
  }
}

function retryPolicy({ retries, longestBackoffMs }: RetryPolicy, own: number | undefined): RetryPolicy {
  return { retries: own === -1 ? Infinity : (own ?? retries), longestBackoffMs }
}

async function bothPass(...turns: readonly Promise<void>[]): Promise<void> {
  await Promise.all(turns)
}
