import { gunzipSync } from 'node:zlib'
import { FailureError, failure } from '@shared/model/failure'
import { readFeed } from './feed'
import { type ListedPage, readSitemap } from './sitemap'

/** A sitemap or a feed as it was fetched, unpacked. */
export interface PageList {
  /** `index`: its entries are sitemaps. */
  readonly kind: 'pages' | 'index'
  readonly entries: readonly ListedPage[]
}

/** Most bytes of a list, unpacked (sitemaps.org: 50 MB). */
const mostBytes = 52_428_800

/** A list that is packed as a file, such as `sitemap.xml.gz`; a content coding is undone already. */
function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const isBomb = error instanceof RangeError
    throw new FailureError(failure(isBomb ? 'too-large' : 'decode', `a packed list: ${reason}`))
  }
}

/** The bytes as text, by their mark or declaration, else as UTF-8. */
function textOf(bytes: Uint8Array): string {
  const begin = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const [, declared = 'utf-8'] = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)["']/i.exec(begin) ?? []
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe
  try {
    return new TextDecoder(isWide ? 'utf-16le' : declared).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/**
 * Reads what a start of a crawl named as a sitemap or a feed. A feed that is named as a sitemap is read as one, and the
 * reverse (sitemaps.org allows feeds).
 *
 * Throws FailureError `decode` for what is neither, and `too-large` for what unpacks to more than 50 MB.
 */
export function readPageList(bytes: Uint8Array): PageList {
  const text = textOf(unpacked(bytes))
  const sitemap = readSitemap(text)
  if (sitemap !== null) return sitemap
  const feed = readFeed(text)
  if (feed === null) throw new FailureError(failure('decode', 'neither a sitemap nor a feed'))
  return { kind: 'pages', entries: feed }
}
