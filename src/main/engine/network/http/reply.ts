import { FailureError, failure } from '@shared/model/failure'
import type { NetworkSettings } from '@shared/model/settings'
import { decodeBody, listCodings } from './content-coding'
import type { Exchange } from './exchange'
import type { HttpRequest } from './request'

/** A final reply of any status. Read its body or discard it: nothing else frees the connection and the permit. */
export interface Reply {
  readonly status: number
  /** Address that answered, after redirects. */
  readonly address: string
  /** The `Referer` that was sent to `address`; null for none. */
  readonly referer: string | null
  /** The field's value, several of them joined by commas; null if absent. The name is in lower case. */
  header(name: string): string | null
  /** Every value of the field, in order. */
  fields(name: string): readonly string[]
  /** Bytes that the body will have, when the reply says so and no coding changes it. */
  readonly length: number | null
  /** Whether a content coding was undone: then ranges mean other bytes than those of `body`. */
  readonly coded: boolean
  /** Whether the end of the body is known only from the connection's closing (RFC 9112 §6.3). */
  readonly endsByClosing: boolean
  /**
   * The decoded body, to be read once; it slows the sender down while nothing reads. Throws FailureError (reset,
   * truncated, timeout, too-slow, protocol, decode, too-large) or the signal's reason.
   */
  readonly body: AsyncIterable<Uint8Array>
  discard(): void
}

/** What is known of a reply besides what the exchange brought. */
interface ReplyContext {
  /** Address that answered. */
  readonly address: string
  /** The `Referer` that was sent to it; null for none. */
  readonly referer: string | null
  readonly wants: HttpRequest['wants']
  readonly network: NetworkSettings
}

/**
 * The reply that an exchange brought.
 *
 * Throws too-large for an image that announces more than is allowed; protocol for a transfer coding other than chunked,
 * which the request did not offer to undo (RFC 9112 §6.1, §7.4): its coded bytes would pass for the body.
 */
export function describeReply(reply: Exchange, { address, referer, wants, network }: ReplyContext): Reply {
  const fields = (name: string) => [reply.headers[name] ?? []].flat()
  const header = (name: string) => {
    const value = reply.headers[name]
    if (typeof value === 'string') return value
    return value === undefined || value.length === 0 ? null : value.join(', ')
  }
  const transferCodings = listCodings(header('transfer-encoding'))
  if (transferCodings.some((coding) => coding !== 'chunked') || transferCodings.length > 1) {
    reply.discard()
    throw new FailureError(failure('protocol', `transfer coding: ${transferCodings.join(', ')}`))
  }
  const codings = listCodings(header('content-encoding'))
  const chunked = header('transfer-encoding') !== null
  const announced = header('content-length')
  const length = codings.length === 0 && !chunked && announced !== null ? Number(announced) : null
  const limitBytes = wants === 'page' ? network.pageLimitBytes : network.decodedBodyLimitBytes
  // Where a page was expected, a large body may turn out to be an image, which has another limit.
  const isAnnounced = length !== null && wants === 'image'
  if (isAnnounced && length > limitBytes) {
    reply.discard()
    throw tooLarge(length, limitBytes)
  }
  return {
    status: reply.status,
    address,
    referer,
    header,
    fields,
    length,
    coded: codings.length > 0,
    endsByClosing: !chunked && announced === null,
    body: isAnnounced ? reply.body : decodeBody(reply.body, codings, limitBytes),
    discard: () => reply.discard(),
  }
}

/** The failure of a body that is longer than its limit. */
export const tooLarge = (bytes: number, limitBytes: number): FailureError =>
  new FailureError(failure('too-large', `${bytes} bytes, the limit is ${limitBytes}`))
