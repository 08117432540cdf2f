import type { Extraction, FetchedPage, PageReply, PageRole } from '../../extract/extraction'
import { continuesGallery } from '../../extract/same-gallery'

/** How the next page is read; null for an address that cannot be. */
interface NextPagePorts {
  readonly fetchPage: (address: string) => Promise<PageReply | null>
  readonly extract: (page: FetchedPage, role: PageRole) => Promise<Extraction>
}

const byOthers: ReadonlySet<string> = new Set(['by-recipe', 'by-user'])

/** Whether a page brings nothing but a next page, by the automatic judgement. */
function leadsOnAlone({ images, items, galleries, next, moved, judgement }: Extraction): boolean {
  const isEmpty = images.length + items.length + galleries.length === 0
  return (
    isEmpty && next !== null && moved === null && !judgement.reasons.some(({ code }) => byOthers.has(code))
  )
}

const isNamed = ({ title, identity }: Extraction) => title !== '' || identity.heading !== ''

/**
 * An extraction without its next page, where the page shows nothing and the next one begins another gallery: blogs link the
 * neighbouring post so, and its pictures would be saved as those of a post without any. The next page is read once: one that
 * continues this page is taken from memory when it is followed. `address`: after redirects.
 */
export async function withOwnNext(
  address: string,
  extraction: Extraction,
  ports: NextPagePorts,
): Promise<Extraction> {
  const { next, title, identity } = extraction
  if (next === null || !leadsOnAlone(extraction) || !isNamed(extraction)) return extraction
  const reply = await ports.fetchPage(next)
  if (reply === null || reply.kind === 'image') return extraction
  const found = await ports.extract(reply.page, 'next')
  if (!isNamed(found)) return extraction
  const isPicture = found.judgement.kind === 'picture'
  const other = { title: found.title, address: reply.page.address, identity: found.identity, isPicture }
  if (continuesGallery({ title, address, identity }, other)) return extraction
  return {
    ...extraction,
    next: null,
    skipped: [...extraction.skipped, { address: next, reason: 'out-of-scope' }],
  }
}
