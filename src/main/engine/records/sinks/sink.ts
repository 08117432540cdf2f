import type { FieldType } from '@shared/model/crawl/crawl-plan'
import type { CrawlRecord } from '@shared/model/crawl/crawl-record'

/** A column of the table that a sink writes. */
export interface SinkColumn {
  readonly name: string
  readonly type: FieldType
  readonly list: boolean
}

/** The table of a crawl, as its sinks see it: the columns that every table has (`ownColumns`) stand before these. */
export interface SinkTable {
  /** From the name of the crawl: letters, digits and `_`. */
  readonly name: string
  readonly columns: readonly SinkColumn[]
}

/** What a sink needs before it can take records. */
export type Preparation =
  | { readonly kind: 'ready' }
  /** The statements that would make the table, or add its new columns: run only after the user has seen them. */
  | {
      readonly kind: 'asks'
      /** Whether the table is not there at all: then every record is sent to it. */
      readonly isNew: boolean
      readonly statements: readonly string[]
    }

/**
 * Where records also go. A sink writes idempotently: a record of a revision that it has, or of an older one, changes nothing.
 *
 * Methods reject with FailureError `sink` whose detail is in the words of the server, without secrets; what may pass (a
 * refused connection, a restart, a full disk) is retried by its caller.
 */
export interface Sink {
  /** Without a password, for lists and messages. */
  readonly label: string
  /** Batches that are written side by side; they never hold the same record. */
  readonly lanes: number
  /** Connects, and compares the table with what is there. */
  prepare(table: SinkTable, signal: AbortSignal): Promise<Preparation>
  /** Makes the table or its new columns. */
  make(table: SinkTable, signal: AbortSignal): Promise<void>
  /** At most 500 records; all of them are written when it resolves. */
  write(table: SinkTable, records: readonly CrawlRecord[], signal: AbortSignal): Promise<void>
  close(): Promise<void>
}
