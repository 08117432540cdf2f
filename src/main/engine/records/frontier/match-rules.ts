import type { PageUse } from '@shared/model/crawl/crawl-plan'
import { matchesPattern } from '@shared/text/match-pattern'
import type { IdentityRules } from './page-identity'

/** A rule about addresses: match patterns of which one has to fit, or an expression. */
export interface AddressRule {
  /** Where it stands in a recipe: `crawl.follow.0.match`. */
  readonly place: string
  /** As it was written. */
  readonly text: string
  readonly patterns: readonly string[]
  readonly expression: { readonly source: string; readonly flags: string } | null
  /** What the pages are read for; null: they are skipped. */
  readonly use: PageUse | null
}

/** What decides which links are followed: data without functions, which moves between threads. */
export interface CrawlRules {
  readonly follow: readonly AddressRule[]
  readonly skip: readonly AddressRule[]
  readonly identity: IdentityRules
  /** Whether a page's canonical link names it. */
  readonly canonical: boolean
}

/** What the rules say about an address. */
export type AddressVerdict =
  /** `rule`: index in `follow`. */
  | { readonly kind: 'follow'; readonly use: PageUse; readonly rule: number }
  | { readonly kind: 'skip'; readonly rule: number }
  | { readonly kind: 'none' }

/** Runs an expression of a rule; `place` names it in a failure. */
export type RunExpression = (place: string, work: () => boolean) => boolean

/**
 * What the rules say about addresses: `skip` before `follow`, of several that fit the first.
 *
 * `run` is called around every expression: only a thread that can be ended may run one, for it may take for ever.
 */
export function createVerdicts(rules: CrawlRules, run: RunExpression): (address: string) => AddressVerdict {
  const testOf = ({ place, patterns, expression }: AddressRule) => {
    if (expression === null)
      return (address: string) => patterns.some((pattern) => matchesPattern(pattern, address))
    const compiled = new RegExp(expression.source, expression.flags)
    return (address: string) => run(place, () => compiled.test(address))
  }
  const skips = rules.skip.map(testOf)
  const follows = rules.follow.map(testOf)
  return (address) => {
    const skipped = skips.findIndex((test) => test(address))
    if (skipped >= 0) return { kind: 'skip', rule: skipped }
    const followed = follows.findIndex((test) => test(address))
    const use = rules.follow[followed]?.use ?? null
    return use === null ? { kind: 'none' } : { kind: 'follow', use, rule: followed }
  }
}

/** Whether a match pattern of `skip` fits an address; expressions are not tried. */
export function isSkippedByPattern({ skip }: CrawlRules, address: string): boolean {
  return skip.some(({ patterns }) => patterns.some((pattern) => matchesPattern(pattern, address)))
}
