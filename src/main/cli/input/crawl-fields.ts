import { CrawlPlan, type CrawlPlanInput, fieldTypes } from '@shared/model/crawl/crawl-plan'
import { isFieldPattern, parseTaking } from '@shared/model/crawl/field-notation'
import { InvalidArgumentError } from 'commander'

type Fields = NonNullable<CrawlPlanInput['record']>['fields']
/** One field of a record, as it was typed. */
export interface TypedField {
  readonly name: string
  readonly field: Fields[string]
}

const notation =
  "Give NAME[:TYPE][[]]=SELECTOR[@ATTRIBUTE][ /PATTERN/], such as 'title=h1', 'reads:number=.count', 'tags[]=.tags a', 'id@=details/(\\d+)'."

/** `name`, `name:type`, `name[]`, `name:type[]`, `name@`. */
const naming = /^([^\s:[\]@=]+)(?::([a-z]+))?(\[\])?(@)?$/u

function checkedPattern(pattern: string): string {
  if (!isFieldPattern(pattern)) throw new InvalidArgumentError(`"${pattern}" is no regular expression.`)
  return pattern
}

/**
 * A field of a record: `NAME[:TYPE][[]]=SELECTOR[@ATTRIBUTE][ /PATTERN/]`, or `NAME[:TYPE]@=PATTERN` from the address of
 * the page. TYPE is text, number, date, boolean, address, or html; `[]` takes all elements as a list.
 */
export function parseField(text: string, before: readonly TypedField[] = []): readonly TypedField[] {
  const [, typed = '', rest = ''] = /^([^=]*)=(.*)$/su.exec(text) ?? []
  const [, name, type = 'text', list, isAddress] = naming.exec(typed.trim()) ?? []
  const known = type === 'html' ? 'text' : fieldTypes.find((one) => one === type)
  if (name === undefined || rest.trim() === '' || known === undefined)
    throw new InvalidArgumentError(notation)
  const common = { type: known, ...(list === undefined ? {} : { list: true }) }
  if (isAddress !== undefined) {
    return [...before, { name, field: { ...common, pattern: checkedPattern(rest.trim()) } }]
  }
  const [, pattern] = /\s\/(.+)\/$/su.exec(rest.trim()) ?? []
  if (pattern !== undefined) checkedPattern(pattern)
  const taken = parseTaking(rest)
  if (taken === null) throw new InvalidArgumentError(notation)
  const field = { ...common, ...taken, ...(type === 'html' ? { as: 'html' as const } : {}) }
  return [...before, { name, field }]
}

/** What the options of `galleon crawl` say about a plan, as commander gives them. */
export interface PlanOptions {
  /** Rules in their order; `--as` after a rule says what its pages are read for. */
  readonly follow?: readonly { readonly match: string; readonly as: 'record' | 'list' }[]
  readonly skip?: readonly string[]
  readonly scope?: 'host' | 'domain' | 'anywhere'
  readonly depth?: number
  readonly maxPages?: number
  readonly minutes?: number
  readonly field?: readonly TypedField[]
  readonly key?: readonly string[]
  readonly images?: string
  readonly sitemap?: readonly (string | true)[]
  readonly feed?: readonly string[]
  readonly drop?: readonly string[]
  readonly known?: 'update' | 'skip' | 'versions'
  readonly stopAfterKnown?: number
}

function startsOf(
  addresses: readonly string[],
  { sitemap = [], feed = [] }: PlanOptions,
): CrawlPlanInput['start'] {
  return [
    ...addresses,
    ...sitemap.map((address) => ({ sitemap: address === true ? ('auto' as const) : address })),
    ...feed.map((address) => ({ feed: address })),
  ]
}

/** Fields of the options before those of the recipe with the same names. */
function recordOf(options: PlanOptions, base: CrawlPlan | null): CrawlPlanInput['record'] {
  const { field = [], key, known } = options
  if (field.length === 0 && base?.record === undefined) return undefined
  const fields = { ...base?.record?.fields, ...Object.fromEntries(field.map((one) => [one.name, one.field])) }
  return {
    key: [...(key ?? base?.record?.key ?? [])],
    fields,
    known: known ?? base?.record?.known ?? 'update',
  }
}

/**
 * The plan that the options make, over that of a recipe. Throws the ZodError of one that is none.
 *
 * Without a rule, and without a sitemap or a feed, every page of the scope is a record, or a list where no field is
 * named.
 */
export function planOfOptions(
  addresses: readonly string[],
  options: PlanOptions,
  base: CrawlPlan | null,
): CrawlPlan {
  const {
    follow = [],
    skip = [],
    scope,
    depth,
    maxPages,
    minutes,
    images,
    drop = [],
    stopAfterKnown,
  } = options
  const record = recordOf(options, base)
  const starts = startsOf(addresses, options)
  const rules = follow.length > 0 ? [...follow] : [...(base?.follow ?? [])]
  const listed = (options.sitemap ?? []).length + (options.feed ?? []).length > 0
  const all = { match: '<all_urls>', as: record === undefined ? ('list' as const) : ('record' as const) }
  return CrawlPlan.parse({
    ...base,
    start: starts.length > 0 ? starts : (base?.start ?? []),
    follow: rules.length === 0 && !listed ? [all] : rules,
    skip: [...(base?.skip ?? []), ...skip],
    scope: scope ?? base?.scope ?? 'host',
    limits: {
      ...base?.limits,
      ...(depth === undefined ? {} : { depth }),
      ...(maxPages === undefined ? {} : { pages: maxPages }),
      ...(minutes === undefined ? {} : { minutes }),
    },
    identity: { ...base?.identity, drop: [...(base?.identity.drop ?? []), ...drop] },
    ...(record === undefined ? {} : { record }),
    ...(images === undefined ? {} : { images }),
    ...(stopAfterKnown === undefined ? {} : { again: { stopAfterKnown } }),
  })
}
