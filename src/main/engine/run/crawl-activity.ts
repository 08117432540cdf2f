import { forgetOldest } from '@shared/collections/forget-oldest'
import type { CrawlActivity, CrawlSink, HostPace } from '@shared/model/crawl/crawl-activity'
import type { SinkStatus } from '@shared/model/crawl/crawl-record'
import { parseSink, sinkLabel } from '@shared/model/crawl/sink-address'
import type { TaskId } from '@shared/model/units'
import { hostAndPort } from '../address/private-address'
import type { TaskClient } from '../network/network'
import type { RecordStore } from '../records/database/record-store'
import type { PageReader } from '../records/run/crawl-ports'

/** A crawl that runs, as commands see it. */
export interface RunningCrawl {
  /** How the hosts are asked that were asked last, the latest last. */
  paces(): ReadonlyMap<string, HostPace>
  sinks(): Promise<readonly SinkStatus[]>
  /** Tries a sink again now, by its address without a password. */
  retrySink(address: string): void
}

/** What is known of crawls for as long as the engine lives. */
export interface CrawlsAtWork {
  readonly running: Map<TaskId, RunningCrawl>
  /** Where the sinks of a crawl stood at the end of its last run. */
  readonly ended: Map<TaskId, readonly SinkStatus[]>
}

/** Hosts that are shown, and remembered as asked: a crawl of the whole web asks any number. */
const mostHosts = 20

/** Remembers which hosts a reader asks. */
export function createAskedHosts(client: Pick<TaskClient, 'paceOf'>) {
  const asked = new Map<string, string>()
  return {
    watch: (reader: PageReader): PageReader => ({
      ...reader,
      request(address) {
        const url = new URL(address)
        asked.delete(url.host)
        asked.set(url.host, hostAndPort(url))
        forgetOldest(asked, mostHosts)
        return reader.request(address)
      },
    }),
    paces: () => new Map([...asked].map(([host, place]) => [host, client.paceOf(place)])),
  }
}

async function hostsOf(
  store: RecordStore,
  running: RunningCrawl | undefined,
): Promise<CrawlActivity['hosts']> {
  const waiting = new Map((await store.hosts(mostHosts)).map((row) => [row.host, row.waiting]))
  const paces = running?.paces() ?? new Map<string, HostPace>()
  // What is asked now may have nothing that waits.
  for (const host of [...paces.keys()].reverse())
    if (waiting.size < mostHosts && !waiting.has(host)) waiting.set(host, 0)
  return [...waiting].map(([host, count]) => ({ host, waiting: count, pace: paces.get(host) ?? null }))
}

/** A sink of a crawl that does not run: what waits is sent in its next run. */
function atRest(address: string, waiting: number, last: SinkStatus | undefined): SinkStatus {
  const parsed = parseSink(address)
  const sink = parsed.ok ? sinkLabel(parsed.sink.address) : address
  const problem = waiting === 0 ? null : (last?.problem ?? null)
  return { sink, waiting, sent: last?.sent ?? 0, problem, triesAt: null }
}

/** What a crawl does now; `addresses` are those of its sinks. */
export async function activityOf(
  { running, ended }: CrawlsAtWork,
  id: TaskId,
  store: RecordStore,
  addresses: readonly string[],
): Promise<CrawlActivity> {
  const crawl = running.get(id)
  const hosts = await hostsOf(store, crawl)
  if (addresses.length === 0) return { hosts, sinks: [] }
  const now = await crawl?.sinks()
  const waiting = await store.waiting()
  const last = ended.get(id)
  const sinks = addresses.map((address, index): CrawlSink => {
    return { address, ...(now?.[index] ?? atRest(address, waiting.get(address) ?? 0, last?.[index])) }
  })
  return { hosts, sinks }
}
