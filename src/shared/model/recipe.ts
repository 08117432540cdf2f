import { z } from 'zod'
import { NameTemplate } from '../name-template/name-template'
import { isMatchPattern } from '../text/match-pattern'
import { CrawlPlan } from './crawl/crawl-plan'

/** Longest selector, pattern or replacement in a recipe, in UTF-16 units. */
const text = z.string().min(1).max(2000)

/** Most entries of a list or an object that a recipe may hold as many of as it likes: a recipe written by hand has fewer. */
const mostEntries = 100

/** What stands in a header field: visible ASCII, blanks, tabs, and bytes above (RFC 9110 §5.5); no line end, no NUL. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/

/** An object of at most `mostEntries`. */
function isBounded(entries: object): boolean {
  return Object.keys(entries).length <= mostEntries
}
const tooMany = `more than ${mostEntries} entries`

/** One replacement in an address: `pattern` is a regular expression, `replacement` may use `$1` … `$9`. */
const Rewrite = z.strictObject({ pattern: text, replacement: z.string().max(2000) })
/** A replacement in addresses: a regular expression and its template. */
export type Rewrite = z.infer<typeof Rewrite>

/**
 * A piece of text taken from a page.
 *
 * Without `selector` it is taken from the page's address. `attribute` is `text` for the element's own text. Of a match
 * of `pattern` the first group (else all of it) is kept; then each expression of `remove` is taken out and white space
 * is folded.
 */
const Field = z.strictObject({
  selector: text.optional(),
  attribute: text.default('text'),
  pattern: text.optional(),
  remove: z.array(text).max(20).default([]),
})
/** Where a value stands on a page: a selector, an attribute, a pattern. */
export type Field = z.infer<typeof Field>

/**
 * Where an image's address is looked for, in order; the first that yields one is taken. `srcset` takes its largest
 * candidate; `link` is the `href` of an enclosing `<a>` if it leads to a picture.
 */
const defaultAttributes = ['data-original', 'data-src', 'srcset', 'link', 'src'] as const

const Links = z.strictObject({ selector: text, attribute: text.default('href') })
/** Which links of a page lead on: selectors and patterns of addresses. */
export type Links = z.infer<typeof Links>

const Gallery = z.strictObject({
  /** Identity on its site. */
  id: Field.optional(),
  title: Field,
})

const Images = z.strictObject({
  selector: text,
  attributes: z
    .array(text)
    .min(1)
    .max(mostEntries)
    .default([...defaultAttributes]),
})

const RecipeFile = z.strictObject({
  $schema: z.string().optional(),
  /** Also the file's name: lower case, digits, hyphens. */
  name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  /** What users see. */
  title: z.string().min(1).max(100),
  version: z.number().int().min(1),
  /** WebExtension match patterns: `https://*.example.org/a/*`. */
  match: z
    .array(text.refine(isMatchPattern, 'not a match pattern such as https://*.example.org/a/*'))
    .min(1)
    .max(mostEntries),
  /** An address that the recipe reads. */
  example: z.url({ protocol: /^https?$/ }).max(2000),
  /** `auto`, or a WHATWG label that wins over header and meta. */
  encoding: z.string().min(1).max(100).default('auto'),
  /** Sent with every request; `{page_url}` stands for the address of the page that shows the image. */
  headers: z
    .record(
      z
        .string()
        .max(100)
        .regex(/^[A-Za-z0-9-]+$/),
      z
        .string()
        .max(1000)
        .regex(headerValue, 'has a line end or another character that no header field may have'),
    )
    .refine(isBounded, tooMany)
    .default({ Referer: '{page_url}' }),
  /**
   * `Referer` of images, instead of the one in `headers`: none; the origin of the page that shows it; or the whole address
   * of that page, to other origins too. A page that says `no-referrer` is obeyed, but see `insistedReferer`.
   */
  referer: z.enum(['none', 'origin', 'page']).optional(),
  /** Only a recipe that crawls may be without it, and without `images`. */
  gallery: Gallery.optional(),
  images: Images.optional(),
  /** Links to follow and records to keep: see docs/crawl.md. */
  crawl: CrawlPlan.optional(),
  /** Thumbnail → original, all applied in order. */
  rewrite: z.array(Rewrite).max(20).default([]),
  /** Further addresses to try when one fails, each made from the image's address. */
  alternatives: z.array(Rewrite).max(10).default([]),
  /** Link to the next page of the same gallery. */
  next: Links.optional(),
  /** Links of an index page to its galleries. */
  galleries: Links.optional(),
  /** Further things to record. */
  fields: z.record(z.string().min(1).max(100), Field).refine(isBounded, tooMany).default({}),
  folder: NameTemplate.optional(),
  file: NameTemplate.optional(),
  limits: z
    .strictObject({
      connectionsPerSite: z.number().int().min(1).max(64).optional(),
      intervalMs: z.number().int().min(0).max(600_000).optional(),
    })
    .default({}),
})

/** How pages are read where a recipe that only crawls is used for a gallery. */
const anyGallery = { gallery: { title: { selector: 'title' } }, images: { selector: 'img' } }

/** How to read a site: data, never code. One JSON file each. */
export const Recipe = RecipeFile.refine(
  ({ gallery, images, crawl }) => crawl !== undefined || (gallery !== undefined && images !== undefined),
  'has neither "gallery" and "images" nor "crawl"',
).transform((file) => ({
  ...file,
  gallery: file.gallery ?? Gallery.parse(anyGallery.gallery),
  images: file.images ?? Images.parse(anyGallery.images),
  /** No gallery is read with it unless it is chosen by its name. */
  onlyCrawls: file.gallery === undefined || file.images === undefined,
}))
/** Parsed: defaults are filled in. */
export type Recipe = z.infer<typeof Recipe>

/** What users choose from; `error` says why a file of their own is not used. */
export interface RecipeSummary {
  readonly name: string
  readonly title: string
  readonly version: number
  readonly origin: 'built-in' | 'own' | 'automatic'
  readonly match: readonly string[]
  readonly example: string | null
  readonly file: string | null
  readonly error: string | null
  /** It has a part `crawl`. */
  readonly crawls?: true
}
