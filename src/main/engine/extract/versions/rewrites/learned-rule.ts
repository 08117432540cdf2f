import type { Answer, FoundImage, ProbedPicture, Question, VersionChoice } from '../../extraction'
import { stemOf } from '../addresses/picture-stem'
import { rewriteRules } from './rewrite-rules'

type SizesQuestion = Extract<Question, { readonly kind: 'sizes' }>
type SizesAnswer = Extract<Answer, { readonly kind: 'sizes' }>

/** Pictures of a page that are asked about: so many right answers make a rule the site's. */
const mostAsked = 3

/** Guesses for one picture: each costs a request. With two pictures that confirm one of them there are eight in all. */
const mostGuesses = 3

/** The name of a rule with the place of the guess that was right: `letter-suffix#1`. */
const learnedName = (name: string, place: number) => `${name}#${place}`

function guessesOf(name: string, address: string): readonly string[] {
  return rewriteRules.find((rule) => rule.name === name)?.guess(address) ?? []
}

/** The guesses of a rule with their places; of a learned one (`letter-suffix#1`) that one alone. */
function placedGuesses(rule: string, address: string): readonly (readonly [number, string])[] {
  const [name = '', place] = rule.split('#')
  const guesses = [...guessesOf(name, address).entries()]
  return place === undefined ? guesses : guesses.filter(([at]) => at === Number(place))
}

/**
 * The address that a learned rule makes of another one; null where it does not fit. `rule`: what `acceptLarger` named.
 */
export function applyRule(rule: string, address: string): string | null {
  const [name = '', place = ''] = rule.split('#')
  const guess = guessesOf(name, address)[Number(place)]
  return guess === undefined || guess === address || !URL.canParse(guess) ? null : guess
}

/** The address of a picture that surely answers: what is shown, where its own is an argument of a script. */
const sureAddress = ({ address, shown, byScript }: FoundImage): string => (byScript && shown) || address

/** A picture in the version that a learned rule names, unseen; the address as it was found is the first alternative. */
export function rewritten(image: FoundImage, rule: string): FoundImage {
  const larger = image.media === 'video' ? null : applyRule(rule, sureAddress(image))
  if (larger === null) return image
  const { width: _, height: __, byScript: ___, ...rest } = image
  const alternatives = [image.address, ...image.alternatives].filter((one) => one !== larger)
  return { ...rest, address: larger, alternatives, shown: sureAddress(image), guessed: true }
}

/**
 * What to ask about the pictures of a page that may be there in a larger version: of the rule that fits most of them, for
 * a few of them. Empty where no rule fits, or where what is shown is wanted.
 */
export function questionsOfSizes(images: readonly FoundImage[], choice: VersionChoice): SizesQuestion[] {
  if (choice.version === 'shown') return []
  const pictures = images
    .filter(({ media, address }) => media !== 'video' && !address.includes('#'))
    .slice(0, 100)
  const known = new Set(pictures.flatMap(({ alternatives }) => alternatives))
  let best: SizesQuestion[] = []
  for (const { name, guess } of rewriteRules) {
    const asked = pictures.flatMap((image): SizesQuestion[] => {
      const shown = sureAddress(image)
      // What the page itself names is known without a question, but not what its script makes of a name
      const guesses = guess(shown).filter((one) => one !== shown && !known.has(one))
      const named = image.byScript && guesses.length > 0 ? [image.address] : []
      const larger = [...new Set([...named, ...guesses])].slice(0, mostGuesses)
      return larger.length > 0 ? [{ kind: 'sizes', shown, larger, rule: name }] : []
    })
    if (asked.length > best.length) best = asked
  }
  // Of several guesses the first picture finds the right one, which two more confirm
  return best.slice(0, (best[0]?.larger.length ?? 0) > 1 ? 1 : mostAsked)
}

/** What to ask once one picture has shown which of several guesses is right: whether it is for two more. */
export function confirmingQuestions(
  images: readonly FoundImage[],
  answers: readonly SizesAnswer[],
): SizesQuestion[] {
  const [only] = answers
  const larger = answers.length === 1 && only && !only.rule.includes('#') ? acceptLarger(only) : null
  if (!larger) return []
  return images
    .flatMap((image): SizesQuestion[] => {
      const shown = sureAddress(image)
      const isKnown = image.media === 'video' || image.address === larger.address
      const guess = isKnown ? null : applyRule(larger.rule, shown)
      return guess === null ? [] : [{ kind: 'sizes', shown, larger: [guess], rule: larger.rule }]
    })
    .slice(0, mostAsked - 1)
}

/** Two sizes have one ratio when they differ by less than this part, or by the rounding of one pixel. */
const mostDeviation = 0.01

function isSameRatio(a: { width: number; height: number }, b: { width: number; height: number }): boolean {
  const [one, other] = [a.width / a.height, b.width / b.height]
  const rounding = 1 / Math.min(a.width, a.height, b.width, b.height)
  return Math.abs(one - other) / Math.max(one, other) <= Math.max(mostDeviation, Math.min(rounding, 0.02))
}

/** Width and height in pixels; null where unknown. */
type KnownSize = Pick<ProbedPicture, 'width' | 'height'>

/** Whether a picture has more pixels than another one in the same ratio, by what their first bytes announce. */
export function hasMorePixels(one: KnownSize | undefined, other: KnownSize | undefined): boolean {
  if (!one || !other || one.width === null || one.height === null) return false
  if (other.width === null || other.height === null) return false
  const [large, small] = [
    { width: one.width, height: one.height },
    { width: other.width, height: other.height },
  ]
  return large.width * large.height > small.width * small.height && isSameRatio(large, small)
}

/** A guess that was right. `rule`: for `applyRule`. */
export interface AcceptedLarger {
  readonly address: string
  readonly rule: string
  readonly width: number
  readonly height: number
}

/**
 * The largest of the guessed addresses, by what the first bytes of each announce: more pixels than the one shown, the
 * same ratio, the same stem of the name. Null where none is: then the rule does not hold on this site.
 */
export function acceptLarger({ shown, rule, sizes }: SizesAnswer): AcceptedLarger | null {
  const before = sizes[shown]
  if (!before || before.width === null || before.height === null) return null
  const from = { width: before.width, height: before.height }
  let best: AcceptedLarger | null = null
  for (const [place, address] of placedGuesses(rule, shown)) {
    const found = sizes[address]
    if (!found || found.width === null || found.height === null || address === shown) continue
    const to = { width: found.width, height: found.height }
    const pixels = to.width * to.height
    if (pixels <= from.width * from.height || !isSameRatio(from, to) || stemOf(address) !== stemOf(shown))
      continue
    if (best === null || pixels > best.width * best.height)
      best = { address, rule: learnedName(rule.split('#')[0] ?? rule, place), ...to }
  }
  return best
}

/** Right answers, and no wrong one, that make a rule the site's. */
export const enoughAnswers = 3

/**
 * The pictures of a page with what the answers say of their sizes: those that were asked about in the larger version; all
 * of them where every answer agrees on one rule and there are enough of them.
 */
export function settleSizes(
  images: readonly FoundImage[],
  answers: readonly SizesAnswer[],
): readonly FoundImage[] {
  if (answers.length === 0) return images
  const accepted = answers.map(acceptLarger)
  const [first] = accepted
  // An answer before these named the guess that they confirm
  const enough = answers[0]?.rule.includes('#') ? enoughAnswers - 1 : enoughAnswers
  const isRule = accepted.length >= enough && accepted.every((one) => one?.rule === first?.rule)
  const known = new Map(answers.map(({ shown }, index) => [shown, accepted[index] ?? null]))
  return images.map((image) => {
    const shown = sureAddress(image)
    const larger = known.get(shown)
    if (larger) {
      const { guessed: _, ...seen } = rewritten(image, larger.rule)
      return { ...seen, width: larger.width, height: larger.height }
    }
    return isRule && first && !known.has(shown) ? rewritten(image, first.rule) : image
  })
}
