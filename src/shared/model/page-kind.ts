import { z } from 'zod'

/**
 * What a page is, judged by evidence.
 *
 * `gallery`: shows its pictures, or thumbnails that link to picture files. `thumbnails`: like small pictures that link to
 * like pages with one picture each. `picture`: one main picture. `index`: links to galleries. `text`: no pictures that make
 * the page. `other`: something stands in the way, see `pageObstacles`.
 */
export const pageKinds = ['gallery', 'thumbnails', 'picture', 'index', 'text', 'other'] as const
/** A kind of page as it is sent and stored: one of `pageKinds`. */
export const PageKind = z.enum(pageKinds)
/** A kind of page: one of `pageKinds`. */
export type PageKind = z.infer<typeof PageKind>

/** What a user may read a page as, in the order in which it is offered: the other kinds have no pictures to save. */
export const readings = ['gallery', 'thumbnails', 'index', 'picture'] as const satisfies readonly PageKind[]
/** A reading as it is sent and stored: one of `readings`. */
export const Reading = z.enum(readings)
/** A reading that a user may choose: one of `readings`. */
export type Reading = z.infer<typeof Reading>

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
/** An obstacle as it is sent and stored: one of `pageObstacles`. */
export const PageObstacle = z.enum(pageObstacles)
/** An obstacle: one of `pageObstacles`. */
export type PageObstacle = z.infer<typeof PageObstacle>

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
/** A code of evidence as it is sent and stored: one of `evidenceCodes`. */
export const EvidenceCode = z.enum(evidenceCodes)
/** A code of evidence: one of `evidenceCodes`. */
export type EvidenceCode = z.infer<typeof EvidenceCode>

/** One piece of evidence. `count`: of elements, 0 where there is nothing to count. `detail`: technical, such as a size. */
export const Evidence = z.object({
  code: EvidenceCode,
  count: z.number().int().nonnegative(),
  detail: z.string().max(300).default(''),
})
export type Evidence = z.infer<typeof Evidence>

/** Longest address of a frame that is named, in UTF-16 units; a cut one would lead elsewhere. */
export const longestFrame = 2000

/** Most reasons and most other readings that are kept. */
const mostReasons = 8
const mostOthers = 5

/** What a page was judged to be, and why. */
export const Judgement = z.object({
  kind: PageKind,
  /** False: another reading is possible; the one that loses least was taken. */
  certain: z.boolean(),
  /** Why, strongest first. */
  reasons: z.array(Evidence).max(mostReasons).readonly(),
  /** Readings that the user may choose instead, without `kind` itself. */
  others: z.array(PageKind).max(mostOthers).readonly(),
  /** What stands in the way: always of `other` and `text`, and of any kind that the user chose; else null. */
  obstacle: PageObstacle.nullable(),
  /** Of the obstacle `frames`: the address of the frame that holds the content. */
  frame: z.string().max(longestFrame).optional(),
})
export type Judgement = z.infer<typeof Judgement>

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
  'thumbnails-only', // images saved as thumbnails: no larger version could be had, or none was wanted
  'more-pages', // further pages of a gallery that were not followed
  'galleries', // linked galleries that were not followed
  'alike-skipped', // pictures of the gallery's size that were skipped
] as const
/** A kind of shortfall as it is sent and stored: one of `shortfallKinds`. */
export const ShortfallKind = z.enum(shortfallKinds)
/** A kind of shortfall: one of `shortfallKinds`. */
export type ShortfallKind = z.infer<typeof ShortfallKind>

/** How many of each a task has; a kind without any is absent. */
export const Shortfalls = z.partialRecord(ShortfallKind, z.number().int().positive()).readonly()
export type Shortfalls = z.infer<typeof Shortfalls>
