import { setMaxListeners } from 'node:events'
import { FailureError } from '@shared/model/failure'
import type { GalleryId, ImageId } from '@shared/model/units'
import { type ChildController, childController } from '../async/cancellation'
import { parallel } from '../async/parallel'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { QueuedImage } from '../storage/images/image-row'
import { createImageBatches, type ImageBatches, type LeftImage } from './batch/image-batches'
import { createPace, mostAtWork, type Pace } from './batch/pace'
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
 * connection idle. Of images that go together so many more: they are saved and recorded many at a time.
 */
const perRequest = 3
const togetherForOne = 8

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
  const pace = createPace(ports.imageDisk.monotonic)
  const ended = (image: ImageId) => {
    images.active.end(image)
    source.ended(image)
  }
  const batches = createImageBatches(ports, {
    galleryOf,
    ended: (all) => {
      for (const { id: image } of all) {
        atWork.holds.get(image)?.[Symbol.dispose]()
        atWork.holds.delete(image)
        ended(image)
      }
      pace.ended(all.length)
      output.changes.rowsChanged(id)
      changed.notify()
    },
  })
  const source = imageSource(ports, atWork.holds, galleryOf, batches, pace)
  using disk = watchDisk({
    signal,
    active: images.active,
    controllers: atWork.controllers,
    giveUp: () => batches.stop(),
    stop: ports.stop,
  })
  const isOver = () => signal.aborted || disk.full !== null
  const width = () => perRequest * (request.options.connections ?? ports.settings().connections)
  const ends = parallel({
    take() {
      if (isOver()) return null
      const before = passedOver.count
      const image = takeNext(batches, source, mostAtWork(width(), pace.lately, togetherForOne))
      // Further pages may be read for them.
      if (passedOver.count > before) changed.notify()
      return image
    },
    // One whose reply holds a permit must not wait for those that wait for permits.
    width: () => width() + batches.handed,
    more: () => {
      const mayCome = discovering() || passedOver.count > 0 || batches.count > 0
      return mayCome && !isOver() ? changed.wait(changed.version) : null
    },
    work: (image: LeftImage) => workOn(ports, atWork, galleryOf(image.image), image, disk),
  })
  try {
    for await (const image of ends) {
      batches.leftEnded(image)
      ended(image)
      output.changes.rowsChanged(id)
      changed.notify()
    }
  } finally {
    await batches.close()
  }
  signal.throwIfAborted()
  if (disk.full !== null) throw disk.full
}

/** The next image that goes its own way; those before it that can go together do, `most` at a time. */
function takeNext(batches: ImageBatches, source: ImageQueue, most: number): LeftImage | null {
  const left = batches.next()
  if (left !== null) {
    source.goesAlone(left.image.id)
    return left
  }
  while (batches.count < most) {
    const image = source.take()
    if (image === null) return null
    if (!batches.take(image)) return { image, early: null }
  }
  return null
}

function imageSource(
  { task, client, images, changed, output }: DownloadPorts,
  holds: Map<ImageId, ImageHold>,
  galleryOf: (image: QueuedImage) => StoredGallery,
  batches: ImageBatches,
  pace: Pace,
): ImageQueue {
  return createImageQueue({
    id: task.id,
    images: output.storage.images.queue,
    active: images.active,
    room: (host) => {
      const alone = perRequest * client.atOnce(host)
      return { all: mostAtWork(alone, pace.lately, togetherForOne), alone }
    },
    goesTogether: (image) => batches.takes(image),
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
  { image, early }: LeftImage,
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
    const progress = active.progressOf(image.id)
    const work = { signal: own.signal, hold, content, progress, disk, early: early ?? undefined }
    if (request.options.listOnly === true) reportAddress(ports, gallery, image)
    else {
      recordOutcome(ports, gallery, image, await downloadImage(ports, work, gallery, image))
      await takeBackExposed(ports)
    }
  } catch (error) {
    if (error instanceof FailureError) disk.refused(error)
    else if (!own.signal.aborted || signal.aborted) throw error
  } finally {
    early?.[Symbol.dispose]()
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
