import { z } from 'zod'
import { isMatchPattern } from '../../text/match-pattern'

/** Longest selector, pattern or address in a plan, in UTF-16 units. */
const text = z.string().min(1).max(2000)

/** Most entries of a list that a plan written by hand holds. */
const mostEntries = 100

const address = z.url({ protocol: /^https?$/ }).max(2000)

/** A regular expression between slashes, such as `/\/details\/\d+$/`. */
const expression = /^\/(.+)\/(i?)$/su

function isExpression(pattern: string): boolean {
  const [, source, flags] = expression.exec(pattern) ?? []
  if (source === undefined) return false
  try {
    return new RegExp(source, `u${flags}`) instanceof RegExp
  } catch {
    return false
  }
}

/** `{a,b}` in a match pattern stands for each of its words. */
const choice = /\{([^{}]*)\}/

/** The match patterns that a pattern with `{a,b}` stands for, at most 100; the pattern alone without braces. */
export function patternsOf(pattern: string): readonly string[] {
  let expanded = [pattern]
  while (expanded.length <= mostEntries && expanded.some((one) => choice.test(one)))
    expanded = expanded.flatMap((one) => {
      const found = choice.exec(one)
      if (found === null) return [one]
      return (found[1] ?? '').split(',').map((word) => one.replace(choice, () => word))
    })
  return expanded.slice(0, mostEntries)
}

/** The expression of a pattern that is one, as source and flags; null for a match pattern. */
export function expressionOf(pattern: string): { readonly source: string; readonly flags: string } | null {
  const [, source, flags] = expression.exec(pattern) ?? []
  return source === undefined ? null : { source, flags: `u${flags ?? ''}` }
}

/** A WebExtension match pattern, in which `{a,b}` stands for either, or a regular expression between slashes. */
const AddressPattern = text.refine(
  (pattern) => isExpression(pattern) || patternsOf(pattern).every(isMatchPattern),
  'neither a match pattern such as https://blog.example/details/* nor an expression such as /details\\/\\d+/',
)

/** What a page that is followed is read for: a record, or only its links. */
const PageUse = z.enum(['record', 'list'])
/** See `FollowRule`: `record` or `list`. */
export type PageUse = z.infer<typeof PageUse>

const FollowRule = z.strictObject({ match: AddressPattern, as: PageUse })
/** Which links are followed, and what their pages are read for; of several rules the first that matches counts. */
export type FollowRule = z.infer<typeof FollowRule>

/** Where a crawl begins: an address; a sitemap (`auto`: those of robots.txt, else `/sitemap.xml`); a feed. */
const Start = z.union([
  address,
  z.strictObject({ sitemap: z.union([z.literal('auto'), address]) }),
  z.strictObject({ feed: address }),
])
export type CrawlStart = z.infer<typeof Start>

/** The types of a field's values. */
export const fieldTypes = ['text', 'number', 'date', 'boolean', 'address'] as const
export type FieldType = (typeof fieldTypes)[number]

/**
 * One field of a record, read as `Field` of a recipe is: without a selector from the page's address.
 *
 * `list`: all elements of the selector, as a list. `as`: the element's text, or its markup without scripts.
 * A value that is not of its type is absent, and is counted as such.
 */
const RecordField = z.strictObject({
  selector: text.optional(),
  attribute: text.default('text'),
  pattern: text.optional(),
  remove: z.array(text).max(20).default([]),
  type: z.enum(fieldTypes).default('text'),
  list: z.boolean().default(false),
  as: z.enum(['text', 'html']).default('text'),
})
export type RecordField = z.infer<typeof RecordField>

/** Names of fields become columns of tables: letters, digits and `_`, as they were written. */
const FieldName = z
  .string()
  .regex(
    /^[\p{L}_][\p{L}\p{N}_]{0,62}$/u,
    'not a name of at most 63 letters, digits and _, beginning with a letter',
  )

/** Columns that every table of records has besides its fields. */
export const ownColumns = [
  'key',
  'address',
  'first_seen',
  'last_seen',
  'changed_at',
  'gone_at',
  'revision',
] as const

const RecordShape = z
  .strictObject({
    /** The fields that identify a record; none: the identity of its page. */
    key: z.array(FieldName).max(10).default([]),
    fields: z
      .record(FieldName, RecordField)
      .refine((fields) => Object.keys(fields).length <= mostEntries, `more than ${mostEntries} fields`)
      .refine(
        (fields) => !Object.keys(fields).some((name) => ownColumns.some((own) => own === name.toLowerCase())),
        `a field has the name of a column that every table has: ${ownColumns.join(', ')}`,
      )
      .refine((fields) => {
        const names = Object.keys(fields).map((name) => name.toLowerCase())
        return new Set(names).size === names.length
      }, 'two fields differ in case alone: databases take them for one column'),
    /** What happens to a record whose fields changed: the newest is kept; the first; all of them. */
    known: z.enum(['update', 'skip', 'versions']).default('update'),
  })
  .refine(({ key, fields }) => key.every((name) => name in fields), 'a name in the key is no field')
export type RecordShape = z.infer<typeof RecordShape>

/** Limits of one run; what they hold back waits for *continue*. `minutes` counts the time that the task runs. */
const CrawlLimits = z.strictObject({
  /** Links from a start address: 0 reads the start addresses alone. */
  depth: z.number().int().min(0).max(1000).default(100),
  /** Pages that are fetched. */
  pages: z.number().int().min(1).max(1_000_000_000).default(10_000),
  minutes: z.number().min(0.1).max(1_000_000).optional(),
})
export type CrawlLimits = z.infer<typeof CrawlLimits>

/**
 * What a crawl follows, takes and keeps: the `crawl` part of a recipe, or what the terminal's options make.
 *
 * A plan is data: `robots` is always obeyed unless the user switches it off for one task.
 */
export const CrawlPlan = z.strictObject({
  start: z.array(Start).min(1).max(10_000),
  follow: z.array(FollowRule).max(mostEntries).default([]),
  /** Links that are never followed. */
  skip: z.array(AddressPattern).max(mostEntries).default([]),
  /** Which hosts may be read: those of the start addresses; all of their registrable domains; all. */
  scope: z.enum(['host', 'domain', 'anywhere']).default('host'),
  limits: CrawlLimits.default({ depth: 100, pages: 10_000 }),
  /** What makes two addresses one page; a fragment and a default port never distinguish two. */
  identity: z
    .strictObject({
      /** Parameters without meaning; `*` at the end stands for any rest. */
      drop: z.array(z.string().min(1).max(200)).max(mostEntries).default([]),
      /** Whether the order of parameters has no meaning. */
      sorted: z.boolean().default(false),
      /** Whether `rel=canonical`, else `og:url`, on the same host names the page. */
      canonical: z.boolean().default(true),
    })
    .default({ drop: [], sorted: false, canonical: true }),
  /** Nothing else can be said in a recipe. */
  robots: z.literal('obey').default('obey'),
  record: RecordShape.optional(),
  /** Selector of pictures that are saved with their record, in a gallery of its own. */
  images: text.optional(),
  /** Later runs of the same crawl. */
  again: z
    .strictObject({
      /** A chain of list pages is not followed further after this many known records in a row; absent: every known page is asked again. */
      stopAfterKnown: z.number().int().min(1).max(100_000).optional(),
    })
    .default({}),
})
/** Parsed: defaults are filled in. */
export type CrawlPlan = z.infer<typeof CrawlPlan>
export type CrawlPlanInput = z.input<typeof CrawlPlan>
