import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../disk/error-code'
import { recordName } from '../library/gallery-record'

/** A folder with a record in it, or one that could not be looked into. */
export type FoundFolder =
  | { readonly kind: 'gallery'; readonly folder: string }
  | { readonly kind: 'unreadable'; readonly folder: string; readonly detail: string }

/**
 * Walks the tree below a folder, itself included, and yields every gallery in it.
 *
 * Links are not followed, so that no cycle is possible and nothing outside of the tree is looked at. Rejects with what
 * the file system throws for `root` itself.
 */
export async function* findGalleries(root: string, signal: AbortSignal): AsyncGenerator<FoundFolder, void> {
  const waiting = [root]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const inside: string[] = []
    let isGallery = false
    try {
      for await (const entry of await opendir(folder)) {
        signal.throwIfAborted()
        if (entry.isDirectory()) inside.push(join(folder, entry.name))
        else if (entry.name === recordName && entry.isFile()) isGallery = true
      }
    } catch (error) {
      if (folder === root || errorCode(error) === '') throw error
      yield { kind: 'unreadable', folder, detail: String(error) }
    }
    if (isGallery) yield { kind: 'gallery', folder }
    waiting.push(...inside.sort().reverse())
  }
}
