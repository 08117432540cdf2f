import {
  CrawlPlan,
  type CrawlPlanInput,
  type CrawlStart,
  expressionOf,
  type FieldType,
  ownColumns,
  patternsOf,
} from '@shared/model/crawl/crawl-plan'
import { isFieldPattern, parseTaking, takingText } from '@shared/model/crawl/field-notation'
import { isMatchPattern } from '@shared/text/match-pattern'

/** A rule as it is typed. */
export interface RuleForm {
  readonly id: string
  readonly use: 'record' | 'list' | 'skip'
  readonly match: string
}

/** A field as it is typed. */
export interface FieldForm {
  readonly id: string
  readonly name: string
  /** What it takes: see `parseTaking`; of an address a regular expression. */
  readonly taking: string
  readonly from: 'page' | 'address'
  readonly type: FieldType | 'html'
  readonly list: boolean
  /** It identifies the record. */
  readonly key: boolean
}

/** What limits a run and how the site is asked. */
export interface LimitsForm {
  readonly pages: number
  readonly depth: number
  readonly minutes: number | null
  readonly scope: CrawlPlan['scope']
  readonly robots: boolean
}

/** What is rarely changed. */
export interface MoreForm {
  /** Begin with the pages of the site's sitemap, too. */
  readonly sitemap: boolean
  readonly feed: string
  /** Selector of pictures. */
  readonly images: string
  readonly known: NonNullable<CrawlPlan['record']>['known']
  readonly stopAfterKnown: number | null
  /** Parameters without meaning, separated by blanks or commas. */
  readonly drop: string
}

/** The form of a crawl, without its address. */
export interface CrawlForm {
  readonly rules: readonly RuleForm[]
  readonly fields: readonly FieldForm[]
  readonly limits: LimitsForm
  readonly more: MoreForm
}

/** What is wrong in the form, by the id of the rule or field, or the name of what is typed. */
export type FormProblem = 'pattern' | 'name' | 'own-name' | 'same-name' | 'taking' | 'expression' | 'feed'

/** The plan of a form, or what is wrong with it. */
export type FormReading =
  | { readonly ok: true; readonly plan: CrawlPlan }
  | { readonly ok: false; readonly problems: ReadonlyMap<string, FormProblem> }

let lastId = 0
const newId = (): string => `${(lastId += 1)}`

/** An empty rule. */
export const newRule = (use: RuleForm['use'] = 'record', match = ''): RuleForm => ({
  id: newId(),
  use,
  match,
})

/** A field; without a name it is empty. */
export function newField(part: Partial<Omit<FieldForm, 'id'>> = {}): FieldForm {
  return { id: newId(), name: '', taking: '', from: 'page', type: 'text', list: false, key: false, ...part }
}

/** The form that is shown first: the heading of each page. */
export function emptyForm(): CrawlForm {
  return {
    rules: [],
    fields: [newField({ name: 'title', taking: 'h1' })],
    limits: { pages: 10_000, depth: 100, minutes: null, scope: 'host', robots: true },
    more: { sitemap: false, feed: '', images: '', known: 'update', stopAfterKnown: null, drop: '' },
  }
}

/** The form that says what a plan says, but for its start addresses that are no list of a site. */
export function formOfPlan(plan: CrawlPlan, robots = true): CrawlForm {
  const { follow, skip, scope, limits, identity, record, images, again, start } = plan
  const rules = follow.filter(({ match }) => match !== everything)
  const feed = start.find((one) => typeof one !== 'string' && 'feed' in one)
  return {
    rules: [
      ...rules.map(({ as, match }) => newRule(as, match)),
      ...skip.map((match) => newRule('skip', match)),
    ],
    fields: Object.entries(record?.fields ?? {}).map(([name, field]) =>
      newField({
        name,
        taking: takingText(field),
        from: field.selector === undefined ? 'address' : 'page',
        type: field.as === 'html' ? 'html' : field.type,
        list: field.list,
        key: record?.key.includes(name) ?? false,
      }),
    ),
    limits: { pages: limits.pages, depth: limits.depth, minutes: limits.minutes ?? null, scope, robots },
    more: {
      sitemap: start.some((one) => typeof one !== 'string' && 'sitemap' in one),
      feed: typeof feed === 'object' && 'feed' in feed ? feed.feed : '',
      images: images ?? '',
      known: record?.known ?? 'update',
      stopAfterKnown: again.stopAfterKnown ?? null,
      drop: identity.drop.join(' '),
    },
  }
}

/** The pattern of every page of the scope, where no rule says which. */
export const everything = '<all_urls>'

/** What is wrong with the pattern of a rule; null: nothing. */
function patternProblem(match: string): FormProblem | null {
  const expression = expressionOf(match)
  if (expression !== null) return isExpression(expression) ? null : 'pattern'
  return patternsOf(match).every(isMatchPattern) ? null : 'pattern'
}

function isExpression({ source, flags }: { readonly source: string; readonly flags: string }): boolean {
  try {
    return new RegExp(source, flags) instanceof RegExp
  } catch {
    return false
  }
}

const fieldName = /^[\p{L}_][\p{L}\p{N}_]{0,62}$/u

function fieldProblem(field: FieldForm, others: readonly FieldForm[]): FormProblem | null {
  const { name, taking, from, id } = field
  if (!fieldName.test(name)) return 'name'
  const lower = name.toLowerCase()
  if (ownColumns.some((own) => own === lower)) return 'own-name'
  if (others.some((other) => other.id !== id && other.name.toLowerCase() === lower)) return 'same-name'
  if (from === 'address') return taking === '' || !isFieldPattern(taking) ? 'expression' : null
  return parseTaking(taking) === null ? 'taking' : null
}

/** Rows that were begun and not filled in say nothing yet. */
const isEmpty = ({ name, taking }: FieldForm): boolean => name === '' && taking === ''

function problemsOf({ rules, fields, more }: CrawlForm): ReadonlyMap<string, FormProblem> {
  const problems = new Map<string, FormProblem>()
  for (const { id, match } of rules) {
    const problem = match.trim() === '' ? null : patternProblem(match.trim())
    if (problem !== null) problems.set(id, problem)
  }
  for (const field of fields) {
    const problem = isEmpty(field) ? null : fieldProblem(field, fields)
    if (problem !== null) problems.set(field.id, problem)
  }
  if (more.feed.trim() !== '' && !isWebAddress(more.feed.trim())) problems.set('feed', 'feed')
  return problems
}

const isWebAddress = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text)

type RecordInput = NonNullable<CrawlPlanInput['record']>

function recordOf({ fields, more }: CrawlForm): RecordInput | undefined {
  const filled = fields.filter((field) => !isEmpty(field))
  if (filled.length === 0) return undefined
  const entries = filled.map(
    ({ name, taking, from, type, list }): [string, RecordInput['fields'][string]] => [
      name,
      {
        ...(from === 'address' ? { pattern: taking } : parseTaking(taking)),
        ...(type === 'html' ? { as: 'html' as const } : { type }),
        ...(list ? { list } : {}),
      },
    ],
  )
  return {
    key: filled.filter(({ key }) => key).map(({ name }) => name),
    fields: Object.fromEntries(entries),
    known: more.known,
  }
}

function startsOf(addresses: readonly string[], { sitemap, feed }: MoreForm): readonly CrawlStart[] {
  return [
    ...addresses,
    ...(sitemap ? [{ sitemap: 'auto' as const }] : []),
    ...(feed.trim() === '' ? [] : [{ feed: feed.trim() }]),
  ]
}

/** The plan that the form makes with these start addresses. Without a rule every page of the scope is followed. */
export function readCrawlForm(addresses: readonly string[], form: CrawlForm): FormReading {
  const problems = problemsOf(form)
  if (problems.size > 0) return { ok: false, problems }
  const { limits, more, rules } = form
  const record = recordOf(form)
  const named = rules.filter(({ match }) => match.trim() !== '')
  const follow = named.flatMap(({ use, match }) => (use === 'skip' ? [] : [{ match: match.trim(), as: use }]))
  const use = record === undefined ? ('list' as const) : ('record' as const)
  const isListed = more.sitemap || more.feed.trim() !== ''
  const parsed = CrawlPlan.safeParse({
    start: [...startsOf(addresses, more)],
    follow: follow.length > 0 || isListed ? follow : [{ match: everything, as: use }],
    skip: named.filter((rule) => rule.use === 'skip').map(({ match }) => match.trim()),
    scope: limits.scope,
    limits: {
      depth: limits.depth,
      pages: limits.pages,
      ...(limits.minutes === null ? {} : { minutes: limits.minutes }),
    },
    identity: { drop: more.drop.split(/[\s,]+/).filter((name) => name !== '') },
    ...(record === undefined ? {} : { record }),
    ...(more.images.trim() === '' ? {} : { images: more.images.trim() }),
    ...(more.stopAfterKnown === null ? {} : { again: { stopAfterKnown: more.stopAfterKnown } }),
  } satisfies CrawlPlanInput)
  // Only addresses are left that can be wrong, and those are reported where they are typed.
  return parsed.success ? { ok: true, plan: parsed.data } : { ok: false, problems: new Map() }
}
