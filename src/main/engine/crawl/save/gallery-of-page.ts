import { join } from 'node:path'
import type { GalleryId } from '@shared/model/units'
import { plainAddress } from '../../address/plain-address'
import { folderSegments, numberedName } from '../../disk/names/file-name'
import { withoutPage } from '../../extract/page-address'
import { claimFolder } from '../../library/gallery-folder'
import { galleryIdentity } from '../../library/gallery-identity'
import { earlierFolder, folderNameFields, ownNames } from '../../library/gallery-names'
import { refuseGone } from '../../library/target-folder'
import { placeOf, type StoredGallery } from '../../storage/galleries/gallery-row'
import type { QueuedPage } from '../../storage/pages/page-states'
import type { PageContent } from '../crawl'
import { galleryTitle, groupingOf, sharedGallery } from '../one-gallery'
import type { SaveSinkPorts } from './save-sink-ports'

/**
 * The gallery that a page belongs to: the one that it continues, the one known under its identity, or a new one.
 *
 * A new gallery gets its folder claimed and its row added; fails with a local failure when the folder cannot be made.
 */
export async function galleryOf(
  ports: SaveSinkPorts,
  page: QueuedPage,
  address: string,
  content: PageContent,
  isImage: boolean,
): Promise<GalleryId> {
  const { task } = ports
  const { storage } = ports.output
  if (page.galleryId !== null) return page.galleryId
  const { range, recipe, request } = task
  const inRange = page.via === 'range' && range.count !== 1
  const own = galleryIdentity(address, content, { hasOwnId: recipe.gallery.id !== undefined, inRange })
  const shared = sharedGallery(groupingOf(range, recipe, request.options), { address, inRange, isImage })
  const { host } = own
  const { key, keys } = shared === null ? own : { key: shared.key, keys: [shared.key] }
  const isSame = (one: StoredGallery) => isSameGallery(ports, one, page, address, content)
  const known = storage.galleries.find(task.id, ...keys)
  if (known && isSame(known)) return known.id

  const gallery = {
    key,
    keys,
    title: galleryTitle(shared, content, host),
    siteId: content.id,
    page: address,
    host,
    root: request.folder,
    realRoot: task.realRoot,
    recipe: recipe.name,
    fields: content.fields,
    position: page.position,
    pageId: page.pageId,
    expected: content.images.length,
    encoding: content.encoding,
  }
  // An index distinguishes its galleries, and what they call their own address is that of something above them
  const plain = { ...gallery, key: plainAddress(address), keys: [plainAddress(address)] }
  const added =
    (known ? null : await addGallery(ports, gallery, content.images, isSame)) ??
    (await addGallery(ports, plain, content.images, () => true))
  if (added === null) throw new Error(`${address} has no gallery`)
  const { galleryId, folder } = added
  if (folder !== null) reportNew(ports, galleryId, gallery.title, folder)
  return galleryId
}

/** Most pictures of a page by which its gallery is known again. */
const mostCompared = 100

/**
 * Whether a page is of the gallery that was found under its keys. Sites print one canonical address on all their albums: of
 * two that an index distinguishes, pages of one address or a picture of both have to say that they are one.
 */
function isSameGallery(
  { task, output: { storage } }: SaveSinkPorts,
  known: StoredGallery,
  { via }: QueuedPage,
  address: string,
  { images, items }: PageContent,
): boolean {
  const isNamed = task.recipe.gallery.id !== undefined || task.request.options.oneFolder === true
  if (via !== 'index' || isNamed || withoutPage(known.page) === withoutPage(address)) return true
  return items.length > 0
    ? items.slice(0, mostCompared).some((item) => storage.pages.has(task.id, item.address))
    : images
        .slice(0, mostCompared)
        .some((image) => storage.images.ofAddress(known.id, image.address) !== null)
}

type NewGallery = Omit<Parameters<SaveSinkPorts['output']['storage']['galleries']['add']>[1], 'folder'> & {
  readonly expected: number
  readonly encoding: string | null
  readonly keys: readonly string[]
}

/** The row of a gallery; `folder` is null when another page of the gallery added it. */
interface AddedGallery {
  readonly galleryId: GalleryId
  readonly folder: string | null
}

/** Claims a folder and adds the row. Null when a gallery came meanwhile that has its keys and is not the same. */
async function addGallery(
  { output: { storage }, task, settings, ports, folders }: SaveSinkPorts,
  gallery: NewGallery,
  images: PageContent['images'],
  isSame: (known: StoredGallery) => boolean,
): Promise<AddedGallery | null> {
  const { id, request, realRoot, range, recipe } = task
  const { key, keys, root, host } = gallery
  const template = request.options.folderTemplate ?? recipe.folder ?? settings().folderTemplate
  const pages = range.count ?? 0
  const segments = folderSegments(template, folderNameFields(gallery, pages, ports.now()))
  const parents = segments.slice(0, -1)
  const own = segments.at(-1) ?? host
  await refuseGone(root, storage.remembered)
  const holderOf = (wanted: string) => storage.galleries.folders.holderOf(placeOf(realRoot, wanted))
  const add = async (): Promise<AddedGallery | null> => {
    const folder = await claimFolder({
      root,
      name: (copy) => [...parents, numberedName(own, copy)].join('/'),
      key,
      keys,
      earlier: earlierFolder(
        keys.flatMap((one) => storage.galleries.earlier(one, realRoot)),
        template,
        pages,
      ),
      holderOf,
      isOwnName: ownNames({ task, settings, now: ports.now }, gallery, images),
    })
    // Another page of the same gallery may have come while the folder was claimed.
    const meanwhile = storage.galleries.find(id, ...keys)
    if (meanwhile) return isSame(meanwhile) ? { galleryId: meanwhile.id, folder: null } : null
    // All rows of one folder have one key, or its tasks would not share its files.
    const holder = holderOf(folder) ?? key
    const row = { ...gallery, key: keys.includes(holder) ? holder : key, folder }
    return { galleryId: storage.galleries.add(id, row, ports.now()), folder }
  }
  // Until its row is added a folder looks free, so two tasks with galleries of one title would both take it. Claims below
  // one parent therefore run one after another, and so do those of one gallery, which may want different parents.
  return folders.run(`gallery ${key}`, () => folders.run(placeOf(realRoot, parents.join('/')), add))
}

function reportNew(
  { output: { storage, ledger, changes }, task }: SaveSinkPorts,
  galleryId: GalleryId,
  title: string,
  folder: string,
): void {
  const { id, request } = task
  ledger.addToCounts(id, { galleries: 1 })
  ledger.setFace(id, { ...storage.tasks.titles(id), cover: ledger.need(id).cover })
  changes.emit({
    kind: 'gallery',
    taskId: id,
    galleryId,
    title,
    folder: join(request.folder, ...folder.split('/')),
  })
}
