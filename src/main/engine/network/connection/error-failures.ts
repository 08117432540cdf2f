import { errorCode } from '@shared/model/error-code'
import { type Failure, FailureError, failure, type PlainFailureKind } from '@shared/model/failure'

/**
 * Codes of Node's sockets, of its TLS and HTTP/2, and of undici, as failures. `truncated` stands for an end inside a
 * message: before the head it is a reset.
 */
const kinds: Readonly<Record<string, PlainFailureKind>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EHOSTDOWN: 'refused',
  ENETDOWN: 'refused',
  EADDRNOTAVAIL: 'refused',
  EACCES: 'refused',
  EPERM: 'refused',
  EMFILE: 'refused',
  ENFILE: 'refused',
  ENOBUFS: 'refused',
  ENOTFOUND: 'refused',
  ENODATA: 'refused',
  EAI_AGAIN: 'refused',
  EAI_FAIL: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_SOCKET: 'truncated',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'truncated',
  UND_ERR_INFO: 'reset',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  // A parser that finds itself in an impossible state was brought there by the other side.
  ERR_ASSERTION: 'protocol',
  UND_ERR_INVALID_ARG: 'bad-url',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  HOSTNAME_MISMATCH: 'tls',
}

/** Families of codes by their beginning. */
const families: readonly (readonly [string, PlainFailureKind])[] = [
  ['ERR_HTTP2', 'protocol'],
  ['ERR_TLS', 'tls'],
  ['ERR_SSL', 'tls'],
  ['ERR_OSSL', 'tls'],
  ['CERT_', 'tls'],
  ['UNABLE_TO_', 'tls'],
  ['CRL_', 'tls'],
]

/** Where in the exchange an error came up. */
type Phase = 'head' | 'body'

/**
 * The failure behind an error of the network, or null for an error that is a bug of ours.
 *
 * `phase` distinguishes an end before the reply (reset) from one inside its body (truncated), and framing that contradicts
 * itself (protocol) from a body that ended early.
 */
export function errorFailure(error: unknown, phase: Phase): Failure | null {
  if (error instanceof FailureError) return error.failure
  // Connecting to several addresses of a name fails with all their errors; any of them explains it.
  if (error instanceof AggregateError && error.errors.length > 0)
    return errorFailure(error.errors.at(-1), phase)
  if (!(error instanceof Error)) return null
  const code = errorCode(error)
  const kind = kinds[code] ?? familyOf(error, code)
  if (kind === undefined) return null
  const text = code === '' ? error.message : `${code}: ${error.message}`
  if (kind !== 'truncated' || phase === 'body') return failure(kind, text)
  return failure(code === 'UND_ERR_SOCKET' && !error.message.startsWith('bad ') ? 'reset' : 'protocol', text)
}

function familyOf(error: Error, code: string): PlainFailureKind | undefined {
  // Its code is not always set.
  if (error.name === 'HTTPParserError') return /\bEOF\b/.test(error.message) ? 'truncated' : 'protocol'
  return families.find(([beginning]) => code.startsWith(beginning))?.[1]
}
