import type { Failure } from '../failure'
import type { PageUse } from './crawl-plan'
import type { RecordFields } from './crawl-record'

/** Some addresses of many. */
export interface AddressExamples {
  readonly count: number
  /** The first five. */
  readonly examples: readonly string[]
}

/** What a crawl would do, from its start pages and a few of each rule: nothing of it is stored. */
export interface CrawlPreview {
  /** In the order of the plan. */
  readonly rules: readonly (AddressExamples & { readonly match: string; readonly as: PageUse })[]
  /** Forms of the links that were found, those with the most first: what rules could be made of. */
  readonly shapes: readonly (AddressExamples & { readonly match: string })[]
  /** Links that a rule of `skip` holds back. */
  readonly skipped: AddressExamples
  /** Links that no rule follows. */
  readonly others: AddressExamples
  /** Links that a rule follows, and that lie on other hosts. */
  readonly outside: AddressExamples
  /** The first records, 20 at most. */
  readonly records: readonly { readonly address: string; readonly fields: RecordFields }[]
  /** Names of all fields, and in how many of the records each is. */
  readonly columns: readonly { readonly name: string; readonly filled: number }[]
  /** Pages that were read for a record and have none. */
  readonly withoutRecord: readonly string[]
  readonly failures: readonly { readonly address: string; readonly failure: Failure }[]
  /** Addresses that robots.txt does not allow. */
  readonly robots: readonly string[]
  /** Pages that were read. */
  readonly read: number
  /** Pages that are known so far, those that were read among them; more will be found. */
  readonly known: number
  /** As the pace of the site and the limits of the task allow, or as was measured; null: nothing was read. */
  readonly pagesPerSecond: number | null
}

/** Records that a preview shows. */
export const previewedRecords = 20
