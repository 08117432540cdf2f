import type { EpochMs } from '@shared/model/units'
import type { Answer, Extraction, FoundImage, Question } from '../../extract/extraction'
import {
  acceptLarger,
  applyRule,
  enoughAnswers,
  rewritten,
} from '../../extract/versions/rewrites/learned-rule'
import { rewriteRules } from '../../extract/versions/rewrites/rewrite-rules'
import type { LearnedRows } from './learned-rows'

type SizesAnswer = Extract<Answer, { readonly kind: 'sizes' }>
type SizesQuestion = Extract<Question, { readonly kind: 'sizes' }>

/** Most answers that say nothing before a rule is not asked about again. */
const mostSilent = 2

/** Most hosts with a rule each that are remembered: a site that makes up addresses must not fill the memory. */
const mostKnown = 1000

/** The rules for larger versions that have shown to hold on their hosts: in the rows of sites, for this task and later ones. */
export interface SizeRules {
  /** Counts right answers; a wrong one drops the rule, which this task does not ask about again. */
  learn(answer: SizesAnswer): void
  /** The extraction with the pictures of learned rules, without questions that are answered. */
  apply(extraction: Extraction): Extraction
  /** Drops the rule that made the address of a larger version that could not be had; `smaller` was had in its place. */
  wrong(larger: string, smaller: string): void
}

const hostOf = (address: string) => new URL(address).host

/** A rule is remembered by its name, whichever of its guesses was right: the value of the row names that one. */
const rowOf = (rule: string) => `rewrite ${rule.split('#')[0]}`

/** The rules for one task; three right answers in a row and no wrong one make a rule of a host. */
export function createSizeRules(rows: LearnedRows, now: () => EpochMs): SizeRules {
  /** Rules that this task asks about no longer: those that were wrong, and answers that said nothing. */
  const unfit = new Set<string>()
  const silent = new Map<string, number>()
  const keyOf = (rule: string, host: string) => `${rowOf(rule)} ${host}`

  function known(rule: string, host: string): { readonly value: string; readonly confirmed: number } | null {
    const { value = null, confirmed = 0 } = rows.get(host, rowOf(rule)) ?? {}
    return typeof value === 'string' ? { value, confirmed } : null
  }

  function learnedRule(rule: string, host: string): string | null {
    const found = unfit.has(keyOf(rule, host)) ? null : known(rule, host)
    return found !== null && found.confirmed >= enoughAnswers ? found.value : null
  }

  function isSettled({ rule, shown }: SizesQuestion): boolean {
    const host = hostOf(shown)
    const key = keyOf(rule, host)
    if (unfit.has(key) || learnedRule(rule, host) !== null) return true
    return (silent.get(key) ?? 0) >= mostSilent && known(rule, host) === null
  }

  function drop(rule: string, host: string): void {
    rows.drop(host, rowOf(rule))
  }

  return {
    learn(answer) {
      const { rule, shown, sizes } = answer
      const host = hostOf(shown)
      const key = keyOf(rule, host)
      if (unfit.has(key)) return
      const larger = acceptLarger(answer)
      if (larger !== null) {
        const before = known(rule, host)
        const confirmed = before?.value === larger.rule ? before.confirmed + 1 : 1
        rows.save(host, rowOf(rule), { confirmed, value: larger.rule, learnedAt: now() })
      } else if (sizes[shown]) {
        drop(rule, host)
        if (unfit.size < mostKnown) unfit.add(key)
      } else if (silent.size < mostKnown || silent.has(key)) {
        // Without the size of what is shown the answer says nothing
        silent.set(key, (silent.get(key) ?? 0) + 1)
      }
    },
    apply(extraction) {
      const learned = new Map(
        extraction.questions.flatMap((one) => {
          if (one.kind !== 'sizes') return []
          const host = hostOf(one.shown)
          const rule = learnedRule(one.rule, host)
          return rule === null ? [] : [[host, rule] as const]
        }),
      )
      const withRule = (image: FoundImage) => {
        const rule = learned.get(hostOf(image.address))
        return rule === undefined ? image : rewritten(image, rule)
      }
      const images = learned.size === 0 ? extraction.images : extraction.images.map(withRule)
      const questions = extraction.questions.filter((one) => one.kind !== 'sizes' || !isSettled(one))
      const isSame = images === extraction.images && questions.length === extraction.questions.length
      return isSame ? extraction : { ...extraction, images, questions }
    },
    wrong(larger, smaller) {
      const host = hostOf(smaller)
      for (const { name } of rewriteRules) {
        const found = known(name, host)
        if (found !== null && applyRule(found.value, smaller) === larger) drop(name, host)
      }
    },
  }
}
