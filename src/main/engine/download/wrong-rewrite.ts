import { applyRule } from '../extract/versions/rewrites/learned-rule'
import { rewriteRules } from '../extract/versions/rewrites/rewrite-rules'
import type { SiteRuleRows } from '../storage/site-rule-rows'

/** Forgets the rule by which the address of a version was made that could not be had; `smaller` was had in its place. */
export function dropWrongRewrite(rows: SiteRuleRows, larger: string, smaller: string): void {
  const { host } = new URL(smaller)
  for (const { name } of rewriteRules) {
    const value = rows.get(host, `rewrite ${name}`)?.value
    if (typeof value === 'string' && applyRule(value, smaller) === larger) rows.drop(host, `rewrite ${name}`)
  }
}
