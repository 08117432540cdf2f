import { type Failure, FailureError, failure } from '@shared/model/failure'
import { parallel } from '../async/parallel'
import type { Extraction } from '../extract/extraction'
import type { FetchedPage, PageReply } from '../extract/fetched-page'

/** What became of one page. */
export type Finding<P> =
  | { readonly kind: 'read'; readonly page: P; readonly address: string; readonly extraction: Extraction }
  /** The address answered with an image: a gallery of one. */
  | { readonly kind: 'image'; readonly page: P; readonly address: string }
  | { readonly kind: 'failed'; readonly page: P; readonly failure: Failure }

export interface CrawlPorts<P> {
  /** The next page to read, never one that was given before; null when there is none now. */
  readonly take: () => P | null
  /** As in `parallel`. */
  readonly more: () => Promise<void> | null
  /** Pages read at once. */
  readonly width: () => number
  readonly fetchPage: (page: P) => Promise<PageReply>
  readonly extract: (page: FetchedPage) => Promise<Extraction>
}

/**
 * Walks over pages, several at once, and yields what each brought, in the order in which they are ready.
 *
 * Pulling is the consumer's brake: no page is fetched ahead of it but those at work. A page that fails costs itself
 * alone; an abort or a bug ends the walk.
 */
export function crawl<P extends { readonly address: string }>(
  ports: CrawlPorts<P>,
): AsyncGenerator<Finding<P>, void> {
  return parallel<P, Finding<P>>({
    take: ports.take,
    more: ports.more,
    width: ports.width,
    work: async (page) => {
      try {
        return await read(page, ports)
      } catch (error) {
        if (error instanceof FailureError) return { kind: 'failed', page, failure: error.failure }
        throw error
      }
    },
  })
}

async function read<P extends { readonly address: string }>(
  page: P,
  ports: CrawlPorts<P>,
): Promise<Finding<P>> {
  const reply = await ports.fetchPage(page)
  if (reply.kind === 'image') return { kind: 'image', page, address: reply.address }
  const extraction = await ports.extract(reply.page)
  const { images, galleries, next, moved } = extraction
  const leads = images.length + galleries.length > 0 || next !== null || moved !== null
  if (leads) return { kind: 'read', page, address: reply.page.address, extraction }
  return { kind: 'failed', page, failure: emptyPageFailure(page.address, extraction.tried) }
}

/** Why a page that leads nowhere has failed; one under an address that promised a picture is told as such. */
export function emptyPageFailure(address: string, tried: readonly string[]): Failure {
  const path = address.split(/[?#]/, 1)[0] ?? ''
  if (/\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|heic|jxl)$/i.test(path)) {
    return failure('not-an-image', `${address} answered with a page`)
  }
  return failure('no-images', `looked for: ${tried.join(', ') || 'pictures'}`)
}
