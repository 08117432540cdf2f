/**
 * What a page is, judged by evidence.
 *
 * `gallery`: shows its pictures, or thumbnails that link to picture files. `thumbnails`: like small pictures that link to
 * like pages with one picture each. `picture`: one main picture. `index`: links to galleries. `text`: no pictures that make
 * the page. `other`: something stands in the way, see `pageObstacles`.
 */
export const pageKinds = ['gallery', 'thumbnails', 'picture', 'index', 'text', 'other'] as const
/** A kind of page: one of `pageKinds`. */
export type PageKind = (typeof pageKinds)[number]

/** What a user may read a page as, in the order in which it is offered: the other kinds have no pictures to save. */
export const readings = ['gallery', 'thumbnails', 'index', 'picture'] as const satisfies readonly PageKind[]
/** A reading that a user may choose: one of `readings`. */
export type Reading = (typeof readings)[number]

/** What stands in the way of the pictures of a page: chooses the sentence of a failure and its next step. */
export const pageObstacles = [
  'login', // a form that asks for a password, or a redirect to one
  'challenge', // a check that the visitor is no program
  'age-gate', // a question for the visitor's age
  'frames', // the content stands in a frame of another site
  'script', // a script fills the page, and no list of pictures stands in it
  'soft-404', // says that it does not exist, with a status of success
  'home', // sent on to the home page of the site
  'text', // a page of words
] as const
/** An obstacle: one of `pageObstacles`. */
export type PageObstacle = (typeof pageObstacles)[number]

/** What a judgement rests on; each has a sentence in every language, with `count` and `detail` in it. */
export const evidenceCodes = [
  'links-to-files', // `count` like pictures link to picture files
  'links-to-pages', // `count` like pictures link to like pages of the site
  'shown-in-full', // `count` like pictures link nowhere
  'one-main-picture', // one picture is larger or more prominent than all others
  'named-by-page', // og:image or JSON-LD names the picture
  'data-in-script', // `count` picture addresses stand in a script of the page
  'linked-galleries', // `count` like links lead to like pages, without one picture each
  'several-entries', // `count` entries with headings and links of their own
  'followed-picture-pages', // `count` links were followed: each leads to a page with one main picture
  'followed-galleries', // `count` links were followed: each leads to a page with several pictures
  'followed-files', // `count` links were followed: each answers with a picture
  'larger-pixels', // `detail`: a first picture has more pixels behind its link than as shown
  'no-group', // no group of like pictures
  'obstacle', // see the judgement's `obstacle`
  'by-recipe', // the recipe decides
  'by-user', // the user chose this reading
] as const
/** A code of evidence: one of `evidenceCodes`. */
export type EvidenceCode = (typeof evidenceCodes)[number]

/** One piece of evidence. `count`: of elements, 0 where there is nothing to count. `detail`: technical, such as a size. */
export interface Evidence {
  readonly code: EvidenceCode
  readonly count: number
  readonly detail: string
}

/** Longest address of a frame that is named, in UTF-16 units; a cut one would lead elsewhere. */
export const longestFrame = 2000

/** Most reasons that are kept. */
export const mostReasons = 8
/** Most other readings that are kept. */
export const mostOthers = 5

/** What a page was judged to be, and why. */
export interface Judgement {
  readonly kind: PageKind
  /** False: another reading is possible; the one that loses least was taken. */
  readonly certain: boolean
  /** Why, strongest first. */
  readonly reasons: readonly Evidence[]
  /** Readings that the user may choose instead, without `kind` itself. */
  readonly others: readonly PageKind[]
  /** What stands in the way: always of `other` and `text`, and of any kind that the user chose; else null. */
  readonly obstacle: PageObstacle | null
  /** Of the obstacle `frames`: the address of the frame that holds the content. */
  readonly frame?: string | undefined
}

/**
 * Makes a judgement: of more reasons than are kept the strongest, each other reading once and without `kind` itself, a
 * frame only where the content stands in it. What is made here is always one that can be sent and stored.
 */
export function judgementOf({ kind, certain, reasons, others, obstacle, frame = '' }: Judgement): Judgement {
  const hasFrame = obstacle === 'frames' && frame !== '' && frame.length <= longestFrame
  return {
    kind,
    certain,
    reasons: reasons.slice(0, mostReasons),
    others: [...new Set(others)].filter((other) => other !== kind).slice(0, mostOthers),
    obstacle,
    ...(hasFrame ? { frame } : {}),
  }
}

/**
 * What keeps a result from being everything that was asked for in the largest version: each is said where the result is,
 * and sets exit bit 2.
 */
export const shortfallKinds = [
  'limited', // a limit was reached: pages, depth, chain, images of a gallery
  'smaller', // images saved in a smaller version, the largest one could not be had
  'thumbnails-only', // images saved as thumbnails: their pages were not followed, or had no larger version
  'more-pages', // further pages of a gallery that were not followed
  'galleries', // linked galleries that were not followed
  'alike-skipped', // pictures and videos of the gallery that were skipped
  'announced', // pictures that the page says that its gallery has, beyond those that were found
  'repeated', // pictures of a gallery that are one and the same under three addresses or more
] as const
/** A kind of shortfall: one of `shortfallKinds`. */
export type ShortfallKind = (typeof shortfallKinds)[number]

/** How many of each a task has; a kind without any is absent. */
export type Shortfalls = Readonly<Partial<Record<ShortfallKind, number>>>
