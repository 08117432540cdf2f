import type { EpochMs } from '@shared/model/units'
import type { SiteRuleRows } from '../../storage/site-rule-rows'

/** What was learned of a site is asked again after this time. */
const keptMs = 30 * 24 * 3600 * 1000

/** Rows of what was learned about sites, without those that are too old. */
export type LearnedRows = Pick<SiteRuleRows, 'get' | 'save' | 'drop'>

/** The rows of the database, each for 30 days. */
export function createLearnedRows(rows: SiteRuleRows, now: () => EpochMs): LearnedRows {
  return {
    get(host, rule) {
      const found = rows.get(host, rule)
      if (found === null || now() - found.learnedAt < keptMs) return found
      rows.forgetBefore(now() - keptMs)
      return null
    },
    save: rows.save,
    drop: rows.drop,
  }
}
