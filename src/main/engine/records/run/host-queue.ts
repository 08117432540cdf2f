import { hostAndPort } from '../../address/private-address'
import type { TakenPage } from '../database/record-store'
import type { CrawlAtWork } from './crawl-ports'

/** Most pages that are taken at once: one host may give all of them. */
const mostTaken = 32

/** Most pages that are taken and wait for their host, of all hosts. */
const mostWaiting = 1000

/** Pages that were taken from the store: those that are read now, and those that wait for their host. */
export interface HostQueue {
  /** How many may be taken now; 0: enough wait, or enough is at work. */
  readonly room: number
  /** Hosts that have as many pages as they may be asked for at once. */
  busyHosts(): readonly string[]
  add(pages: readonly TakenPage[]): void
  /** A page whose host has room; null for none. `begin` takes it off the queue. */
  next(): TakenPage | null
  begin(page: TakenPage): void
  end(page: TakenPage): void
  /** A page that was begun was not read: it is given back. */
  keep(page: TakenPage): void
  /** Whether the page of this identity was taken, and is being read or comes next: where it leads is read there. */
  isTaken(identity: string): boolean
  readonly active: number
  readonly waiting: number
  /** Pages that were taken and not read. */
  left(): readonly TakenPage[]
}

interface Host {
  active: number
  readonly waiting: TakenPage[]
}

/** Nothing is taken yet. */
export function createHostQueue({
  client,
  mostAtOnce,
}: Pick<CrawlAtWork, 'client' | 'mostAtOnce'>): HostQueue {
  const hosts = new Map<string, Host>()
  const kept: TakenPage[] = []
  const taken = new Set<string>()
  let active = 0
  let waiting = 0

  const atOnce = (page: TakenPage) => Math.max(1, client.atOnce(hostAndPort(new URL(page.address))))
  const hostOf = (name: string): Host => {
    const known = hosts.get(name)
    if (known !== undefined) return known
    const host: Host = { active: 0, waiting: [] }
    hosts.set(name, host)
    return host
  }

  return {
    get room() {
      if (active >= mostAtOnce() || waiting >= mostWaiting) return 0
      return Math.min(mostTaken, mostAtOnce() - active)
    },
    busyHosts: () => [...hosts].flatMap(([name, host]) => (host.waiting.length > 0 ? name : [])),
    add(pages) {
      for (const page of pages) {
        hostOf(page.host).waiting.push(page)
        taken.add(page.identity)
      }
      waiting += pages.length
    },
    next() {
      if (active >= mostAtOnce()) return null
      for (const host of hosts.values()) {
        const [first] = host.waiting
        if (first !== undefined && host.active < atOnce(first)) return first
      }
      return null
    },
    begin(page) {
      const host = hostOf(page.host)
      host.waiting.shift()
      waiting -= 1
      host.active += 1
      active += 1
      // Behind the others: hosts take turns.
      hosts.delete(page.host)
      hosts.set(page.host, host)
    },
    end(page) {
      const host = hostOf(page.host)
      host.active -= 1
      active -= 1
      taken.delete(page.identity)
      if (host.active === 0 && host.waiting.length === 0) hosts.delete(page.host)
    },
    isTaken: (identity) => taken.has(identity),
    keep: (page) => kept.push(page),
    get active() {
      return active
    },
    get waiting() {
      return waiting
    },
    left: () => [...kept, ...[...hosts.values()].flatMap((host) => host.waiting)],
  }
}
