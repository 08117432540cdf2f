import type { LookupFunction, Socket } from 'node:net'
import type { Settings } from '@shared/model/settings'
import type { EpochMs } from '@shared/model/units'
import { createSemaphore } from '../async/semaphore'
import type { Log } from '../ports/ports'
import { type CookieRows, createCookieStore } from './cookies/cookie-store'
import { createHttp } from './http/http'
import { createThrottle } from './limits/bandwidth'
import type { HostLimits } from './limits/host-limiter'
import { createHostLimiters } from './limits/host-limiters'
import { createTaskClient, type TaskClient, type TaskClientOptions } from './task-client'

export type { ClientRequest, TaskClient, TaskClientOptions, TaskOverrides } from './task-client'

/** Settings, clock and log of the network. */
interface NetworkPorts {
  /** Read for every request and at `settingsChanged`. */
  readonly settings: () => Settings
  /** Wall clock. */
  readonly now: () => EpochMs
  /** Monotonic milliseconds. */
  readonly monotonic: () => number
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly userAgent: string
  readonly log: Log
  /** The text of a PEM file of trusted certificates; throws an Error that says why the file cannot be used. */
  readonly readCertificates: (path: string) => string
  /** Where cookies of tasks survive a restart; when absent they live as long as their client. */
  readonly cookieRows?: CookieRows
  /** Resolves names; the system's when absent. */
  readonly lookup?: LookupFunction
  /** Closes the connections of other lanes that only wait for a next request; called where those of this one are closed. */
  readonly restOthers?: () => void
}

/** Everything that goes over the network: connections, limits and backoffs that the tasks share. */
export interface Network {
  /** Grows when what was fetched before may be outdated: another proxy or other certificates, or a sleep of the computer. */
  readonly generation: number
  /** Opens the HTTP client of one task; the caller closes it. */
  client(options: TaskClientOptions): TaskClient
  /** Opens a connection for what the program itself asks, outside of all limits: see `openOwn` of the routes. */
  connect(url: URL, signal: AbortSignal): Promise<Socket>
  /** Ends the backoff of a host, `host:port`: it may be asked at once. */
  clearBackoff(host: string): void
  /** Reads the limits, proxy and certificates again; what runs continues under the new limits. */
  settingsChanged(): void
  /** Closes the connections that only wait for a next request: after a sleep of the computer they may be dead. */
  rest(): void
  /** Closes all connections; requests that still run fail. */
  close(): Promise<void>
}

/** The network of one engine: connections, limiters and bandwidth of all tasks. */
export function createNetwork(ports: NetworkPorts): Network {
  const { settings, userAgent, now, monotonic, lookup, restOthers = () => {} } = ports
  const clocks = { now, monotonic }
  const { connections, bytesPerSecond } = settings()
  const all = createSemaphore(connections)
  const limiters = createHostLimiters(hostLimits(settings()), clocks)
  const throttle = createThrottle(bytesPerSecond, monotonic)
  const http = createHttp({
    network: () => settings().network,
    proxy: () => settings().proxy,
    userAgent,
    clock: monotonic,
    readCertificates: ports.readCertificates,
    ...(lookup === undefined ? {} : { lookup }),
  })
  const cookies = createCookieStore({ rows: ports.cookieRows, now, log: ports.log })
  const tools = { ports, clocks, http, limiters, cookies, all, throttle }
  const rest = () => {
    http.rest()
    restOthers()
  }
  let route = routeOf(settings())
  let openClients = 0
  let generation = 0

  return {
    get generation() {
      return generation
    },
    client: (options) => {
      openClients += 1
      const onClose = () => {
        openClients -= 1
        // A paused task leaves no socket open, not even an idle one.
        if (openClients === 0) rest()
      }
      return createTaskClient(options, { ...tools, onClose })
    },
    connect: http.connect,
    clearBackoff: (host) => limiters.clearBackoff(host),
    settingsChanged: () => {
      const next = settings()
      all.resize(next.connections)
      limiters.limit(hostLimits(next))
      throttle.setRate(next.bytesPerSecond)
      if (route === routeOf(next)) return
      route = routeOf(next)
      generation += 1
      http.settingsChanged()
      restOthers()
    },
    rest: () => {
      rest()
      // The monotonic clock may not have counted the sleep.
      generation += 1
    },
    close: async () => {
      throttle.close()
      limiters.close()
      await http.close()
    },
  }
}

function hostLimits({ connections, connectionsPerSite, intervalMs }: Settings): HostLimits {
  return { permits: connectionsPerSite, connections, intervalMs }
}

/** What connections are made with: when it changes, new ones are made. */
function routeOf({ proxy, network }: Settings): string {
  return `${proxy} ${network.caFile ?? ''}`
}
