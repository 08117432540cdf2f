/**
 * Which pattern or selector of a recipe runs now: written by the thread that reads a page, read by the one that has to end
 * it. A regular expression that never ends can post no message; memory that both threads share is written before it runs.
 */
import type { Field, Recipe } from '@shared/model/recipe'

/** A pattern or selector of a recipe, and where it stands there: `gallery.title.pattern`. */
export interface Rule {
  readonly place: string
  readonly text: string
}

/** The rules of a field, whose place in its recipe is `place`. */
export function rulesOfField(
  place: string,
  field: (Pick<Field, 'pattern' | 'remove'> & { readonly selector?: string | undefined }) | undefined,
): Rule[] {
  if (field === undefined) return []
  const { selector, pattern, remove } = field
  return [
    ...(selector === undefined ? [] : [{ place: `${place}.selector`, text: selector }]),
    ...(pattern === undefined ? [] : [{ place: `${place}.pattern`, text: pattern }]),
    ...remove.map((text, i) => ({ place: `${place}.remove.${i}`, text })),
  ]
}

/** All rules of a recipe that run on a page, always in one order. */
export function rulesOf(recipe: Recipe): readonly Rule[] {
  const { gallery, images, next, galleries, rewrite, alternatives, fields } = recipe
  const links = { 'images.selector': images, 'next.selector': next, 'galleries.selector': galleries }
  const steps = { rewrite, alternatives }
  return [
    ...rulesOfField('gallery.title', gallery.title),
    ...rulesOfField('gallery.id', gallery.id),
    ...Object.entries(fields).flatMap(([name, field]) => rulesOfField(`fields.${name}`, field)),
    ...Object.entries(links).flatMap(([place, rule]) => (rule ? [{ place, text: rule.selector }] : [])),
    ...Object.entries(steps).flatMap(([place, list]) =>
      list.map(({ pattern }, i) => ({ place: `${place}.${i}.pattern`, text: pattern })),
    ),
  ]
}

/**
 * Words of the shared memory: number of the rule that runs, from 1; milliseconds from the begin of the job to its first
 * rule, at least 1. Zero: none. A duration and no time of day: the two threads have no clock in common.
 */
const ruleWord = 0
const beforeRulesWord = 1

/** Memory in which the reading thread writes which rule runs. */
export function createRuleMemory(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
}

let memory: Int32Array | null = null
let monotonic = () => 0
let beganAt = 0
let numbers: ReadonlyMap<string, number> = new Map()

/** In the thread that reads: a job begins; `shared` is where its rules are noted, `clock` gives monotonic milliseconds. */
export function beginJob(shared: Int32Array | null, clock: () => number): void {
  memory = shared
  monotonic = clock
  beganAt = clock()
}

/** In the thread that reads: these rules follow. */
export function beginRules(rules: readonly Rule[]): void {
  numbers = memory === null ? new Map() : new Map(rules.map(({ place }, i) => [place, i + 1]))
}

/** In the thread that reads: rules of this recipe follow. */
export function beginRecipe(recipe: Recipe): void {
  beginRules(rulesOf(recipe))
}

/** Runs a rule of the recipe; `place` is where it stands there. */
export function runRule<T>(place: string, work: () => T): T {
  const number = memory === null ? undefined : numbers.get(place)
  if (memory === null || number === undefined) return work()
  if (Atomics.load(memory, beforeRulesWord) === 0)
    Atomics.store(memory, beforeRulesWord, Math.max(1, monotonic() - beganAt))
  Atomics.store(memory, ruleWord, number)
  try {
    return work()
  } finally {
    Atomics.store(memory, ruleWord, 0)
  }
}

/** In the thread that waits: a new job begins. */
export function clearRules(shared: Int32Array): void {
  shared.fill(0)
}

/**
 * In the thread that waits: the rule that runs now. Null if none does, or if most of the job's `elapsedMs` went into the
 * page itself, so that a rule that has just begun is not to blame.
 */
export function runningRule(shared: Int32Array, rules: readonly Rule[], elapsedMs: number): Rule | null {
  const number = Atomics.load(shared, ruleWord)
  const inRulesMs = elapsedMs - Atomics.load(shared, beforeRulesWord)
  if (number === 0 || inRulesMs < elapsedMs / 2) return null
  return rules[number - 1] ?? null
}
