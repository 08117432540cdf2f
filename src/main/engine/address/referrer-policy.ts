/** The policies of W3C Referrer Policy §3, from the strictest to the loosest. */
const policies = [
  'no-referrer',
  'same-origin',
  'strict-origin',
  'origin',
  'strict-origin-when-cross-origin',
  'origin-when-cross-origin',
  'no-referrer-when-downgrade',
  'unsafe-url',
] as const
/** A policy of W3C Referrer Policy §3. */
export type ReferrerPolicy = (typeof policies)[number]

/** The policy of a page that names none (Referrer Policy §3, default policy). */
export const defaultReferrerPolicy: ReferrerPolicy = 'strict-origin-when-cross-origin'

/** Older names in `<meta name=referrer>` (WHATWG HTML §4.2.5.1). */
const olderNames: Readonly<Record<string, ReferrerPolicy>> = {
  never: 'no-referrer',
  default: defaultReferrerPolicy,
  always: 'unsafe-url',
  'origin-when-crossorigin': 'origin-when-cross-origin',
}

/** A longer address is replaced by its origin (Referrer Policy §8.4). */
const longestReferer = 4096

/**
 * Where a request comes from, and how much of it its receiver may know.
 *
 * `rule` is a referrer policy; or `full`: the whole address to every host, but not from https to http (a recipe or a
 * retry asks for it); or `named`: the user wrote this address, and it is sent as it is.
 */
export interface Referer {
  readonly address: string
  readonly rule: ReferrerPolicy | 'full' | 'named'
}

/** The policy of this name, in any case; null if there is none. */
export function namedPolicy(name: string | undefined): ReferrerPolicy | null {
  const wanted = name?.toLowerCase()
  return policies.find((policy) => policy === wanted) ?? null
}

/** The last known policy of a `Referrer-Policy` field, whose earlier values are fallbacks (Referrer Policy §8.1). */
export function parseReferrerPolicy(list: string | null): ReferrerPolicy | null {
  const known = (list ?? '').split(',').map((name) => namedPolicy(name.trim()))
  return known.findLast((policy) => policy !== null) ?? null
}

/** The policy in the `content` of `<meta name=referrer>`; browsers take a list there, too. */
export function parseMetaPolicy(content: string): ReferrerPolicy | null {
  const only = content.trim().toLowerCase()
  return Object.hasOwn(olderNames, only) ? (olderNames[only] ?? null) : parseReferrerPolicy(content)
}

/**
 * The value of `Referer` for a request to `target` (Referrer Policy §8.3); null for none.
 *
 * Stricter than the policies in two ways: no policy sends more than the origin to another origin, and none sends
 * anything from https to http. Fragment, user name and password are never part of it.
 */
export function refererFor(target: URL, { address, rule }: Referer): string | null {
  if (!URL.canParse(address)) return null
  const page = new URL(address)
  if (page.protocol !== 'http:' && page.protocol !== 'https:') return null
  page.hash = ''
  page.username = ''
  page.password = ''
  if (rule === 'named') return page.href
  if (rule === 'no-referrer' || (page.protocol === 'https:' && target.protocol === 'http:')) return null
  const isSame = page.origin === target.origin
  if (rule === 'same-origin' && !isSame) return null
  const isWhole = rule === 'full' || (isSame && rule !== 'origin' && rule !== 'strict-origin')
  return isWhole && page.href.length <= longestReferer ? page.href : `${page.origin}/`
}

/**
 * The referer of the next hop when a redirect names a policy (WHATWG Fetch, HTTP-redirect fetch). What the user or a
 * recipe asked for stays, and so does `no-referrer`.
 */
export function afterRedirect(referer: Referer, policy: ReferrerPolicy | null): Referer {
  const { rule } = referer
  if (policy === null || rule === 'named' || rule === 'no-referrer') return referer
  return rule === 'full' && policy !== 'no-referrer' ? referer : { ...referer, rule: policy }
}

/**
 * What a host gets that refuses requests without a Referer although the page says `no-referrer`: the page if it is of its own
 * origin, else the page's origin alone; null where even that must not be sent.
 */
export function insistedReferer(target: URL, { address }: Referer): string | null {
  return refererFor(target, { address, rule: defaultReferrerPolicy })
}
