import type { LookupFunction } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { Settings } from '@shared/model/settings'
import type { EpochMs } from '@shared/model/units'
import { createSemaphore } from '../async/semaphore'
import type { Log } from '../ports/ports'
import { createHttp } from './http/http'
import { createThrottle } from './limits/bandwidth'
import type { HostLimits } from './limits/host-limiter'
import { createHostLimiters } from './limits/host-limiters'
import { createTaskClient, type TaskClient, type TaskClientOptions } from './task-client'

export type { CookiePlace } from './cookies/kept-cookies'
export type { ClientRequest, TaskClient, TaskClientOptions } from './task-client'

/** Settings, clock and log of the network. */
export interface NetworkPorts {
  /** Read for every request and at `settingsChanged`. */
  readonly settings: () => Settings
  readonly now: () => EpochMs
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly userAgent: string
  readonly log: Log
  /** The text of a PEM file of trusted certificates; throws an Error that says why the file cannot be used. */
  readonly readCertificates: (path: string) => string
  /** Resolves names; the system's when absent. */
  readonly lookup?: LookupFunction
}

/** Everything that goes over the network: connections, limits and backoffs that the tasks share. */
export interface Network {
  /** Grows when what was fetched before may no longer hold: another proxy or other certificates, or a sleep of the computer. */
  readonly generation: number
  /** Opens the HTTP client of one task; the caller closes it. */
  client(options: TaskClientOptions): TaskClient
  /** A site that asked for a pause may be asked at once; `host` is `host:port`. */
  clearBackoff(host: string): void
  /** Reads the limits, proxy and certificates anew; what runs goes on under the new limits. */
  settingsChanged(): void
  /** Closes the connections that only wait for a next request: after a sleep of the computer they may be dead. */
  rest(): void
  /** Closes all connections; requests that still run fail. */
  close(): Promise<void>
}

/** The network of one engine: connections, limiters and bandwidth of all tasks. */
export function createNetwork(ports: NetworkPorts): Network {
  const { settings, userAgent, now, lookup } = ports
  const clocks = { now, monotonic: () => performance.now() }
  const { connections, bytesPerSecond } = settings()
  const all = createSemaphore(connections)
  const limiters = createHostLimiters(hostLimits(settings()), clocks)
  const throttle = createThrottle(bytesPerSecond, clocks.monotonic)
  const http = createHttp({
    network: () => settings().network,
    proxy: () => settings().proxy,
    userAgent,
    clock: clocks.monotonic,
    readCertificates: ports.readCertificates,
    ...(lookup === undefined ? {} : { lookup }),
  })
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
        // A paused task leaves no socket behind, not even one that only waits for a next request.
        if (openClients === 0) http.rest()
      }
      return createTaskClient(options, {
        ports,
        clocks,
        http,
        limiters,
        all,
        throttle,
        onClose,
      })
    },
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
    },
    rest: () => {
      http.rest()
      // No clock of ours has counted the sleep.
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

/** What connections are made with: when it changes, they are made anew. */
function routeOf({ proxy, network }: Settings): string {
  return `${proxy} ${network.caFile ?? ''}`
}
