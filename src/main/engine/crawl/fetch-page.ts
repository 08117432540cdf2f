import { FailureError, failure } from '@shared/model/failure'
import type { Referer } from '../address/referrer-policy'
import { concatBytes } from '../async/time-slice'
import type { PageReply } from '../extract/fetched-page'
import { headBytes, imageType, looksLikeText, mayBecomeImage } from '../image/sniff'
import type { Line } from '../network/task-client'

export interface PageRequest {
  readonly address: string
  readonly referer?: Referer | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/** Media types of markup, whose bytes are believed to be text whatever they begin with. */
const markup = /^\s*(text\/|application\/(xhtml\+xml|xml))/i

/**
 * Fetches a page whole, or tells that the address answers with an image, whose body is then not read.
 *
 * Throws FailureError after the retries, among them too-large beyond the limit of a page, empty, and not-an-image for
 * what is neither a page nor an image; or the signal's reason.
 */
export function fetchPage(line: Line, request: PageRequest, signal: AbortSignal): Promise<PageReply> {
  return line.retry<PageReply>(
    request.address,
    async () => {
      const reply = await line.open({ ...request, wants: 'page' }, signal)
      const held = line.judge(reply)
      if (held !== null) return held
      const contentType = reply.header('content-type')
      const refresh = reply.header('refresh')
      const referrerPolicy = reply.header('referrer-policy')
      const chunks: Uint8Array[] = []
      let bytes = 0
      let known = false
      for await (const chunk of reply.body) {
        await line.pass(chunk.length, signal)
        chunks.push(chunk)
        bytes += chunk.length
        if (known || bytes < headBytes) continue
        known = true
        if (beginsImage(Buffer.concat(chunks, headBytes), contentType)) {
          return { kind: 'value', value: { kind: 'image', address: reply.address } }
        }
      }
      if (bytes === 0) throw new FailureError(failure('empty', `nothing from ${reply.address}`))
      const whole = await concatBytes(chunks, bytes, signal)
      if (reply.endsByClosing && !known && isCutImage(whole, contentType)) {
        throw new FailureError(failure('truncated', `an image of ${bytes} bytes`))
      }
      if (!known && beginsImage(whole, contentType)) {
        return { kind: 'value', value: { kind: 'image', address: reply.address } }
      }
      return {
        kind: 'value',
        value: {
          kind: 'page',
          page: {
            address: reply.address,
            bytes: whole,
            contentType,
            ...(referrerPolicy === null ? {} : { referrerPolicy }),
            ...(refresh === null ? {} : { refresh: Buffer.from(refresh, 'latin1').toString('utf8') }),
          },
        },
      }
    },
    signal,
  )
}

/** Throws not-an-image for what is neither. */
function beginsImage(head: Uint8Array, contentType: string | null): boolean {
  if (imageType(head) !== null) return true
  if (markup.test(contentType ?? '') || looksLikeText(head)) return false
  throw new FailureError(failure('not-an-image', `neither page nor image: ${contentType ?? 'no type'}`))
}

/** Whether the connection ended before the first bytes of an image told which: another try may bring it. */
function isCutImage(head: Uint8Array, contentType: string | null): boolean {
  return imageType(head) === null && mayBecomeImage(head) && !markup.test(contentType ?? '')
}
