import { z } from 'zod'
import type { EpochMs } from '../units'

/** One value of a field: numbers are finite, dates are ISO 8601 in UTC, addresses are absolute. */
export const FieldValue = z.union([z.string(), z.number(), z.boolean()])
export type FieldValue = z.infer<typeof FieldValue>

/** The fields of a record by name; what a page does not have, or what is not of its type, is absent. */
export const RecordFields = z.record(z.string(), z.union([FieldValue, z.array(FieldValue)]))
export type RecordFields = z.infer<typeof RecordFields>

/** One row of a crawl as it is shown, exported and sent to sinks. */
export interface CrawlRecord {
  /** Hexadecimal: the first 16 bytes of the SHA-256 of its key. */
  readonly key: string
  /** The page that it came from. */
  readonly address: string
  readonly fields: RecordFields
  readonly firstSeen: EpochMs
  readonly lastSeen: EpochMs
  /** When its fields changed last; null: never since it was found. */
  readonly changedAt: EpochMs | null
  /** When its page was missing (404, 410) for the second time in a row; null while it is there. */
  readonly goneAt: EpochMs | null
  /** From 1, one more with every change. */
  readonly revision: number
}

/** What holds addresses of a run back that has ended: one of its limits, or the user, who stopped it. */
export const heldByKinds = ['pages', 'depth', 'minutes', 'stop'] as const
export type HeldBy = (typeof heldByKinds)[number]

/** Counts of the present or last run of a crawl. `found = queued + read + failed + robots + elsewhere`. */
export const CrawlCounts = z
  .object({
    /** Addresses that are to be read, each once. */
    found: z.number(),
    queued: z.number(),
    /** Pages that were read, with those that had not changed (304). */
    read: z.number(),
    failed: z.number(),
    /** Records that are kept, over all runs. */
    records: z.number(),
    /** Of this run. */
    added: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    gone: z.number(),
    /** Pages that robots.txt does not allow. */
    robots: z.number(),
    /** Addresses that led to a page that was read from another one, or to one that is not followed. */
    elsewhere: z.number(),
    /** Pages of a `record` rule without a record. */
    withoutRecord: z.number(),
    /** Addresses that each rule of the plan found, in its order, over all runs; shorter where the last ones found none. */
    links: z.array(z.number()).readonly().default([]),
    /** Why the run ended before everything was read; null: it works, or nothing waits. */
    heldBy: z.enum(heldByKinds).nullable().default(null),
  })
  .readonly()
export type CrawlCounts = z.infer<typeof CrawlCounts>

/** A crawl that has not started. */
export const emptyCrawlCounts: CrawlCounts = {
  found: 0,
  queued: 0,
  read: 0,
  failed: 0,
  records: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  gone: 0,
  robots: 0,
  elsewhere: 0,
  withoutRecord: 0,
  links: [],
  heldBy: null,
}

/** Where a sink stands. */
export interface SinkStatus {
  /** Without a password. */
  readonly sink: string
  /** Revisions that it has not got yet. */
  readonly waiting: number
  readonly sent: number
  /** Why it is not written to now, in the words of the server, without secrets; null while all is well. */
  readonly problem: string | null
  /** When it is tried next; null: it works, is being tried, or is not tried automatically. */
  readonly triesAt: EpochMs | null
}
