import { Judgement } from '@shared/model/page-kind'
import type { EpochMs } from '@shared/model/units'
import type { Answer } from '../../extract/extraction'
import { acceptLarger, enoughAnswers } from '../../extract/versions/rewrites/learned-rule'
import type { SiteRuleRows } from '../../storage/site-rule-rows'

/** What was learned of a site is asked again after this time. */
const keptMs = 30 * 24 * 3600 * 1000

/** What was learned about sites; see `SiteRuleRows`. */
export interface SiteMemory {
  /** What pages of a shape turned out to be; null: not known. */
  kind(host: string, shape: string): Judgement | null
  learnKind(host: string, shape: string, judgement: Judgement): void
  /** How the addresses of larger versions are made, once three in a row were right: for `applyRule`; null: not known. */
  rewrite(host: string, name: string): string | null
  /** Counts right answers; a wrong one begins again. */
  learnRewrite(answer: Extract<Answer, { readonly kind: 'sizes' }>): void
}

const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : '')

/** Remembers in the rows of the database, each thing for 30 days. */
export function createSiteMemory(rows: SiteRuleRows, now: () => EpochMs): SiteMemory {
  function known(host: string, rule: string) {
    const found = rows.get(host, rule)
    if (found === null || now() - found.learnedAt < keptMs) return found
    rows.forgetBefore(now() - keptMs)
    return null
  }

  return {
    kind: (host, shape) => Judgement.safeParse(known(host, `kind ${shape}`)?.value).data ?? null,
    learnKind(host, shape, value) {
      rows.save(host, `kind ${shape}`, { confirmed: 1, value, learnedAt: now() })
    },
    rewrite(host, name) {
      const found = known(host, `rewrite ${name}`)
      const { value = null, confirmed = 0 } = found ?? {}
      return typeof value === 'string' && confirmed >= enoughAnswers ? value : null
    },
    learnRewrite(answer) {
      const host = hostOf(answer.shown)
      const rule = `rewrite ${answer.rule}`
      const accepted = acceptLarger(answer)
      if (accepted === null) {
        // without the size of what is shown the answer says nothing
        if (answer.sizes[answer.shown]) rows.drop(host, rule)
        return
      }
      const before = known(host, rule)
      const confirmed = before?.value === accepted.rule ? before.confirmed + 1 : 1
      rows.save(host, rule, { confirmed, value: accepted.rule, learnedAt: now() })
    },
  }
}

/** For pages that are read without a database. */
export const noSiteMemory: SiteMemory = {
  kind: () => null,
  learnKind: () => {},
  rewrite: () => null,
  learnRewrite: () => {},
}
