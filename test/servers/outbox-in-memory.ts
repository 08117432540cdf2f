import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { RecordStore } from '../../src/main/engine/records/database/record-store'

/** The part of a store that sinks use, with the records of one crawl and one sink. */
export interface OutboxInMemory
  extends Pick<RecordStore, 'outbox' | 'delivered' | 'waiting' | 'sendAgain' | 'after'> {
  /** Keeps records and puts them into the outbox of every sink. */
  put(records: readonly CrawlRecord[]): void
}

/** Nothing waits at first. */
export function createOutbox(sinks: readonly string[]): OutboxInMemory {
  const records = new Map<string, CrawlRecord>()
  const boxes = new Map(sinks.map((sink) => [sink, new Map<string, number>()]))
  const boxOf = (sink: string) => boxes.get(sink) ?? new Map<string, number>()
  return {
    put(added) {
      for (const record of added) {
        records.set(record.key, record)
        for (const box of boxes.values()) box.set(record.key, record.revision)
      }
    },
    outbox: async (sink, limit, but = [], skip = 0) =>
      [...boxOf(sink)]
        .filter(([key, revision]) => !but.some((one) => one.key === key && one.revision === revision))
        .slice(skip, skip + limit)
        .flatMap(([key]) => records.get(key) ?? []),
    async delivered(sink, sent) {
      const box = boxOf(sink)
      for (const { key, revision } of sent) if ((box.get(key) ?? Infinity) <= revision) box.delete(key)
    },
    waiting: async () => new Map([...boxes].map(([sink, box]) => [sink, box.size])),
    async sendAgain(sink) {
      const box = boxOf(sink)
      for (const { key, revision } of records.values()) box.set(key, revision)
      return box.size
    },
    async after(key, limit) {
      const keys = [...records.keys()].sort().filter((one) => key === null || one > key)
      return keys.slice(0, limit).flatMap((one) => records.get(one) ?? [])
    },
  }
}
