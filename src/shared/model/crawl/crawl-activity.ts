import type { EpochMs } from '../units'
import type { SinkStatus } from './crawl-record'

/** A host of a crawl, and how it is asked. */
export interface CrawlHost {
  readonly host: string
  /** Addresses that wait to be read. */
  readonly waiting: number
  /** How it is asked now; null: the crawl does not run, or has not asked it yet. */
  readonly pace: HostPace | null
}

/** How a host is asked. */
export interface HostPace {
  /** Requests at once. */
  readonly atOnce: number
  /** Least pause between two requests, in milliseconds: the longest of settings, task, recipe and robots.txt. */
  readonly intervalMs: number
  /** The host asked for no requests until then; null: it did not. */
  readonly waitsUntil: EpochMs | null
}

/** A sink as the request names it, and where it stands. */
export interface CrawlSink extends SinkStatus {
  /** The address without a password, as `parseSink` gives it. */
  readonly address: string
}

/** What a crawl does now, or did at the end of its last run. */
export interface CrawlActivity {
  /** Those that are asked or have most waiting, 20 at most. */
  readonly hosts: readonly CrawlHost[]
  /** In the order of the request. */
  readonly sinks: readonly CrawlSink[]
}
