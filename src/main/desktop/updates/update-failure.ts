import { errorCode } from '@shared/model/error-code'
import { type Failure, FailureError, failure, localFailure } from '@shared/model/failure'
import type { UpdateState } from '@shared/model/update'
import { NotSignedError } from './signed-provider'

/** Codes of connections that broke under way. */
const broken: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'])

function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  const code = error instanceof Error ? errorCode(error) : ''
  if (error instanceof Error && error.name === 'TimeoutError') return failure('timeout', text)
  if (broken.has(code)) return failure('reset', text)
  if (code === 'ENOSPC' || code === 'EDQUOT') return localFailure('disk-full', text)
  return failure('unexpected', text)
}

/** Where an update stands that failed so. */
export function stateOf(error: unknown): UpdateState {
  // Hashes are part of what is signed
  const isOther = error instanceof NotSignedError || errorCode(error) === 'ERR_CHECKSUM_MISMATCH'
  return isOther ? { kind: 'not-signed' } : { kind: 'failed', failure: failureOf(error) }
}
