import { createHash } from 'node:crypto'
import type { CrawlRecord, RecordFields } from '@shared/model/crawl/crawl-record'
import type { SinkTable } from '../../src/main/engine/records/sinks/sink'

/** The table of a crawl with a field of each type. */
export const sampleTable: SinkTable = {
  name: 'articles',
  columns: [
    { name: 'title', type: 'text', list: false },
    { name: 'reads', type: 'number', list: false },
    { name: 'at', type: 'date', list: false },
    { name: 'open', type: 'boolean', list: false },
    { name: 'home', type: 'address', list: false },
    { name: 'tags', type: 'text', list: true },
  ],
}

/** Values that have broken databases, and the addresses of their pages. */
export const hostileTitles: readonly string[] = [
  `x'); DROP TABLE articles; -- 湖光山色 🛶`,
  `\\'; DROP TABLE articles; -- \\`,
  '"; $1 ? :name %s {{x}} ${y} `z`',
  '{a,"b",NULL}',
  'NULL',
  '',
  ' a ',
  '\t\r\n\u001a\u2028',
  '=HYPERLINK("http://x")',
  '👩‍👩‍👧‍👦 𠮷 é e\u0301',
  'A',
  'a',
  'ß SS ı İ',
  '字'.repeat(70_000),
]

/** A record whose key is the hash of `id`. */
export function sampleRecord(
  id: string,
  fields: RecordFields = {},
  more: Partial<CrawlRecord> = {},
): CrawlRecord {
  return {
    key: createHash('sha256').update(id).digest('hex').slice(0, 32),
    address: `https://blog.example/${encodeURIComponent(id)}`,
    fields,
    firstSeen: Date.UTC(2026, 10, 29, 12, 0, 0, 123),
    lastSeen: Date.UTC(2026, 10, 30),
    changedAt: null,
    goneAt: null,
    revision: 1,
    ...more,
  }
}

function stateOf(title: string, firstSeen: number, lastSeen: number, more: Partial<CrawlRecord> = {}) {
  return sampleRecord('a', { title }, { firstSeen, lastSeen, ...more })
}

/** States of a record of two files, first seen at 1000 and 6000, as they come, with the title that a table has then. */
export const statesOfTwoFiles: readonly (readonly [CrawlRecord, string])[] = [
  [stateOf('one', 1000, 5000, { revision: 3 }), 'one'],
  [stateOf('two', 6000, 6000), 'two'],
  [stateOf('one, repeated', 1000, 5000, { revision: 3 }), 'two'],
  [stateOf('one, gone', 1000, 7000, { revision: 4, goneAt: 8000 }), 'one, gone'],
  [stateOf('two, before', 6000, 7500, { revision: 2 }), 'one, gone'],
  [stateOf('two, later', 6000, 9000, { revision: 3 }), 'two, later'],
  // The clock was set back: in one file revisions count.
  [stateOf('two, last', 6000, 8000, { revision: 4 }), 'two, last'],
  [stateOf('two, repeated', 6000, 9500, { revision: 3 }), 'two, last'],
]
