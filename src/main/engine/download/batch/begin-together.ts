import { FailureError } from '@shared/model/failure'
import { mostHeldBytes } from '../../disk/writer/held-bodies'
import { imageRequest } from '../../extract/recipes/request-headers'
import { folderOf } from '../../library/gallery-record'
import { restoreGalleryFolder } from '../../library/target-folder'
import type { StoredGallery } from '../../storage/galleries/gallery-row'
import type { QueuedImage } from '../../storage/images/image-row'
import type { DownloadPorts } from '../download-ports'
import { nameOf } from '../saving/finish-image'
import type { ImageLane } from '../thread/lane-reply'
import { BatchedImage, type BatchedImageOwner, BatchPlace } from './batched-image'

/** The gallery of an image. */
export type GalleryOf = (image: QueuedImage) => StoredGallery

/** Where images go from here. */
export interface Beginning {
  readonly galleryOf: GalleryOf
  readonly owner: BatchedImageOwner
  /** This one goes its own way. */
  leave(image: QueuedImage): void
}

/** Asks for images together: what the rows say is looked up once for all, the folder of each gallery is looked at once. */
export async function beginTogether(
  run: DownloadPorts,
  images: readonly QueuedImage[],
  beginning: Beginning,
): Promise<void> {
  const { files, parts } = run.output.storage.images
  const known = files.knownAddresses(images.map(({ address }) => address))
  const byGallery = new Map<StoredGallery, QueuedImage[]>()
  for (const image of images) {
    const gallery = beginning.galleryOf(image)
    const isKnown = known.has(image.address) || run.images.failed.get(image.address) !== undefined
    if (isKnown || run.showing.known(image) !== null) beginning.leave(image)
    else if (byGallery.get(gallery)?.push(image) === undefined) byGallery.set(gallery, [image])
  }
  const begin = async ([gallery, own]: readonly [StoredGallery, readonly QueuedImage[]]) => {
    const isShared = parts.isShared(gallery)
    const place = isShared ? null : await placeFor(run, gallery, own.length)
    if (place === null || run.lane === null) for (const image of own) beginning.leave(image)
    else beginIn(run, run.lane, place, own, beginning)
  }
  // A folder on a slow disk must not hold up the others.
  await Promise.all([...byGallery].map(begin))
}

/** The folder of a gallery with room for so many images; null where each of them must see what is wrong. */
async function placeFor(
  { imageDisk, output: { storage } }: DownloadPorts,
  gallery: StoredGallery,
  images: number,
): Promise<BatchPlace | null> {
  const path = folderOf(gallery)
  try {
    const restore = () => restoreGalleryFolder(gallery.root, path, storage.remembered)
    const folder = await imageDisk.checkFolder(path, gallery.root, restore)
    imageDisk.files.warm(folder.dev)
    const room = imageDisk.reserveSpace(folder)
    await room.grow(images * mostHeldBytes)
    return new BatchPlace(gallery, folder, room, images)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return null
  }
}

function beginIn(
  run: DownloadPorts,
  lane: ImageLane,
  place: BatchPlace,
  images: readonly QueuedImage[],
  { owner, leave }: Beginning,
): void {
  const { gallery, folder } = place
  const requestOf = requestsOfPage(run)
  for (const image of images) {
    if (lane.isOpen(folder.dev, image.address)) {
      const entry = new BatchedImage(image, place, nameOf(run, gallery, image, image.address), owner)
      lane.begin(
        folder.dev,
        { ...requestOf(image), address: image.address, wants: 'image', sized: false },
        entry,
      )
    } else {
      place.leave()
      leave(image)
    }
  }
}

/** What is sent for images of one page is the same, but for their addresses. */
function requestsOfPage({ task }: DownloadPorts) {
  let last: { readonly like: QueuedImage; readonly request: ReturnType<typeof imageRequest> } | null = null
  return (image: QueuedImage) => {
    const { page, policy, referer, address } = image
    // An image that was asked for by its own address stands on no page.
    if (page === address) return imageRequest(task, address, image)
    if (last?.like.page === page && last.like.policy === policy && last.like.referer === referer)
      return last.request
    const request = imageRequest(task, address, image)
    last = { like: image, request }
    return request
  }
}
