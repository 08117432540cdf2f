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
