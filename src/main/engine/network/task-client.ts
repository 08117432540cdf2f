import { setMaxListeners } from 'node:events'
import type { HostPace } from '@shared/model/crawl/crawl-activity'
import { type Failure, FailureError } from '@shared/model/failure'
import type { Settings } from '@shared/model/settings'
import type { HostConcurrency } from '@shared/model/task'
import type { EpochMs, TaskId } from '@shared/model/units'
import { hostAndPort } from '../address/private-address'
import { createSemaphore, type Semaphore } from '../async/semaphore'
import type { Log } from '../ports/ports'
import type { CookieJar, CookieSource, CookieStore } from './cookies/cookie-store'
import { createHostVisits, type HostVisits } from './host-visits'
import type { Http, HttpRequest, Logins, PlainVisit, Reply, RequestContext } from './http/http'
import { createLogins } from './http/request'
import { judgeResponse } from './judge-response'
import { createSpeedMeter, createThrottle, type Throttle } from './limits/bandwidth'
import type { Clocks } from './limits/host-limiter'
import type { HostLimiters } from './limits/host-limiters'
import { createOtherReferer } from './other-referer'
import { type Attempted, type Backoff, type RetryPolicy, withRetries } from './retry'

/** What a caller says about one request; the client adds its logins, cookies, proxy, permits and timeouts. */
export type ClientRequest = Omit<HttpRequest, 'context'>

/** What the user or the recipe sets for one task; the limits of the settings hold as well. */
export interface TaskOverrides {
  /** At once for this task. */
  readonly connections?: number
  readonly connectionsPerSite?: number
  /** As many to a site from the start, because the user set them; absent: found by what helps. */
  readonly expectedPerSite?: number
  /** Further tries after the first one, instead of the settings'; −1: without end. */
  readonly retries?: number
  /** Replaces the settings' time limits for a connection, a reply and silence. */
  readonly httpTimeoutMs?: number
  /** Replaces the settings' proxy; empty: none. */
  readonly proxy?: string
  /** Least pause between two requests to one site, if longer than the settings'. */
  readonly intervalMs?: number
  /** null lifts the task's own limit. */
  readonly bytesPerSecond?: number | null
}

/** Where one task may go, as whom, and who is informed. */
export interface TaskClientOptions {
  readonly overrides?: TaskOverrides
  /** `host:port` pairs that the user typed: private addresses that may be asked. */
  readonly allowPrivate: ReadonlySet<string>
  /** Address that the user typed: its login, and the recipe's `Authorization` and `Cookie`, are sent to its origin alone. */
  readonly home: string
  /** Where logins of addresses are kept; without it they live as long as the client. */
  readonly logins?: Logins
  /** Whose cookies are sent and saved; without it they live as long as the client. */
  readonly task?: TaskId
  /** `attempt` is the one that comes after `waitMs`. */
  onRetry?(url: string, failure: Failure, attempt: number, waitMs: number): void
  /** A host that this client asks has asked for no requests until then; null: the wait is over. */
  onWait(host: string, until: EpochMs | null): void
}

/** What moves in a client now. */
interface ClientActivity {
  /** Received over the last seconds. */
  readonly bytesPerSecond: number
  /** In use now. */
  readonly connections: number
  /** Concurrency of the host that most of its requests go to; null while it asks none. */
  readonly concurrency: HostConcurrency | null
}

/** The HTTP client of one task: its permits, limits, retries, cookies and logins. It knows nothing of what is fetched. */
export interface TaskClient {
  /**
   * Sends a request under the permits of the task, its host and the whole program, and follows redirects.
   *
   * Throws FailureError or the signal's reason; see `Http.open`. `jar` replaces the task's own cookies.
   */
  request(request: ClientRequest, signal: AbortSignal, jar?: CookieJar): Promise<Reply>
  /** See `Http.visit`; null also while the user limits the speed or wants pauses, which the other lane does not know of. */
  visit(request: ClientRequest, signal: AbortSignal): Promise<PlainVisit> | null
  /**
   * Judges the status of a reply: null if the body is what was asked for, `backoff` if the host backs off and the attempt
   * does not count. Throws the FailureError of any other reply, which is then discarded.
   */
  judge(reply: Reply): Backoff | null
  /** Counts received bytes; resolves when the limits of speed let them pass, undefined when there is nothing to wait for. */
  pass(bytes: number, signal: AbortSignal): Promise<void> | undefined
  /** Whether there is a limit of speed now. */
  readonly isLimited: boolean
  /** Repeats `attempt` by the retry policy of the task; `address` is the one that `onRetry` reports. */
  retry<T>(address: string, attempt: () => Promise<Attempted<T>>, signal: AbortSignal): Promise<T>
  /** Text that is equal for requests that a site cannot distinguish, cookies aside, with equal permissions of the client. */
  requestKey(request: Pick<ClientRequest, 'address' | 'referer' | 'headers'>): string
  /** Flush it before a page is reported whose images may need its cookies. */
  readonly cookies: Omit<CookieSource, 'close'>
  /** Logins that stood in addresses: kept here, they are sent to their origins. */
  readonly logins: Logins
  readonly activity: ClientActivity
  /** Requests that a host, `host:port`, gets at once. */
  atOnce(host: string): number
  /** How the client asks a host, `host:port`, now. */
  paceOf(host: string): HostPace
  /** Least pause between two requests of the client to a host, `host:port`, from now on, if longer than the others. */
  pace(host: string, intervalMs: number): void
  /** Saves the cookies and clears timers; requests that still run are not ended by it. */
  close(): void
}

/** What all clients share. */
interface TaskClientTools {
  readonly ports: {
    readonly settings: () => Settings
    readonly now: () => EpochMs
    readonly random: () => number
    readonly log: Log
  }
  readonly clocks: Clocks
  readonly http: Http
  readonly limiters: HostLimiters
  readonly cookies: CookieStore
  /** Connections in all. */
  readonly all: Semaphore
  readonly throttle: Throttle
  readonly onClose: () => void
}

/** The client of one task over the shared network. */
export function createTaskClient(options: TaskClientOptions, tools: TaskClientTools): TaskClient {
  const { ports, clocks, limiters } = tools
  const { overrides = {} } = options
  const { connectionsPerSite = Infinity, bytesPerSecond = null } = overrides
  const throttle = createThrottle(bytesPerSecond, clocks.monotonic)
  const meter = createSpeedMeter(clocks.monotonic)
  const referers = createOtherReferer()
  const logins = options.logins ?? createLogins()
  const cookies = tools.cookies.open(options.task ?? null)
  const paces = new Map<string, number>()
  const visits = openVisits(options, tools, paces)
  const context: RequestContext = {
    home: new URL(options.home),
    logins,
    cookies,
    proxy: overrides.proxy,
    allowPrivate: options.allowPrivate,
    timeoutMs: overrides.httpTimeoutMs,
    withoutReferer: referers.refusing,
    insistedReferer: referers.insisting,
    enter: visits.enter,
  }
  const identity = identityOf(options)
  const isLimited = () => throttle.isLimited || tools.throttle.isLimited

  return {
    request: (wanted, signal, jar = cookies) => {
      // As many listeners as requests are no leak; Node would warn of one from the eleventh on.
      setMaxListeners(0, signal)
      let { handed } = wanted
      return referers.send(wanted.referer, () => {
        const request = { ...wanted, handed, context: { ...context, cookies: jar } }
        handed = undefined
        return tools.http.open(request, signal)
      })
    },
    visit: (wanted, signal) => {
      const { network, intervalMs } = ports.settings()
      const isPaced = intervalMs > 0 || (overrides.intervalMs ?? 0) > 0
      if (isPaced || !network.plainLane || isLimited()) return null
      return tools.http.visit({ ...wanted, context }, signal)
    },
    judge: (reply) => judge(reply, tools),
    pass: (bytes, signal) => {
      meter.add(bytes)
      return bothPass(throttle.take(bytes, signal), tools.throttle.take(bytes, signal))
    },
    get isLimited() {
      return isLimited()
    },
    retry: (address, attempt, signal) => {
      const policy = retryPolicy(ports.settings().network, overrides.retries)
      const onRetry = (failure: Failure, number: number, waitMs: number) =>
        options.onRetry?.(address, failure, number, waitMs)
      return withRetries(attempt, { policy, random: ports.random, onRetry }, signal)
    },
    requestKey: ({ address, referer = null, headers = {} }) => {
      const login = URL.canParse(address) ? logins.find(new URL(address).origin) : null
      return JSON.stringify([identity, login, address, referer, headers])
    },
    cookies,
    logins,
    get activity() {
      const { connections, concurrency } = visits
      return { bytesPerSecond: Math.round(meter.bytesPerSecond), connections, concurrency }
    },
    pace: (host, intervalMs) => {
      paces.set(host, intervalMs)
    },
    paceOf: (host) => ({
      atOnce: Math.min(connectionsPerSite, limiters.atOnce(host)),
      intervalMs: Math.max(ports.settings().intervalMs, overrides.intervalMs ?? 0, paces.get(host) ?? 0),
      waitsUntil: limiters.backoffUntil(host),
    }),
    atOnce: (host) => Math.min(connectionsPerSite, limiters.atOnce(host)),
    close: () => {
      throttle.close()
      cookies.close()
      tools.onClose()
    },
  }
}

function openVisits(
  { overrides = {}, onWait }: TaskClientOptions,
  { ports, limiters, all }: TaskClientTools,
  paces: ReadonlyMap<string, number>,
): HostVisits {
  return createHostVisits({
    limiters,
    own: createSemaphore(overrides.connections ?? Infinity),
    all,
    connectionsPerSite: overrides.connectionsPerSite ?? Infinity,
    expectedPerSite: overrides.expectedPerSite,
    intervalMs: (host) => Math.max(overrides.intervalMs ?? 0, paces.get(host) ?? 0),
    longestWaitMs: () => ports.settings().network.longestRetryAfterMs,
    onWait,
  })
}

/** The options that a site can see, or that decide where requests may lead. */
function identityOf({ home, allowPrivate, overrides }: TaskClientOptions): string {
  const { origin, username, password } = new URL(home)
  return JSON.stringify([origin, username, password, [...allowPrivate], overrides?.proxy ?? null])
}

/** See `TaskClient.judge`. A host that asks for a pause gets it, also where the reply is not waited for. */
function judge(
  reply: Reply,
  { ports, limiters }: Pick<TaskClientTools, 'ports' | 'limiters'>,
): Backoff | null {
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
  if (judged.backoffMs > 0) {
    const url = new URL(address)
    using borrowed = limiters.borrow(hostAndPort(url))
    borrowed.limiter.backOff(judged.backoffMs)
    ports.log('info', 'a site asked to wait', { host: url.host, ms: judged.backoffMs })
  }
  if (judged.kind === 'fail') throw new FailureError(judged.failure)
  return { kind: 'backoff', failure: judged.failure }
}

function retryPolicy({ retries, longestBackoffMs }: RetryPolicy, own: number | undefined): RetryPolicy {
  return { retries: own === -1 ? Infinity : (own ?? retries), longestBackoffMs }
}

/** Resolves when both have; undefined if there is nothing to wait for. */
function bothPass(
  one: Promise<void> | undefined,
  other: Promise<void> | undefined,
): Promise<void> | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Promise.all([one, other]).then(() => {})
}
