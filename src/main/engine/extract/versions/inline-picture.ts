import { createHash } from 'node:crypto'
import { decodeHtml } from '../encoding/decode-html'
import type { FetchedPage } from '../extraction'
import { scanAttributes } from '../html/scan-attributes'

/** A picture that stands inside a page as a `data:` address. */
export interface InlinePicture {
  /** SHA-256 of its bytes, 64 hexadecimal digits. */
  readonly hash: string
  /** Media type that the page says. */
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Pictures inside a page with fewer bytes are icons and placeholders. */
export const leastInlineBytes = 8192

/** Fewest UTF-16 units that can hold as many bytes: as a `data:` address that is not encoded in Base64. */
const leastLength = leastInlineBytes

const head = /^[\t\n\f\r ]*data:(image\/[a-z0-9.+-]{1,40})((?:;[^,;]{0,100}){0,10}),/i

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The text of an attribute without the references that `data:` addresses hold (WHATWG HTML §13.2.5.72). */
function withoutReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (all, decimal, hex, name) => {
      if (name) return entities[String(name).toLowerCase()] ?? all
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all
    },
  )
}

/** Bytes with `%XX` decoded; text outside ASCII as UTF-8 (WHATWG URL, percent-decode). */
function percentDecode(text: string): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(text)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1, length += 1) {
    const pair = bytes[at] === 0x25 ? bytes.toString('latin1', at + 1, at + 3) : ''
    const isEncoded = /^[0-9a-f]{2}$/i.test(pair)
    bytes[length] = isEncoded ? Number.parseInt(pair, 16) : (bytes[at] ?? 0)
    if (isEncoded) at += 2
  }
  return bytes.subarray(0, length)
}

/**
 * The picture in the text of an attribute as it stands in the mark-up; null for what is no picture, or one with fewer
 * than `leastInlineBytes` (Fetch §`data:` URL processor).
 */
export function readInlinePicture(attribute: string): InlinePicture | null {
  if (attribute.length < leastLength) return null
  const start = head.exec(attribute.slice(0, 2000))
  if (!start) return null
  const [whole, type = '', parameters = ''] = start
  const body = withoutReferences(attribute.slice(whole.length))
  const isBase64 = /;\s*base64\s*$/i.test(parameters)
  const bytes = isBase64 ? decodeBase64(body) : percentDecode(body)
  if (bytes.length < leastInlineBytes) return null
  return { hash: createHash('sha256').update(bytes).digest('hex'), type: type.toLowerCase(), bytes }
}

function decodeBase64(body: string): Buffer<ArrayBuffer> {
  return Buffer.from(body.includes('%') ? percentDecode(body).toString('latin1') : body, 'base64')
}

/**
 * What stands in the document in place of a picture inside the page: its tree holds no pictures. Null for what is no
 * such picture.
 */
export function nameInlinePicture(attribute: string): string | null {
  const picture = readInlinePicture(attribute)
  return picture && `data:${picture.type};sha256=${picture.hash},`
}

const named = /^data:image\/[a-z0-9.+-]{1,40};sha256=([0-9a-f]{64}),$/

/** The hash in what `nameInlinePicture` made; null for any other reference. */
export function hashOfReference(reference: string): string | null {
  return named.exec(reference)?.[1] ?? null
}

/** Address of a picture inside a page: `PAGE#data-sha256-HEX`. */
export function inlineAddress(page: string, hash: string): string {
  return `${page.split('#')[0]}#data-sha256-${hash}`
}

/** Page and hash in an address that `inlineAddress` made; null for any other address. */
export function readInlineAddress(address: string): { readonly page: string; readonly hash: string } | null {
  const [, page, hash] = /^([^#]+)#data-sha256-([0-9a-f]{64})$/.exec(address) ?? []
  return page === undefined || hash === undefined ? null : { page, hash }
}

/** Finds pictures inside the text of a page by their hashes, each once, in the order of the page. */
export function findInlinePictures(text: string, hashes: ReadonlySet<string>): InlinePicture[] {
  const found = new Map<string, InlinePicture>()
  scanAttributes(text, leastLength, (value) => {
    if (found.size === hashes.size) return
    const picture = readInlinePicture(value)
    if (picture && hashes.has(picture.hash) && !found.has(picture.hash)) found.set(picture.hash, picture)
  })
  return [...found.values()]
}

/** The pictures inside a page that have these hashes, each once, in the order of the page. */
export function inlinePicturesOf(page: FetchedPage, hashes: ReadonlySet<string>): InlinePicture[] {
  const { contentType } = page
  // what these addresses consist of is the same in every encoding but UTF-16, which has a mark or is announced
  const { text } = decodeHtml(page.bytes, { contentType, pin: 'auto', fallback: 'utf-8' })
  return findInlinePictures(text, hashes)
}
