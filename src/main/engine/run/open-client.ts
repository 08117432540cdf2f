import type { DownloadRequest } from '@shared/model/download-request'
import type { Recipe } from '@shared/model/recipe'
import type { HostConcurrency, HostWait } from '@shared/model/task'
import { hostAndPort } from '../address/private-address'
import { loginsOf } from '../crawl/found-logins'
import type { TaskClient, TaskOverrides } from '../network/network'
import { startAddresses } from '../records/frontier/scope'
import type { TaskContext } from '../tasks/running-tasks'
import type { EngineServices } from './services'

/** Speed and connections are reported this often. */
const reportEveryMs = 500

/** The client of a running task; the caller closes it. */
interface OpenClient {
  readonly client: TaskClient
  close(): void
}

/**
 * Opens the HTTP client of a task and reports its activity to the ledger until it is closed.
 *
 * `home` is the first address of the range, with its login.
 */
export function openClient(services: EngineServices, task: TaskContext, home: string): OpenClient {
  const { ledger, storage, ports, changes, pages } = services
  const { id, request, recipe } = task
  const waits = new Map<string, number>()
  let closed = false

  const client = pages.network.client({
    overrides: clientOverrides(request, recipe),
    allowPrivate: new Set(typedHosts(request, home)),
    home,
    logins: loginsOf(storage, id),
    // A page that was read before a kill may have set the cookies that its images need.
    task: id,
    onRetry: (url, failure, attempt, waitMs) =>
      changes.emit({ kind: 'retrying', taskId: id, url, failure, attempt, waitMs }),
    onWait: (host, until) => {
      // An unread reply may end after its task was removed from the ledger.
      if (closed) return
      if (until === null) {
        waits.delete(host)
      } else {
        waits.set(host, until)
        changes.emit({ kind: 'waiting', taskId: id, host, until })
      }
      report()
    },
  })

  function report(): void {
    const { bytesPerSecond, connections, concurrency } = client.activity
    const { progress } = ledger.need(id)
    const waiting = longestWait(waits, ports.now())
    const same =
      progress.bytesPerSecond === bytesPerSecond &&
      progress.connections === connections &&
      isSameConcurrency(progress.concurrency, concurrency) &&
      progress.waiting?.until === waiting?.until
    if (!same) ledger.setActivity(id, { bytesPerSecond, connections, waiting, concurrency })
  }
  const timer = setInterval(report, reportEveryMs)

  return {
    client,
    close() {
      closed = true
      clearInterval(timer)
      client.close()
    },
  }
}

function isSameConcurrency(one: HostConcurrency | null, other: HostConcurrency | null): boolean {
  return one?.host === other?.host && one?.atOnce === other?.atOnce && one?.cause === other?.cause
}

/** Hosts of the addresses that the user typed, with their ports. */
export function typedHosts({ adopted, crawl }: DownloadRequest, home: string): readonly string[] {
  if (adopted) return []
  const starts = crawl === undefined ? [] : startAddresses(crawl)
  return [home, ...starts].map((address) => hostAndPort(new URL(address)))
}

/** The user's limits; the recipe can only narrow them. */
export function clientOverrides({ options }: DownloadRequest, { limits }: Recipe): TaskOverrides {
  const connectionsPerSite = least(options.connectionsPerSite, limits.connectionsPerSite)
  const intervalMs = most(options.intervalMs, limits.intervalMs)
  return {
    ...(options.connections === undefined ? {} : { connections: options.connections }),
    ...(connectionsPerSite === undefined ? {} : { connectionsPerSite }),
    ...(options.connectionsPerSite === undefined || connectionsPerSite === undefined
      ? {}
      : { expectedPerSite: connectionsPerSite }),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(options.bytesPerSecond === undefined ? {} : { bytesPerSecond: options.bytesPerSecond }),
    ...(options.retries === undefined ? {} : { retries: options.retries }),
    ...(options.httpTimeoutMs === undefined ? {} : { httpTimeoutMs: options.httpTimeoutMs }),
    ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
  }
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : Math.min(a, b ?? a)
}

function most(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : Math.max(a, b ?? a)
}

/** The backoff that ends last; those that are over by the wall clock are forgotten. */
function longestWait(waits: Map<string, number>, now: number): HostWait | null {
  let longest: HostWait | null = null
  for (const [host, until] of waits) {
    if (until <= now) waits.delete(host)
    else if (longest === null || until > longest.until) longest = { host, until }
  }
  return longest
}
