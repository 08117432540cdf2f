import type { Preview } from '@shared/model/gallery'
import type { PageKind } from '@shared/model/page-kind'

/** Readings that a user may choose, in the order in which they are offered after that of the judgement. */
const offered = ['gallery', 'thumbnails', 'index', 'picture'] as const
/** A reading that a user may choose. */
export type OfferedKind = (typeof offered)[number]

/** Whether a preview shows a page as it was judged, and not as the user chose to read it. */
export function isJudged({ judgement }: Preview): boolean {
  return !judgement.reasons.some(({ code }) => code === 'by-user')
}

/**
 * The readings of a judged page that are offered, that of the judgement first, also the one that the user chose; fewer than
 * two: none.
 */
export function readingsOf({ judgement }: Preview, chosen: PageKind | null): readonly OfferedKind[] {
  const others = new Set([...judgement.others, ...(chosen === null ? [] : [chosen])])
  const kinds = [
    ...offered.filter((kind) => kind === judgement.kind),
    ...offered.filter((kind) => kind !== judgement.kind && others.has(kind)),
  ]
  return kinds.length < 2 ? [] : kinds
}

/**
 * How much the whole request brings, by what its first page shows. `previewed` is the number of pages that the preview was
 * asked for, `pages` that of the request; null: open.
 */
export function expectedOf(
  { expected }: Preview,
  previewed: number | null,
  pages: number | null,
): Preview['expected'] {
  if (pages === null || previewed === null) return { galleries: null, images: null }
  const whole = (count: number | null) => (count === null ? null : Math.round((count / previewed) * pages))
  return { galleries: whole(expected.galleries), images: whole(expected.images) }
}
