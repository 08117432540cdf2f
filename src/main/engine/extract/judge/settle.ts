import type { Answer, Extraction } from '../extraction'

/** Draws the conclusions from what was found out about the questions of a page. */
export function settle(extraction: Extraction, answers: readonly Answer[]): Extraction {
  return answers.length === 0 ? extraction : { ...extraction, questions: [] }
}
