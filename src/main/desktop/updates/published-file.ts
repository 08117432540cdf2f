import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { FailureError, failure, statusFailure } from '@shared/model/failure'

/** Makes one HTTP request, as `request` of Node. */
export type MakeRequest = (
  options: RequestOptions,
  answer: (response: IncomingMessage) => void,
) => ClientRequest

/** Requests that one file may take: releases of a code host are redirected twice. */
const mostRequests = 8

/** Bounds of a small file; many times what a publisher writes, and what a slow server takes. */
export const smallFile = { mostBytes: 256 * 1024, limitMs: 30_000 }

/** Counts the requests; the next one gets the options of the last. */
interface Redirected extends RequestOptions {
  readonly requests?: number
}

/**
 * Bounds the redirects that electron-updater follows: it does not count them, and two addresses that lead to each other would
 * be asked for ever. It makes the options of the next request out of those of the last.
 */
export function boundRedirects(make: MakeRequest): MakeRequest {
  return (options: Redirected, answer) => {
    const requests = (options.requests ?? 0) + 1
    Object.assign(options, { requests })
    const made = make(options, answer)
    if (requests > mostRequests)
      made.destroy(new FailureError(failure('too-many-redirects', 'the address is redirected too often')))
    return made
  }
}

/**
 * Reads a small text of the publisher. What is not signed yet may come from anyone: its size, the time that it takes and its
 * redirects have an end.
 *
 * Rejects with FailureError (timeout, too-large, too-many-redirects, blocked-scheme …), also for every status but 200.
 */
export async function readPublished(make: MakeRequest, place: URL, bounds = smallFile): Promise<string> {
  const signal = AbortSignal.timeout(bounds.limitMs)
  let address = place
  try {
    for (let requests = 0; requests < mostRequests; requests += 1) {
      const reply = await ask(make, address, signal)
      const { statusCode = 0, headers } = reply
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        reply.destroy()
        address = new URL(headers.location, address)
      } else if (statusCode === 200) {
        return await textOf(reply, address, bounds.mostBytes)
      } else {
        reply.destroy()
        throw new FailureError(statusFailure(statusCode, `${address.href} answers with status ${statusCode}`))
      }
    }
  } catch (cause) {
    if (signal.aborted) throw new FailureError(failure('timeout', `${place.href} took too long`), { cause })
    throw cause
  }
  throw new FailureError(failure('too-many-redirects', `${place.href} is redirected too often`))
}

function ask(make: MakeRequest, address: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const { protocol, hostname, port, pathname, search } = address
  if (protocol !== 'https:' && protocol !== 'http:') {
    return Promise.reject(new FailureError(failure('blocked-scheme', `${address.href} is no web address`)))
  }
  const options: RequestOptions = { protocol, hostname, path: `${pathname}${search}`, signal }
  if (port !== '') options.port = port
  return new Promise((resolve, reject) => {
    make({ ...options, headers: { 'User-Agent': 'galleon', 'Cache-Control': 'no-cache' } }, resolve)
      .on('error', reject)
      .end()
  })
}

async function textOf(reply: IncomingMessage, address: URL, mostBytes: number): Promise<string> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of reply) {
    const bytes = Buffer.from(piece)
    length += bytes.length
    if (length > mostBytes)
      throw new FailureError(failure('too-large', `${address.href} is larger than ${mostBytes} bytes`))
    pieces.push(bytes)
  }
  return Buffer.concat(pieces).toString('utf8')
}
