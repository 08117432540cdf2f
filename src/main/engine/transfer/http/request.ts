import { percentDecoded } from '../../percent-decoded'
import type { Permit } from '../semaphore'
import { acceptedCodings } from './content-coding'

/** Fields that the transfer sets itself or that belong to one connection. */
const ownFields =
  /^(host|connection|keep-alive|transfer-encoding|content-length|upgrade|expect|te|trailer|range|if-range|accept-encoding|proxy-.*)$/i

/** Fields of a request that must not follow a redirect to another host. */
const secretFields = /^(authorization|cookie)$/i

export interface HttpRequest {
  /** http or https; anything else fails as blocked-scheme. */
  readonly address: string
  /** A page has twice the time for its head, may be coded, and is limited by `pageLimitBytes`. */
  readonly wants: 'page' | 'image'
  /** Address of the page that leads here; not sent from https to http. */
  readonly referer?: string | undefined
  /** Further fields, such as a recipe's. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Asks for the bytes from an offset on, if the file is still the one of this validator (RFC 9110 §13.1.5). */
  readonly resume?: { readonly from: number; readonly validator: string } | undefined
  /** `host:port` pairs that may be private. */
  readonly allowPrivate: ReadonlySet<string>
  /** Waited for before every hop: the right to ask its host. The permit is given back when the hop's body has ended. */
  enter(url: URL, signal: AbortSignal): Promise<Permit>
}

/** The fields of the request of one hop to `url`; `first` is the address of the first hop. */
export function requestFields(
  url: URL,
  request: HttpRequest,
  first: URL,
  userAgent: string,
): Record<string, string> {
  const fields: Record<string, string> = {
    'user-agent': userAgent,
    accept:
      request.wants === 'page'
        ? 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/*;q=0.8,*/*;q=0.7'
        : 'image/avif,image/webp,image/apng,image/*;q=0.9,*/*;q=0.5',
    // A coded image gains nothing, and its ranges would be those of the coded bytes.
    'accept-encoding': request.wants === 'page' ? acceptedCodings : 'identity',
  }
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (ownFields.test(name) || (secretFields.test(name) && url.origin !== first.origin)) continue
    fields[name.toLowerCase()] = value
  }
  const referer = fields['referer'] ?? request.referer
  delete fields['referer']
  if (referer !== undefined && URL.canParse(referer)) {
    const page = new URL(referer)
    page.hash = ''
    page.username = ''
    page.password = ''
    if (/^https?:$/.test(page.protocol) && (page.protocol === 'http:' || url.protocol === 'https:')) {
      fields['referer'] = page.href
    }
  }
  if (url.username !== '' && fields['authorization'] === undefined) {
    const pair = `${percentDecoded(url.username)}:${percentDecoded(url.password)}`
    fields['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`
  }
  if (request.resume !== undefined) {
    fields['range'] = `bytes=${request.resume.from}-`
    fields['if-range'] = request.resume.validator
  }
  return fields
}
