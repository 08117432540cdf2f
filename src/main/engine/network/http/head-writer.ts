import { fieldLines, requestHead } from '../http1/request-head'
import { acceptOf, type HttpRequest, type RequestContext, requestFields } from './request'

/** Writes heads of requests of one client; null for one whose path or fields cannot stand in a head. */
export type HeadWriter = (url: URL, request: Omit<HttpRequest, 'context'>) => string | null

/** What the fields of a request to one origin are made of, besides the user agent. */
interface Made {
  readonly origin: string
  readonly headers: HttpRequest['headers']
  readonly referer: HttpRequest['referer']
  readonly accept: string
  readonly cookie: string | null
  readonly login: unknown
  readonly refusesReferer: boolean
  readonly insistsOnReferer: boolean
}

/**
 * Writes heads with the fields of `requestFields`. Images of one page are asked for with the same fields, which are made once for as many of
 * them as follow one another.
 */
export function createHeadWriter(context: RequestContext, userAgent: string): HeadWriter {
  let last: { readonly of: Made; readonly lines: string | null } | null = null
  return (url, request) => {
    const { origin } = url
    const of: Made = {
      origin,
      headers: request.headers,
      referer: request.referer,
      accept: acceptOf(url, request.wants),
      cookie: context.cookies.header(url, undefined),
      login: context.logins.find(origin),
      refusesReferer: context.withoutReferer?.has(origin) ?? false,
      insistsOnReferer: context.insistedReferer?.has(origin) ?? false,
    }
    if (last === null || !isSame(last.of, of))
      last = { of, lines: fieldLines(requestFields(url, { ...request, context }, userAgent)) }
    return last.lines === null ? null : requestHead(url.pathname + url.search, url.host, last.lines)
  }
}

function isSame(one: Made, other: Made): boolean {
  return (
    one.origin === other.origin &&
    one.headers === other.headers &&
    one.referer === other.referer &&
    one.accept === other.accept &&
    one.cookie === other.cookie &&
    one.login === other.login &&
    one.refusesReferer === other.refusesReferer &&
    one.insistsOnReferer === other.insistsOnReferer
  )
}
