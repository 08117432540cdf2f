import { setMaxListeners } from 'node:events'
import { FailureError } from '@shared/model/failure'
import type { GalleryId, ImageId } from '@shared/model/units'
import { type ChildController, childController } from '../async/cancellation'
import { parallel } from '../async/parallel'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { QueuedImage } from '../storage/images/image-row'
import { downloadImage } from './download-image'
import type { DownloadPorts } from './download-ports'
import { type DiskWatch, watchDisk } from './image-disk'
import { createImageQueue, type ImageQueue } from './image-queue'
import type { ImageHold, SameImage } from './images-in-flight'
import { recordOutcome, reportAddress } from './record-outcome'
import { takeBackExposed } from './take-back'
import { createContentTurn } from './task-images'

/**
 * Images of a host at work, for each request that it gets at once: those whose bytes are on their way to the disk keep no
 * connection idle.
 */
const perRequest = 3

const rememberedGalleries = 32

/** The images at work: each has a hold on its address, and is stopped by its own controller. */
interface AtWork {
  readonly holds: Map<ImageId, ImageHold>
  readonly controllers: Map<ImageId, ChildController>
}

/**
 * Transfers the images of a task as they are found; ends when none waits and no page is read any more.
 *
 * Images at work or waiting for a connection are bounded; all others are rows. When one does not fit on the disk no
 * further one is begun: those for which there is room are brought to their end, then this rejects with that failure.
 */
export async function download(ports: DownloadPorts, discovering: () => boolean): Promise<void> {
  const { changed, images, output } = ports
  const { id, request, signal } = ports.task
  const { passedOver } = images
  // As many listeners as images are no leak; Node would warn of one from the eleventh on.
  setMaxListeners(0, signal)
  const atWork: AtWork = { holds: new Map(), controllers: new Map() }
  const galleryOf = galleriesAtWork(output.storage.galleries)
  const source = imageSource(ports, atWork.holds, galleryOf)
  using disk = watchDisk({
    signal,
    active: images.active,
    controllers: atWork.controllers,
    stop: ports.stop,
  })
  const isOver = () => signal.aborted || disk.full !== null
  const ends = parallel({
    take() {
      if (isOver()) return null
      const before = passedOver.count
      const image = source.take()
      // Further pages may be read for them.
      if (passedOver.count > before) changed.notify()
      return image
    },
    width: () => perRequest * (request.options.connections ?? ports.settings().connections),
    more: () => ((discovering() || passedOver.count > 0) && !isOver() ? changed.wait(changed.version) : null),
    work: (image: QueuedImage) => workOn(ports, atWork, galleryOf(image), image, disk),
  })
  for await (const image of ends) {
    images.active.end(image)
    source.ended(image)
    output.changes.rowsChanged(id)
    changed.notify()
  }
  signal.throwIfAborted()
  if (disk.full !== null) throw disk.full
}

function imageSource(
  { task, client, images, changed, output }: DownloadPorts,
  holds: Map<ImageId, ImageHold>,
  galleryOf: (image: QueuedImage) => StoredGallery,
): ImageQueue {
  return createImageQueue({
    id: task.id,
    images: output.storage.images.queue,
    active: images.active,
    room: (host) => perRequest * client.atOnce(host),
    reserve: (image, wake) => {
      const hold = images.inFlight.take(image.id, sameAs(galleryOf(image), image), () => {
        wake()
        changed.notify()
      })
      if (hold !== null) holds.set(image.id, hold)
      return hold !== null
    },
    passedOver: images.passedOver,
  })
}

/** The galleries of the images that began last: what is known of one does not change while its task runs. */
function galleriesAtWork(rows: {
  get(id: GalleryId): StoredGallery | null
}): (image: QueuedImage) => StoredGallery {
  const galleries = new Map<GalleryId, StoredGallery>()
  return ({ id: image, galleryId }) => {
    const gallery = galleries.get(galleryId) ?? rows.get(galleryId)
    if (!gallery) throw new Error(`image ${image} has no gallery`)
    if (galleries.size >= rememberedGalleries) galleries.clear()
    galleries.set(galleryId, gallery)
    return gallery
  }
}

/** Downloads one image and writes how it ended; it gives back its hold in any case. */
async function workOn(
  ports: DownloadPorts,
  { holds, controllers }: AtWork,
  gallery: StoredGallery,
  image: QueuedImage,
  disk: DiskWatch,
): Promise<ImageId> {
  const { signal, request } = ports.task
  const { active, contents } = ports.images
  const hold = holds.get(image.id)
  if (hold === undefined) throw new Error(`image ${image.id} is not held`)
  using own = childController(signal)
  using content = createContentTurn(contents)
  controllers.set(image.id, own)
  try {
    const work = { signal: own.signal, hold, content, progress: active.progressOf(image.id), disk }
    if (request.options.listOnly === true) reportAddress(ports, gallery, image)
    else {
      recordOutcome(ports, gallery, image, await downloadImage(ports, work, gallery, image))
      await takeBackExposed(ports)
    }
  } catch (error) {
    if (error instanceof FailureError) disk.refused(error)
    else if (!own.signal.aborted || signal.aborted) throw error
  } finally {
    controllers.delete(image.id)
    holds.delete(image.id)
    hold[Symbol.dispose]()
  }
  return image.id
}

/** An image is the same as another: one of its address in its folder, whichever task wants it, or in its task. */
function sameAs(gallery: StoredGallery, { address, taskId }: QueuedImage): SameImage {
  return { place: `${gallery.place}\0${address}`, inTask: `${taskId}\0${address}` }
}
