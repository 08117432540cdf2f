import type { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import type { CrawlCounts, CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { Failure } from '@shared/model/failure'
import type { EpochMs } from '@shared/model/units'
import type { Referer } from '../../address/referrer-policy'
import type { FoundImage } from '../../extract/extraction'
import type { CrawlReading } from '../../extract/records/rules-of-reading'
import type { Extractor } from '../../extract/worker/extractor'
import type { TaskClient } from '../../network/network'
import type { RecordStore } from '../database/record-store'
import type { Scope } from '../frontier/scope'
import type { Robots } from '../politeness/robots'

/** Pictures of a record, which are saved before its page is marked as read. */
export interface RecordImages {
  readonly page: string
  readonly title: string
  readonly images: readonly FoundImage[]
}

/** How pages of a crawl are asked for and understood. */
export interface PageReader {
  readonly plan: CrawlPlan
  readonly reading: CrawlReading
  readonly scope: Scope
  /** Identities of the addresses that the plan begins with. */
  readonly starts: ReadonlySet<string>
  readonly client: TaskClient
  readonly extractor: Pick<Extractor, 'crawl' | 'listed' | 'judgeAddress'>
  /** Null: the user switched robots.txt off. */
  readonly robots: Robots | null
  /** Whether the page of this identity was read in this run, or is being read now. */
  readonly isRead: (identity: string) => Promise<boolean>
  /** Header fields and Referer of the request for a page. */
  request(address: string): {
    readonly headers: Readonly<Record<string, string>>
    readonly referer?: Referer | undefined
  }
  readonly signal: AbortSignal
}

/** One crawl at work. */
export interface CrawlAtWork extends PageReader {
  readonly store: RecordStore
  readonly now: () => EpochMs
  /** Milliseconds that no change of the computer's clock touches. */
  readonly monotonic: () => number
  /** Depth that is read. */
  readonly depth: number
  /** Most pages that are read at once, in all. */
  readonly mostAtOnce: () => number
  /** The user has stopped the run: what was not read is held back. */
  readonly isStopped: () => boolean
  /** Waited for before pages are taken: pictures that wait hold them up. */
  readonly room: () => Promise<void>
  /** Saves the pictures of records, before the commit that ends their pages. */
  readonly saveImages: (found: readonly RecordImages[]) => Promise<void>
  readonly report: {
    committed(counts: CrawlCounts, records: readonly CrawlRecord[]): void
    failed(address: string, failure: Failure): void
  }
}
