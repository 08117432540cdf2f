import { type CrawlPlan, expressionOf, type PageUse, patternsOf } from '@shared/model/crawl/crawl-plan'
import type { AddressRule, CrawlRules } from './match-rules'

function ruleOf(place: string, pattern: string, use: PageUse | null): AddressRule {
  const expression = expressionOf(pattern)
  return expression === null
    ? { place, text: pattern, patterns: patternsOf(pattern), expression: null, use }
    : { place, text: pattern, patterns: [], expression, use }
}

/** The rules of a plan in the form in which pages are judged by them, with `{a,b}` spelled out. */
export function crawlRulesOf({ follow, skip, identity }: CrawlPlan): CrawlRules {
  return {
    follow: follow.map(({ match, as }, i) => ruleOf(`crawl.follow.${i}.match`, match, as)),
    skip: skip.map((pattern, i) => ruleOf(`crawl.skip.${i}`, pattern, null)),
    identity: { drop: identity.drop, sorted: identity.sorted },
    canonical: identity.canonical,
  }
}
