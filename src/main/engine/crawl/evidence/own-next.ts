import { createSequencer } from '../../async/sequencer'
import type { Extraction, FetchedPage, MaybeNext, PageReply, PageRole } from '../../extract/extraction'
import { trueReasons } from '../../extract/judge/true-reasons'
import { continuesGallery, type GalleryPage, provesToContinue } from '../../extract/same-gallery'

/** How the next page is read; null for an address that cannot be. */
interface NextPagePorts {
  readonly fetchPage: (address: string) => Promise<PageReply | null>
  readonly extract: (page: FetchedPage, role: PageRole) => Promise<Extraction>
}

/** A page that was read, and its address after redirects. */
interface ReadPage {
  readonly address: string
  readonly extraction: Extraction
}

const byOthers: ReadonlySet<string> = new Set(['by-recipe', 'by-user'])

const isEmpty = ({ images, items, galleries }: Extraction) =>
  images.length + items.length + galleries.length === 0

/** Whether a page brings nothing but a next page, by the automatic judgement. */
function leadsOnAlone(extraction: Extraction): boolean {
  const { next, moved, judgement } = extraction
  const isAutomatic = !judgement.reasons.some(({ code }) => byOthers.has(code))
  return isEmpty(extraction) && next !== null && moved === null && isAutomatic
}

const isNamed = ({ title, identity }: Extraction) => title !== '' || identity.heading !== ''

/** The page behind a link; null for what is none. */
async function read(address: string, { fetchPage, extract }: NextPagePorts): Promise<ReadPage | null> {
  const reply = await fetchPage(address)
  if (reply === null || reply.kind === 'image') return null
  return { address: reply.page.address, extraction: await extract(reply.page, 'next') }
}

const asGalleryPage = ({ address, extraction }: ReadPage): GalleryPage => ({
  title: extraction.title,
  address,
  identity: extraction.identity,
  isPicture: extraction.judgement.kind === 'picture',
  pictures: extraction.images.length + extraction.items.length,
})

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
  const { next } = extraction
  if (next === null || !leadsOnAlone(extraction) || !isNamed(extraction)) return extraction
  const found = await read(next, ports)
  if (found === null || !isNamed(found.extraction)) return extraction
  if (continuesGallery(asGalleryPage({ address, extraction }), asGalleryPage(found))) return extraction
  return {
    ...extraction,
    next: null,
    skipped: [...extraction.skipped, { address: next, reason: 'out-of-scope' }],
  }
}

/** Most pages behind such links of one host that may turn out to be something else. */
const mostRefused = 3

/** Most hosts that are remembered. */
const mostHosts = 1000

/** Whether a page is of the kind of another one and shows what that does not. */
function addsTo(first: Extraction, found: Extraction): boolean {
  const known = new Set([...first.images, ...first.items, ...first.galleries].map(({ address }) => address))
  const shown = [...found.images, ...found.items, ...found.galleries]
  return found.judgement.kind === first.judgement.kind && shown.some(({ address }) => !known.has(address))
}

/** Asks whether pages that no link calls the next one continue those that link them. */
interface MaybeNextProof {
  /** The extraction with its next page, where that proves to be of the same gallery. `address`: after redirects. */
  settle(address: string, extraction: Extraction): Promise<Extraction>
}

/**
 * One memory for a task. What proved to be something else is not read again, and after three such pages in a row no more is
 * asked of a host: its links are called so for another reason.
 */
export function createMaybeNextProof(ports: NextPagePorts): MaybeNextProof {
  const refused = new Map<string, Set<string>>()
  const turns = createSequencer()

  async function prove(address: string, extraction: Extraction, maybe: MaybeNext): Promise<Extraction> {
    const { address: next, by } = maybe
    const { host } = new URL(next)
    const others = refused.get(host) ?? new Set()
    if (others.has(next) || others.size >= mostRefused) return extraction
    const found = await read(next, ports)
    // The pictures of a viewer may have titles of their own, as those behind links that say next
    const continues = by === 'picture' ? continuesGallery : provesToContinue
    const isSame =
      found !== null &&
      addsTo(extraction, found.extraction) &&
      continues(asGalleryPage({ address, extraction }), asGalleryPage(found))
    if (isSame) {
      refused.delete(host)
      const continued = { ...extraction, next }
      return { ...continued, skipped: trueReasons(continued) }
    }
    others.add(next)
    if (refused.size < mostHosts) refused.set(host, others)
    return extraction
  }

  return {
    async settle(address, { maybeNext, ...extraction }) {
      if (maybeNext === undefined) return extraction
      // Pages that are read side by side would all ask before the first of them is refused
      return await turns.run(new URL(maybeNext.address).host, () => prove(address, extraction, maybeNext))
    },
  }
}
