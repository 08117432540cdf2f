import type { LearnedRows } from '../src/main/engine/crawl/evidence/learned-rows'

type Learned = Parameters<LearnedRows['save']>[2]

/** Rows of what was learned about sites, without a database. */
export function createRowsInMemory(): LearnedRows {
  const rows = new Map<string, Learned>()
  return {
    get: (host, rule) => rows.get(`${host} ${rule}`) ?? null,
    save: (host, rule, learned) => void rows.set(`${host} ${rule}`, learned),
    drop: (host, rule) => void rows.delete(`${host} ${rule}`),
  }
}
