import type { Failure } from '@shared/model/failure'
import type { HttpRequest, Reply } from '../network/http/http'
import type { Attempted } from '../network/retry'

/** What a lane gives to those who fetch through it: its permits, limits and retries, without its bookkeeping. */
export interface Line {
  /** Throws FailureError or the signal's reason; see `Http.open`. */
  open(
    request: Omit<HttpRequest, 'enter' | 'allowPrivate' | 'home' | 'logins' | 'cookies' | 'timeoutMs'>,
    signal: AbortSignal,
  ): Promise<Reply>
  /** Null if the reply is what was asked for; throws its failure otherwise, or tells that the host is held. */
  judge(reply: Reply): { readonly kind: 'held'; readonly failure: Failure } | null
  /** Counts received bytes and waits until the limits of speed let them pass. */
  pass(bytes: number, signal: AbortSignal): Promise<void> | undefined
  retry<T>(address: string, attempt: () => Promise<Attempted<T>>, signal: AbortSignal): Promise<T>
}
