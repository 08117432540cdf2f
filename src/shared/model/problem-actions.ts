import { type FailureKind, isTransient } from './failure'
import type { ProblemGroup } from './gallery'
import type { EpochMs } from './units'

/** What a user can do about things that failed for one reason. */
export const problemActions = [
  'retry',
  'retry-with-referer', // with the page that shows it as Referer: hotlink protection wants it
  'wait', // automatically, when the site may be asked again
  'open-in-browser', // the page, to see what the site says
  'raise-limit', // the limits of size in the settings
  'check-proxy', // the way to the network in the settings
  'skip', // they no longer count as problems
] as const
/** What a user can do about a problem. */
export type ProblemAction = (typeof problemActions)[number]

/** In the order of a menu; the first is what most likely helps. */
type Actions = readonly [ProblemAction, ...ProblemAction[]]

const again: Actions = ['retry', 'open-in-browser', 'skip']
const look: Actions = ['open-in-browser', 'retry', 'skip']
const hotlink: Actions = ['retry-with-referer', 'open-in-browser', 'retry', 'skip']

const actions: Readonly<Record<FailureKind, Actions>> = {
  'http-status': ['retry', 'retry-with-referer', 'open-in-browser', 'skip'],
  'not-found': ['open-in-browser', 'retry', 'retry-with-referer', 'skip'],
  forbidden: hotlink,
  auth: look,
  'rate-limited': ['wait', 'retry', 'open-in-browser', 'skip'],
  refused: ['retry', 'check-proxy', 'open-in-browser', 'skip'],
  proxy: ['check-proxy', 'retry', 'skip'],
  reset: again,
  timeout: again,
  'too-slow': again,
  truncated: again,
  protocol: look,
  'not-an-image': hotlink,
  'not-a-page': ['skip', 'open-in-browser', 'retry'],
  'bad-image': again,
  empty: again,
  decode: again,
  'too-large': ['raise-limit', 'retry', 'open-in-browser', 'skip'],
  'too-many-redirects': ['open-in-browser', 'retry', 'retry-with-referer', 'skip'],
  'blocked-scheme': ['skip', 'open-in-browser'],
  'blocked-address': ['skip', 'open-in-browser'],
  'bad-url': ['skip', 'open-in-browser'],
  tls: look,
  'no-images': look,
  'recipe-too-slow': ['retry', 'open-in-browser', 'skip'],
  'disk-full': ['retry'],
  'not-writable': ['retry'],
  sink: ['retry'],
  'invalid-input': ['retry', 'skip'],
  'held-elsewhere': ['retry', 'skip'],
  unexpected: again,
}

/** Statuses whose cause is not that of their kind. */
const actionsOfStatus: Readonly<Record<number, Actions>> = {
  // The proxy asks, not the site: its page in a browser shows nothing.
  407: ['check-proxy', 'retry', 'skip'],
}

/**
 * What can be done about these, the likeliest first. `now` decides whether a site may be asked again already.
 *
 * A refusal that does not pass with time is often hotlink protection under another number.
 */
export function actionsFor(
  { kind, status, until, page }: Pick<ProblemGroup, 'kind' | 'status' | 'until' | 'page'>,
  now: EpochMs,
): Actions {
  // Asked again in the same way, such a page shows the same: the browser shows what it wants.
  if (page !== undefined) return look
  const ofStatus = status === null ? undefined : actionsOfStatus[status]
  if (ofStatus) return ofStatus
  if (kind === 'http-status' && status !== null && status < 500 && !isTransient({ kind, status, detail: '' }))
    return hotlink
  if (kind === 'rate-limited' && (until ?? 0) <= now) return again
  return actions[kind]
}
