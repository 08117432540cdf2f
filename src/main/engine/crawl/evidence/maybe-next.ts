import { createSequencer } from '../../async/sequencer'
import type { Extraction, MaybeNext } from '../../extract/extraction'
import { trueReasons } from '../../extract/judge/true-reasons'
import { continuesGallery, galleryPageOf, provesToContinue } from '../../extract/same-gallery'
import { type NextPagePorts, readNext } from './read-next'

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
    const found = await readNext(next, ports)
    // The pictures of a viewer may have titles of their own, as those behind links that say next
    const continues = by === 'picture' ? continuesGallery : provesToContinue
    const isSame =
      found !== null &&
      addsTo(extraction, found.extraction) &&
      continues(galleryPageOf(address, extraction), found)
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
