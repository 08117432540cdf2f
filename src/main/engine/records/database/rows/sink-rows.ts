import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import { countIn, integer, text } from '../../../storage/columns'
import { firstRecords, toRecord } from './record-rows'
import { type Statements } from './statements'

/** Records that are read at a time to find how far a sink is. */
const step = 500

/**
 * What sinks have: each revision of a record has a number that increases over all records, and a sink has all up to one of
 * them. So a commit writes nothing for its sinks, and a sink that is named later gets what was there before.
 */
export interface SinkRows {
  /** These are sent to from now on. */
  name(sinks: readonly string[]): void
  /** See `RecordStore.outbox`. None for a sink that was never named. */
  outbox(
    sink: string,
    limit: number,
    but?: readonly Pick<CrawlRecord, 'key' | 'revision'>[],
    skip?: number,
  ): readonly CrawlRecord[]
  /** The sink has nothing; returns how many records wait for it. */
  sendAgain(sink: string): number
  delivered(sink: string, records: readonly Pick<CrawlRecord, 'key' | 'revision'>[]): void
  /** Of the sinks that are sent to. */
  waiting(): ReadonlyMap<string, number>
}

export function createSinkRows({ get, all, run }: Statements): SinkRows {
  const find = (sink: string) => get('SELECT id, delivered FROM sinks WHERE name = ?', sink)

  return {
    name(sinks) {
      run('UPDATE sinks SET is_named = 0')
      for (const sink of sinks)
        run(
          'INSERT INTO sinks (name, is_named) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET is_named = 1',
          sink,
        )
    },
    outbox(sink, limit, but = [], skip = 0) {
      const row = find(sink)
      if (row === undefined) return []
      return all(
        firstRecords(
          `WHERE change > ? AND NOT EXISTS
             (SELECT 1 FROM delivered_ahead d WHERE d.sink = ? AND d.change = records.change)
           AND NOT EXISTS (SELECT 1 FROM json_each(?) b
             WHERE b.value ->> 'key' = lower(hex(records.key)) AND b.value ->> 'revision' = records.revision)`,
          'change',
        ),
        integer(row, 'delivered'),
        integer(row, 'id'),
        JSON.stringify(but.map(({ key, revision }) => ({ key, revision }))),
        limit,
        skip,
      ).map(toRecord)
    },
    sendAgain(sink) {
      const row = find(sink)
      if (row === undefined) return 0
      run('UPDATE sinks SET delivered = 0 WHERE id = ?', integer(row, 'id'))
      run('DELETE FROM delivered_ahead WHERE sink = ?', integer(row, 'id'))
      return countIn(get('SELECT count(*) AS n FROM records'))
    },
    delivered(sink, records) {
      const row = find(sink)
      if (row === undefined) return
      const id = integer(row, 'id')
      // A record that has changed meanwhile waits again under a later number.
      for (const { key, revision } of records)
        run(
          `INSERT OR IGNORE INTO delivered_ahead (sink, change)
           SELECT ?, change FROM records WHERE key = ? AND revision <= ? AND change > ?`,
          id,
          Buffer.from(key, 'hex'),
          revision,
          integer(row, 'delivered'),
        )
      let last = integer(row, 'delivered')
      for (let isMore = true; isMore; ) {
        const next = all(
          `SELECT r.change, d.change AS ahead FROM records r
           LEFT JOIN delivered_ahead d ON d.sink = ? AND d.change = r.change
           WHERE r.change > ? ORDER BY r.change LIMIT ${step}`,
          id,
          last,
        )
        const first = next.findIndex((one) => one['ahead'] === null)
        const had = first === -1 ? next : next.slice(0, first)
        last = had.length === 0 ? last : integer(had.at(-1) ?? {}, 'change')
        isMore = had.length === step
      }
      run('UPDATE sinks SET delivered = ? WHERE id = ?', last, id)
      run('DELETE FROM delivered_ahead WHERE sink = ? AND change <= ?', id, last)
    },
    waiting: () =>
      new Map(
        all('SELECT id, name, delivered FROM sinks WHERE is_named = 1 ORDER BY id').map((row) => {
          const id = integer(row, 'id')
          const later = get('SELECT count(*) AS n FROM records WHERE change > ?', integer(row, 'delivered'))
          const ahead = get(
            'SELECT count(*) AS n FROM delivered_ahead JOIN records USING (change) WHERE sink = ?',
            id,
          )
          return [text(row, 'name'), countIn(later) - countIn(ahead)]
        }),
      ),
  }
}
