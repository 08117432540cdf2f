import type { Answer, Extraction, FoundImage, Question } from '../../extract/extraction'
import { acceptLarger, enoughAnswers, rewritten } from '../../extract/versions/rewrites/learned-rule'

type SizesAnswer = Extract<Answer, { readonly kind: 'sizes' }>
type SizesQuestion = Extract<Question, { readonly kind: 'sizes' }>

/** What is known of one rule on one host. */
interface Known {
  /** Right answers by the learned rule. */
  readonly right: Map<string, number>
  wrong: number
  asked: number
}

/** Most answers before a rule that was never right is not asked about again. */
const mostAsked = 2

/** Most hosts with a rule each that are remembered: a site that makes up addresses must not fill the memory. */
const mostKnown = 1000

/** The rules for larger versions that the answers of a task have shown to hold on their hosts, or not to. */
export interface SizeRules {
  /** Remembers what an answer says. */
  learn(answer: SizesAnswer): void
  /** The extraction with the pictures of learned rules, without questions that are answered. */
  apply(extraction: Extraction): Extraction
}

const hostOf = (address: string) => new URL(address).host

/** Makes an empty memory; three right answers and no wrong one make a rule of a host. */
export function createSizeRules(): SizeRules {
  const memory = new Map<string, Known>()
  const keyOf = (rule: string, address: string) => `${rule.split('#')[0]} ${hostOf(address)}`

  function learnedRule(key: string): string | null {
    const known = memory.get(key)
    if (!known || known.wrong > 0) return null
    const [rule] = [...known.right].find(([, count]) => count >= enoughAnswers) ?? [null]
    return rule
  }
  function isSettled(question: SizesQuestion): boolean {
    const key = keyOf(question.rule, question.shown)
    const known = memory.get(key)
    if (!known) return false
    return (
      learnedRule(key) !== null || known.wrong > 0 || (known.right.size === 0 && known.asked >= mostAsked)
    )
  }
  return {
    learn(answer) {
      const key = keyOf(answer.rule, answer.shown)
      const known = memory.get(key) ?? { right: new Map<string, number>(), wrong: 0, asked: 0 }
      if (memory.size < mostKnown) memory.set(key, known)
      known.asked += 1
      const larger = acceptLarger(answer)
      if (larger) known.right.set(larger.rule, (known.right.get(larger.rule) ?? 0) + 1)
      // without the size of what is shown the answer says nothing
      else if (answer.sizes[answer.shown]) known.wrong += 1
    },
    apply(extraction) {
      const learned = new Map(
        extraction.questions.flatMap((one) => {
          const rule = one.kind === 'sizes' ? learnedRule(keyOf(one.rule, one.shown)) : null
          return one.kind === 'sizes' && rule !== null ? [[hostOf(one.shown), rule] as const] : []
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
  }
}
