import type { PageUse } from '@shared/model/crawl/crawl-plan'
import type { CrawlCounts, CrawlRecord, HeldBy, RecordFields } from '@shared/model/crawl/crawl-record'
import type { Failure } from '@shared/model/failure'
import type { EpochMs } from '@shared/model/units'

/** What is fetched for: a page, or a list of pages that the site makes for programs. */
export type FetchUse = PageUse | 'sitemap' | 'feed'

/** An address that was found on a page, or that a crawl begins with. */
export interface FoundAddress {
  /** What identifies the page: see `frontier/page-identity.ts`. */
  readonly identity: string
  /** What is fetched. */
  readonly address: string
  readonly host: string
  /** Links from a start address. */
  readonly depth: number
  readonly use: FetchUse
  /**
   * When the page changed last, as a sitemap or a feed says; absent: not known. A page that was served since then, by the
   * clock of its site, in this run or before, is not asked again: its record was seen now.
   */
  readonly modifiedAt?: EpochMs
  /** The rule of the plan that follows it, from 0; absent: none found it. */
  readonly rule?: number
}

/** An address whose turn has come. */
export interface TakenPage extends FoundAddress {
  /** Row of the frontier. */
  readonly id: number
  /** What a conditional request needs (RFC 9110 §13.1); null: never read, or the site sends none. */
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What a page gave for a record. */
export interface FoundRecord {
  /** The text whose hash is the key. */
  readonly key: string
  /** Where its page is: after redirects, or as its canonical link says. Of several addresses of a record the last counts. */
  readonly address: string
  readonly fields: RecordFields
  /** SHA-256 of the fields as canonical JSON, hexadecimal. */
  readonly textHash: string
}

/** `servedAt`: the `Date` of the answer (RFC 9110 §6.6.1); null: none was sent. */
interface Served {
  readonly servedAt: EpochMs | null
}

/**
 * How a page ended. `gone`: 404 or 410; it counts as failed. `known`: another address of a page that was read (redirect,
 * canonical). `outside`: it led to a page that is not followed; both count as `elsewhere`.
 */
export type PageEnd =
  | ({ readonly kind: 'read'; readonly etag: string | null; readonly lastModified: string | null } & Served)
  | ({ readonly kind: 'unchanged' } & Served)
  | { readonly kind: 'known' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'gone'; readonly failure: Failure }
  | { readonly kind: 'robots' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** A page that has ended, with everything that it brought: kept in one transaction, or not at all. */
export interface EndedPage {
  readonly id: number
  readonly end: PageEnd
  /**
   * Identities under which the page is known from now on besides its own: where a redirect or its canonical link led.
   * One that is queued and not leased is queued no more: its page was read.
   */
  readonly alsoKnownAs: readonly string[]
  readonly found: readonly FoundAddress[]
  readonly record: FoundRecord | null
}

/** What a commit changed. */
export interface Committed {
  readonly counts: CrawlCounts
  /** Records that are new or changed, with their first or new fields. */
  readonly records: readonly CrawlRecord[]
}

/** Limits that hold pages back. */
export interface StoreLimits {
  readonly depth: number
  readonly pages: number
}

/** What ends a run while pages can still be taken. */
export type RunCut = Extract<HeldBy, 'minutes' | 'stop'>

/** Which records are meant, and in which order. */
export interface RecordChoice {
  /** A field, or one of `ownColumns`; null: in the order in which they were found. */
  readonly sort: string | null
  readonly descending: boolean
  /** Text that is looked for in all fields, or an expression `field = value`, `field ~ text`, `field > 3`; empty: all. */
  readonly filter: string
  /** Since the last run began. */
  readonly change: 'all' | 'new' | 'changed' | 'gone'
}

/** What is asked of the table of records. */
export interface RecordQuery extends RecordChoice {
  readonly offset: number
  readonly limit: number
}

/**
 * The records of one crawl, with its frontier, seen set and outbox: one SQLite file, opened in a thread.
 *
 * All methods reject with FailureError `disk-full` or `not-writable` when the disk does not take what is written, and
 * `unexpected` for a file that is damaged or from a newer Galleon.
 */
export interface RecordStore {
  /** Whether the file belongs to the task that was added then, which a new file does from now on. */
  claim(addedAt: EpochMs): Promise<boolean>
  /**
   * Begins a run, or continues the one that `finish` did not end; addresses that are known in this run are not added
   * again. Pages that were found and never read stay in the queue of the next run.
   */
  begin(run: {
    readonly starts: readonly FoundAddress[]
    readonly now: EpochMs
    /** Names of the sinks; each gets every revision once it is named. */
    readonly sinks: readonly string[]
    /** False: known pages are not asked again unless a page of this run links to them (`again.stopAfterKnown`). */
    readonly askKnownPages: boolean
    /** Continues beyond limits that the last run reached instead of beginning a new one: its pages are counted from 0. */
    readonly continued: boolean
    readonly known: 'update' | 'skip' | 'versions'
  }): Promise<CrawlCounts>
  /** At most `count` addresses, breadth first, hosts in turn, without those of `busyHosts`; they are leased until they end, and again free after the file was closed. */
  take(count: number, busyHosts: readonly string[], limits: StoreLimits): Promise<readonly TakenPage[]>
  /** Ends pages; durable against a kill when it resolves. */
  commit(pages: readonly EndedPage[], now: EpochMs): Promise<Committed>
  /** The run has ended, with or without pages that a limit holds back: the next `begin` begins another. */
  finish(now: EpochMs): Promise<void>
  /** Those of these identities whose pages have ended in this run: what leads there ends as `known`. */
  alreadyEnded(identities: readonly string[]): Promise<readonly string[]>
  /** Which of these pages gave a record in an earlier run, in their order. */
  known(identities: readonly string[]): Promise<readonly boolean[]>
  /** Gives pages back that were taken and not read (pause, a local failure). */
  release(ids: readonly number[]): Promise<void>
  /**
   * How many addresses wait that these limits hold back, or `cut`, which has ended the run before (null: nothing has).
   * The counts say from then on by what, until the run is continued, or another one begins.
   */
  heldBack(limits: StoreLimits, cut: RunCut | null): Promise<number>
  /**
   * Adds to the time that the run has worked since it began or was continued beyond a limit, over its pauses; returns all
   * of it. In milliseconds.
   */
  spend(ms: number): Promise<number>
  counts(): Promise<CrawlCounts>
  list(query: RecordQuery): Promise<{ readonly rows: readonly CrawlRecord[]; readonly total: number }>
  /** Rows of all records of a choice as it is now, at most 20 million. */
  choose(choice: RecordChoice): Promise<Uint32Array>
  /** Records by their rows, in this order; fewer of long ones, at least the first. */
  byRows(rows: readonly number[]): Promise<readonly CrawlRecord[]>
  /** Old fields of the changes since the last run began, by key. */
  previous(keys: readonly string[]): Promise<ReadonlyMap<string, RecordFields>>
  /** Share of all records that have a field, by name: 0 to 1. Counted with each commit, not sampled. */
  fillRates(): Promise<ReadonlyMap<string, number>>
  /** Of the last run. */
  failures(offset: number, limit: number): Promise<readonly { address: string; failure: Failure }[]>
  /** Failed pages of the last run are queued again, and `begin` continues that run; returns how many. */
  retryFailed(): Promise<number>
  /**
   * Revisions that a sink has not got, oldest first, but for these, behind the first `skip` ones, which are under way; fewer than
   * `limit` of long ones.
   */
  outbox(
    sink: string,
    limit: number,
    but?: readonly Pick<CrawlRecord, 'key' | 'revision'>[],
    skip?: number,
  ): Promise<readonly CrawlRecord[]>
  /**
   * Every record is waiting for the sink again, durably: it has lost its table, or will be made now. Records that wait
   * already do so once. Returns how many wait.
   */
  sendAgain(sink: string): Promise<number>
  /** The sink has these revisions. */
  delivered(sink: string, records: readonly Pick<CrawlRecord, 'key' | 'revision'>[]): Promise<void>
  waiting(): Promise<ReadonlyMap<string, number>>
  /** Hosts with the most addresses that wait, of the thousand whose turn is next. */
  hosts(limit: number): Promise<readonly { readonly host: string; readonly waiting: number }[]>
  /** All records in the order of their keys, for exports, after this key (null: from the first); fewer than `limit` of long ones. */
  after(key: string | null, limit: number): Promise<readonly CrawlRecord[]>
  close(): Promise<void>
}
