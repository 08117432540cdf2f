import type { Preview } from '@shared/model/gallery'
import { type PageKind, type Reading, readings } from '@shared/model/page-kind'

/** Whether a preview shows a page as it was judged, and not as the user chose to read it. */
export function isJudged({ judgement }: Preview): boolean {
  return !judgement.reasons.some(({ code }) => code === 'by-user')
}

/** The reading that is the likeliest mistake of each: the other one of the choice where the judgement is certain. */
const counterparts: Readonly<Partial<Record<PageKind, readonly Reading[]>>> = {
  thumbnails: ['gallery'],
  index: ['gallery'],
  gallery: ['thumbnails', 'index'],
  picture: ['gallery'],
}

/**
 * The readings of a judged page that are offered, that of the judgement first, also the one that the user chose; fewer than
 * two: none. Those that are unlikely are offered where the judgement is in doubt, or when `all` are wanted.
 */
export function readingsOf(
  { judgement }: Preview,
  chosen: PageKind | null,
  all: boolean,
): readonly Reading[] {
  const { kind, certain } = judgement
  const isLikely = (other: Reading) => all || !certain || counterparts[kind]?.includes(other) === true
  const kinds = [
    ...readings.filter((one) => one === kind),
    ...readings.filter(
      (one) => one !== kind && (one === chosen || (judgement.others.includes(one) && isLikely(one))),
    ),
  ]
  return kinds.length < 2 ? [] : kinds
}
