import { createHash } from 'node:crypto'
import { forgetOldest } from '@shared/collections/forget-oldest'
import type { PageContent } from '../crawl'

/** Most pages whose pictures are remembered; pages that repeat others follow closely upon them. */
const mostRemembered = 1000

/** Pages of a task that show the same as others: the site repeats a page in place of those that it does not have. */
export interface SeenPages {
  /**
   * Remembers a page of the range. Returns the address of an earlier one that shows the same pictures, or that answered
   * under the same address after redirects; null for a page that is new, or shows no pictures.
   */
  repeats(asked: string, address: string, content: Pick<PageContent, 'images' | 'items'>): string | null
}

/** An empty memory; it keeps a fingerprint of each page, not its pictures. */
export function createSeenPages(): SeenPages {
  const firstWith = new Map<string, string>()

  function remember(mark: string, asked: string): string | null {
    const first = firstWith.get(mark)
    if (first !== undefined) return first === asked ? null : first
    firstWith.set(mark, asked)
    forgetOldest(firstWith, mostRemembered)
    return null
  }

  return {
    repeats(asked, address, { images, items }) {
      const shown = [...images, ...items]
      if (shown.length === 0) return null
      const hash = createHash('sha256')
      for (const { address: one } of shown) hash.update(`${one}\n`)
      const sameAddress = remember(`address ${address}`, asked)
      return sameAddress ?? remember(`pictures ${hash.digest('hex')}`, asked)
    },
  }
}
