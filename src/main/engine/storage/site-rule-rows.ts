import type { EpochMs } from '@shared/model/units'
import { z } from 'zod'
import { integer, readJson } from './columns'
import type { Database } from './database/database'

/** Something that was learned about a site. */
interface SiteRule {
  /** Times that it was right in a row. */
  readonly confirmed: number
  readonly value: unknown
  readonly learnedAt: EpochMs
}

/** What was learned about sites, by host with its port and by the name of the rule. */
export interface SiteRuleRows {
  get(host: string, rule: string): SiteRule | null
  /** Replaces what was known. */
  save(host: string, rule: string, learned: SiteRule): void
  drop(host: string, rule: string): void
  /** Forgets a host with its subdomains, whatever their ports; null: every host. */
  forget(host: string | null): void
  /** Forgets what was learned before. */
  forgetBefore(at: EpochMs): void
}

/** The rows of `site_rules`. */
export function createSiteRuleRows(database: Database): SiteRuleRows {
  return {
    get(host, rule) {
      const row = database.get('SELECT * FROM site_rules WHERE host = ? AND rule = ?', host, rule)
      if (!row) return null
      const value = readJson(z.unknown(), row['value'])
      return { confirmed: integer(row, 'confirmed'), value, learnedAt: integer(row, 'learned_at') }
    },
    save(host, rule, { confirmed, value, learnedAt }) {
      const sql = `INSERT INTO site_rules (host, rule, confirmed, value, learned_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (host, rule) DO UPDATE SET confirmed = excluded.confirmed, value = excluded.value,
          learned_at = excluded.learned_at`
      database.run(sql, host, rule, confirmed, JSON.stringify(value), learnedAt)
    },
    drop(host, rule) {
      database.run('DELETE FROM site_rules WHERE host = ? AND rule = ?', host, rule)
    },
    forget(host) {
      if (host === null) {
        database.run('DELETE FROM site_rules')
        return
      }
      const sql = `DELETE FROM site_rules WHERE host = ?1 OR host LIKE ?2 ESCAPE '\\'
        OR host LIKE ?3 ESCAPE '\\' OR host LIKE ?4 ESCAPE '\\'`
      const literal = host.replaceAll(/[\\%_]/g, '\\$&')
      database.run(sql, host, `${literal}:%`, `%.${literal}`, `%.${literal}:%`)
    },
    forgetBefore(at) {
      database.run('DELETE FROM site_rules WHERE learned_at < ?', at)
    },
  }
}
