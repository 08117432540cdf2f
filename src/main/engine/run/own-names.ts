import { caseKey, cutExtension } from '../disk/names/file-name'
import { nameOf } from '../download/fetch-image'

/** Names are made for so many images of a page; a folder with files of a longer one is not recognized by its names. */
const mostNames = 10_000

/**
 * Recognizes the names that the images of a gallery's first page get, whatever their extension, with a number behind them
 * or not. They are made when the first name is asked for.
 */
export function ownNames(
  run: Parameters<typeof nameOf>[0],
  gallery: Parameters<typeof nameOf>[1],
  images: readonly { readonly address: string }[],
): (file: string) => boolean {
  let stems: ReadonlySet<string> | null = null
  const stemOf = (file: string) => caseKey(cutExtension(file).stem)
  return (file) => {
    stems ??= new Set(
      images
        .slice(0, mostNames)
        .map(({ address }, at) => stemOf(nameOf(run, gallery, { num: at + 1 }, address))),
    )
    const stem = stemOf(file)
    return stems.has(stem) || stems.has(stem.replace(/ \(\d+\)$/, ''))
  }
}
