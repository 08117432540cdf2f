import type { DownloadRequestInput } from '@shared/contract/commands'
import { addressAt, type PageRange, parsePageRange } from '@shared/page-range/page-range'

/**
 * The request as far as a preview depends on it, so that moving To or the number of connections reads no page again:
 * the first page, the second to compare it with, the recipe, and the names. `standardFolder` is the template that holds
 * unless the request has its own.
 */
export function previewRequest(
  request: DownloadRequestInput,
  range: PageRange,
  standardFolder: string,
): DownloadRequestInput {
  const { folderTemplate, fileTemplate, smallestBytes } = request.options ?? {}
  // How many zeros a page's number gets depends on the last one.
  const isNumbered = /\{page\b/.test(folderTemplate ?? standardFolder)
  return {
    address: isNumbered ? range.canonical : firstTwo(range),
    recipe: request.recipe ?? null,
    folder: request.folder,
    options: {
      ...(folderTemplate === undefined ? {} : { folderTemplate }),
      ...(fileTemplate === undefined ? {} : { fileTemplate }),
      ...(smallestBytes === undefined ? {} : { smallestBytes }),
    },
  }
}

/** A range of only the first two addresses if there is one, else the whole. */
function firstTwo(range: PageRange): string {
  if (range.count === 1) return range.canonical
  const first = addressAt(range, 0)
  const second = addressAt(range, 1)
  const two = parsePageRange(`${first} ${second}`)
  return two.ok && two.range.count === 2 ? two.range.canonical : range.canonical
}
