import type { Extraction } from '../../extraction'
import type { PageAnswer } from './settle-links'

/** What a frame brings: pictures of its own, or pages of pictures; a menu of words brings nothing. */
function broughtBy({ found }: PageAnswer): { readonly count: number; readonly leadsOn: boolean } {
  if (found === null || found === 'file') return { count: 0, leadsOn: false }
  const { kind } = found.judgement
  const count = kind === 'thumbnails' ? found.items.length : kind === 'index' ? 0 : found.images.length
  return { count, leadsOn: found.next !== null || found.moved !== null || kind === 'index' }
}

/** Whether a frame links to the page that another one shows: it chooses what stands there. */
function chooses({ found }: PageAnswer, address: string): boolean {
  if (found === null || found === 'file') return false
  return [...found.items, ...found.images].some((one) => one.address === address)
}

/**
 * A page of frames, of which the one called the content shows a single picture or none and leads on to no other, while another
 * one holds the thumbnails that fill it: that one is taken in its place.
 */
export function settleFrames(extraction: Extraction, frames: readonly PageAnswer[]): Extraction {
  const main = frames.find(({ address }) => address === extraction.moved)
  const settled = { ...extraction, questions: [] }
  if (!main) return settled
  const own = broughtBy(main)
  if (own.count > 1 || own.leadsOn) return settled
  const better = frames.find(
    (one) => one !== main && broughtBy(one).count > 1 && (own.count === 0 || chooses(one, main.address)),
  )
  return better ? { ...settled, moved: better.address } : settled
}
