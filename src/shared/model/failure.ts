import type { PageObstacle } from './page-kind'
import type { EpochMs } from './units'

/** Failures that come with the status that the server answered. */
export const statusKinds = ['http-status', 'not-found', 'forbidden', 'auth'] as const

/** Failures of getting a page or an image that carry nothing but a detail. */
export const transferKinds = [
  'refused', // no connection: name unknown, port closed, host unreachable
  'proxy', // the proxy itself could not be reached or used, whatever site was asked for
  'reset', // the connection broke before the reply was complete
  'timeout', // no connection, no head or no byte within its time limit
  'too-slow', // fewer bytes over the window than the least rate
  'truncated', // the body ended before its announced or its own end
  'protocol', // not HTTP, or HTTP that contradicts itself
  'not-an-image', // a page, text or something unknown where an image was promised
  'not-a-page', // a picture, an archive or something else where a page was to be read
  'bad-image', // begins as an image and is damaged
  'empty', // a body without a byte
  'decode', // a content coding that is unknown or damaged
  'too-large', // beyond the limit of a page or of an image
  'too-many-redirects',
  'blocked-scheme', // neither http nor https
  'blocked-address', // a private address that the user did not type
  'bad-url', // no address at all
  'tls', // the certificate or the handshake was refused
  'no-images', // a page without a picture
  'recipe-too-slow', // a pattern or selector of a recipe did not end in its time
] as const

/** Failures of this machine: the task pauses until they are resolved. */
export const localKinds = ['disk-full', 'not-writable'] as const

/** What a database or a file beside the records does not take; neither the task nor its records stop for it. */
export const sinkTroubles = [
  'connection', // not reached, broken, too slow, full, or shutting down: it may pass
  'access', // login, rights, an unknown database, no TLS: the user has to change something
  'table', // missing, or not as it should be
  'record', // a value that it refuses; other records may be taken
] as const
/** See `sinkTroubles`. */
export type SinkTrouble = (typeof sinkTroubles)[number]

/** Failures of a command, never of an image. */
export const commandKinds = ['invalid-input', 'held-elsewhere', 'unexpected'] as const

/** The closed list of failures; a new kind needs words in every language. */
export const failureKinds = [
  ...statusKinds,
  'rate-limited',
  ...transferKinds,
  ...localKinds,
  'sink',
  ...commandKinds,
] as const
/** Why something failed; decides sentence, actions, retries and exit code. */
export type FailureKind = (typeof failureKinds)[number]

/** Longest technical detail that is kept or sent, in UTF-16 units. */
export const longestDetail = 1000

/**
 * Why something did not succeed: a value, saved, sent and shown, never a bare string.
 *
 * `detail` is the technical part in English (a code, a host, a number); the sentence for the user is made from `kind`
 * where it is shown, in the user's language.
 */
export type Failure =
  | {
      readonly kind: (typeof statusKinds)[number]
      readonly status: number
      readonly detail: string
      readonly page?: PageObstacle | undefined
    }
  /** `until`: when the site may be asked again. */
  | { readonly kind: 'rate-limited'; readonly until: EpochMs; readonly detail: string }
  /** `page`: what stands in the way of the pictures of a page that was read. `frame`: of `frames`, see `Judgement`. */
  | {
      readonly kind: (typeof transferKinds)[number]
      readonly detail: string
      readonly page?: PageObstacle | undefined
      readonly frame?: string | undefined
    }
  /**
   * `of`: what could not be written, if it is not the folder of the download. `neededBytes`: what had to fit on the disk,
   * if its length was known.
   */
  | {
      readonly kind: (typeof localKinds)[number]
      readonly detail: string
      readonly of?: 'records' | undefined
      readonly neededBytes?: number | undefined
    }
  /** `sink`: the label of the sink, without a password. */
  | {
      readonly kind: 'sink'
      readonly trouble: SinkTrouble
      readonly sink: string
      readonly detail: string
    }
  | { readonly kind: (typeof commandKinds)[number]; readonly detail: string }
/** A failure of where records are also sent. */
export type SinkFailure = Extract<Failure, { readonly kind: 'sink' }>
/** A failure of this machine: the task pauses and resumes when the cause is gone. */
export type LocalFailure = Extract<Failure, { readonly kind: (typeof localKinds)[number] }>

/** Kinds that need nothing but a detail: the argument of `failure()`. */
export type PlainFailureKind = Exclude<FailureKind, (typeof statusKinds)[number] | 'rate-limited' | 'sink'>

/** Whether a text names a failure of getting a page or an image that needs nothing but a detail. */
export function isTransferKind(text: string): text is (typeof transferKinds)[number] {
  return (transferKinds as readonly string[]).includes(text)
}

/** Makes a failure, its detail cut to the bound. */
export function failure(kind: PlainFailureKind, text: string): Failure {
  return { kind, detail: text.slice(0, longestDetail) }
}

/** Makes the failure of a page on which something stands in the way of its pictures; `frame` as in `Judgement`. */
export function obstacleFailure(page: PageObstacle, text: string, frame?: string): Failure {
  const cut = text.slice(0, longestDetail)
  if (page === 'login') return { kind: 'auth', status: 200, detail: cut, page }
  if (page === 'challenge') return { kind: 'forbidden', status: 200, detail: cut, page }
  if (page === 'soft-404' || page === 'home') return { kind: 'not-found', status: 200, detail: cut, page }
  return { kind: 'no-images', detail: cut, page, ...(frame === undefined ? {} : { frame }) }
}

/** Makes a failure of this machine; see `of` and `neededBytes` of `Failure`. */
export function localFailure(
  kind: (typeof localKinds)[number],
  text: string,
  more: { readonly of?: 'records'; readonly neededBytes?: number } = {},
): LocalFailure {
  return { kind, detail: text.slice(0, longestDetail), ...more }
}

/** Makes the failure of a sink, its detail cut to the bound; the caller has taken secrets out. */
export function sinkFailure(trouble: SinkTrouble, sink: string, text: string): SinkFailure {
  return { kind: 'sink', trouble, sink, detail: text.slice(0, longestDetail) }
}

/** The failure of a final HTTP status (RFC 9110 §15). */
export function statusFailure(status: number, text: string): Failure {
  const cut = text.slice(0, longestDetail)
  if (status === 401 || status === 407) return { kind: 'auth', status, detail: cut }
  if (status === 403 || status === 451) return { kind: 'forbidden', status, detail: cut }
  if (status === 404 || status === 410) return { kind: 'not-found', status, detail: cut }
  return { kind: 'http-status', status, detail: cut }
}

/** What is expected to go wrong is thrown as this and nothing else; any other throw is a bug. */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(reason: Failure, options?: ErrorOptions) {
    super(`${reason.kind}: ${reason.detail}`, options)
    this.name = 'FailureError'
    this.failure = reason
  }
}

/** Of 5xx those that say what the server is, not how it fares: RFC 9110 §15.6.2, §15.6.6, RFC 2295, 5842, 2774, 6585. */
const lastingStatuses: ReadonlySet<number> = new Set([501, 505, 506, 508, 510, 511])

/** Statuses worth another attempt: RFC 9110 §15.5.9, RFC 8470 §5.2, RFC 6585 §4, and 5xx that may pass. */
function isTransientStatus(status: number): boolean {
  return [408, 425, 429].includes(status) || (status >= 500 && !lastingStatuses.has(status))
}

/** Whether the same request may succeed later, without anyone's doing. */
export function isTransient(reason: Failure): boolean {
  switch (reason.kind) {
    case 'refused':
    case 'proxy':
    case 'reset':
    case 'timeout':
    case 'too-slow':
    case 'truncated':
    case 'empty':
      return true
    case 'http-status':
    case 'not-found':
    case 'forbidden':
    case 'auth':
      return isTransientStatus(reason.status)
    case 'sink':
      return reason.trouble === 'connection'
    case 'rate-limited':
    case 'protocol':
    case 'not-an-image':
    case 'not-a-page':
    case 'bad-image':
    case 'decode':
    case 'too-large':
    case 'too-many-redirects':
    case 'blocked-scheme':
    case 'blocked-address':
    case 'bad-url':
    case 'tls':
    case 'no-images':
    case 'recipe-too-slow':
    case 'disk-full':
    case 'not-writable':
    case 'invalid-input':
    case 'held-elsewhere':
    case 'unexpected':
      return false
  }
}

/** Whether the cause lies on this machine, so that every further image would fail the same way. */
export function isLocal(reason: Failure): reason is LocalFailure {
  return reason.kind === 'disk-full' || reason.kind === 'not-writable'
}
