import { z } from 'zod'

// The truth about a page shape: what is right by the meaning of the page, whatever a program makes of it.

/** As `pageKinds` of the model. */
export const kinds = /** @type {const} */ (['gallery', 'thumbnails', 'picture', 'index', 'text', 'other'])

/** As `pageObstacles` of the model. */
export const obstacles = /** @type {const} */ ([
  'login',
  'challenge',
  'age-gate',
  'frames',
  'script',
  'soft-404',
  'home',
  'text',
])

/** As `shortfallKinds` of the model. */
export const shortfalls = /** @type {const} */ ([
  'limited',
  'smaller',
  'thumbnails-only',
  'more-pages',
  'galleries',
  'alike-skipped',
  'announced',
  'repeated',
])

/** Ways to change a page that keep its truth; see `mutate.mjs`. */
export const mutations = /** @type {const} */ ([
  'renamed',
  'wrapped',
  'respelled',
  'surrounded',
  'translated',
])

/** Path with its query on the site; `{1-6}` and `{01-12}` in it stand for each number of the range. */
const Path = z.string().regex(/^\/|^https?:/)

/** Paths in order, ranges expanded. */
const Paths = z
  .array(Path)
  .default([])
  .transform((paths) => paths.flatMap(expandRange))

/** What the first page says, once everything was asked that may be asked about it. */
const PageTruth = z.strictObject({
  kind: z.enum(kinds),
  obstacle: z.enum(obstacles).nullable().default(null),
  title: z.string(),
  /** Pictures of this page in the largest version, in order; none of `thumbnails` and `index`. */
  images: Paths,
  /** By picture: what is tried when it fails, in falling order; pictures that are not named may have any. */
  alternatives: z.record(Path, Paths).default({}),
  /** Of `thumbnails`: the pages of the pictures, in order. */
  items: Paths,
  /** Of `index`: the galleries, in order. */
  galleries: Paths,
  next: Path.nullable().default(null),
  /** Addresses that begin another gallery though a link says next: `next` may name one, the task must not follow it. */
  neighbours: Paths,
  /** Where the page sends its readers: its frame, or what it refreshes to; null: not looked at. */
  moved: Path.nullable().default(null),
  /** Some of the addresses that are skipped: each must be, with whatever reason. */
  skipped: Paths,
})

/** One folder of the result. */
const FolderTruth = z.strictObject({ title: z.string(), images: Paths })

/** What the whole task leaves. */
const ResultTruth = z.strictObject({
  folders: z.array(FolderTruth).default([]),
  shortfalls: z.array(z.enum(shortfalls)).default([]),
})

/** Truth file of a page shape; see “A page shape” in CONTRIBUTING.md. */
export const Truth = z
  .strictObject({
    /** Software whose markup the shape follows. */
    software: z.string(),
    /** Path or range that a user would type. */
    start: z.string().regex(/^\//),
    page: PageTruth,
    /** Absent: one folder with the pictures of the page; none where it has none. */
    result: ResultTruth.optional(),
    /** Pages that must be read; absent: the first one, the items and the galleries. */
    pages: z.number().int().positive().optional(),
    /** Mutations that would change what the page means. */
    without: z.array(z.enum(mutations)).default([]),
  })
  .transform(({ result, pages, ...truth }) => {
    const { title, images, items, galleries } = truth.page
    return {
      ...truth,
      result: result ?? { folders: images.length > 0 ? [{ title, images }] : [], shortfalls: [] },
      pages: pages ?? 1 + items.length + galleries.length,
    }
  })

/** @typedef {z.infer<typeof Truth>} TruthOfShape */

/**
 * Every path that a path with ranges stands for, the last range counting fastest.
 *
 * @param {string} path
 * @returns {string[]}
 */
export function expandRange(path) {
  const match = /\{(\d+)-(\d+)\}/.exec(path)
  if (match === null) return [path]
  const [whole, first = '', last = ''] = match
  const numbers = Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) =>
    String(Number(first) + index).padStart(first.length, '0'),
  )
  const before = path.slice(0, match.index)
  return numbers.flatMap((number) =>
    expandRange(path.slice(match.index + whole.length)).map((rest) => `${before}${number}${rest}`),
  )
}
