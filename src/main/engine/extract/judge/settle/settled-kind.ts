import { type Evidence, judgementOf, type PageKind } from '@shared/model/page-kind'
import type { Extraction } from '../../extraction'

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
  return {
    judgement: judgementOf({
      ...judgement,
      kind,
      certain,
      reasons: [...reasons, ...judgement.reasons],
      others: [...judgement.others, judgement.kind],
      obstacle: kind === 'text' ? 'text' : judgement.obstacle === 'text' ? null : judgement.obstacle,
    }),
    questions: [],
  }
}
