import type { Evidence, PageKind } from '@shared/model/page-kind'
import type { Extraction } from '../extraction'

/** A reason for a judgement, in numbers alone. */
export const evidence = (code: Evidence['code'], count: number): Evidence => ({ code, count, detail: '' })

/** The judgement of an extraction that turned out to be of this kind: nothing is asked any more. */
export function withKind(
  extraction: Extraction,
  kind: PageKind,
  certain: boolean,
  reasons: readonly Evidence[],
): Pick<Extraction, 'judgement' | 'questions'> {
  const { judgement } = extraction
  const others = [...judgement.others, judgement.kind].filter((other) => other !== kind)
  return {
    judgement: {
      kind,
      certain,
      reasons: [...reasons, ...judgement.reasons].slice(0, 8),
      others: [...new Set(others)].slice(0, 5),
      obstacle: kind === 'text' ? 'text' : judgement.obstacle === 'text' ? null : judgement.obstacle,
    },
    questions: [],
  }
}
