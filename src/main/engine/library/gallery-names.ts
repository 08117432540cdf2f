import type { Settings } from '@shared/model/settings'
import type { EpochMs } from '@shared/model/units'
import type { NameFields } from '@shared/name-template/name-template'
import { nameInAddress } from '../address/address-text'
import { caseKey, cutExtension, fileName, folderSegments, numberedName } from '../disk/names/file-name'
import type { EarlierGallery, StoredGallery } from '../storage/galleries/gallery-row'
import type { TaskContext } from '../tasks/running-tasks'

/** What decides about the names of a task's images, besides the image. */
interface NamingRules {
  readonly task: Pick<TaskContext, 'request' | 'recipe' | 'range'>
  readonly settings: () => Pick<Settings, 'fileTemplate'>
  readonly now: () => EpochMs
}

/** What of a gallery its images' names are made of. */
type NamingGallery = Pick<
  StoredGallery,
  'fields' | 'title' | 'siteId' | 'host' | 'position' | 'expected' | 'encoding'
>

/**
 * The name that the image of this address gets in its gallery: one safe path segment.
 *
 * `known` replaces what the address says: the stem that a server suggested, the extension that the bytes call for.
 */
export function imageName(
  { task: { request, recipe, range }, settings, now }: NamingRules,
  gallery: NamingGallery,
  image: { readonly num: number },
  address: string,
  known: { readonly stem?: string; readonly extension?: string } = {},
): string {
  const fromAddress = cutExtension(nameInAddress(address, gallery.encoding))
  const template = request.options.fileTemplate ?? recipe.file ?? settings().fileTemplate
  const extension = known.extension ?? fromAddress.extension
  const stem = known.stem || fromAddress.stem
  return fileName({
    template,
    fields: {
      ...gallery.fields,
      title: gallery.title,
      id: gallery.siteId,
      host: gallery.host,
      page: { number: gallery.position + 1, of: range.count ?? 0 },
      num: { number: image.num, of: gallery.expected },
      filename: stem,
      extension,
      date: new Date(now()),
    },
    extension,
  })
}

/** Names are made for so many images of a page; a folder with files of a longer one is not recognized by its names. */
const mostNames = 10_000

/**
 * Recognizes the names that the images of a gallery's first page get, with any extension, with a number behind them
 * or not. They are made when the first name is asked for.
 */
export function ownNames(
  rules: NamingRules,
  gallery: NamingGallery,
  images: readonly { readonly address: string }[],
): (file: string) => boolean {
  let stems: ReadonlySet<string> | null = null
  const stemOf = (file: string) => caseKey(cutExtension(file).stem)
  return (file) => {
    stems ??= new Set(
      images
        .slice(0, mostNames)
        .map(({ address }, at) => stemOf(imageName(rules, gallery, { num: at + 1 }, address))),
    )
    const stem = stemOf(file)
    return stems.has(stem) || stems.has(stem.replace(/ \(\d+\)$/, ''))
  }
}

/** What of a gallery its folder's name is made of. */
type Named = Pick<StoredGallery, 'title' | 'siteId' | 'host' | 'fields' | 'position'>

/** The fields of a folder template; `pages` is how many the range has, 0 for an open one. */
export function folderNameFields(
  { title, siteId, host, fields, position }: Named,
  pages: number,
  at: EpochMs,
): NameFields {
  return { ...fields, title, id: siteId, host, page: { number: position + 1, of: pages }, date: new Date(at) }
}

/**
 * The folder that a gallery got in an earlier task by the same template, even if the site renamed it; null if there is
 * none. By another template it gets another folder: the user asked for that name.
 */
export function earlierFolder(
  earlier: readonly EarlierGallery[],
  template: string,
  pages: number,
): string | null {
  const found = earlier.find((gallery) => {
    const segments = folderSegments(template, folderNameFields(gallery, pages, gallery.addedAt))
    const own = segments.pop() ?? ''
    const number = Number(/ \((\d{1,4})\)$/.exec(gallery.folder)?.[1] ?? 1)
    return [1, number].some((copy) => [...segments, numberedName(own, copy)].join('/') === gallery.folder)
  })
  return found?.folder ?? null
}
