import { setMaxListeners } from 'node:events'
import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import type { GalleryId, ImageId } from '@shared/model/units'
import { type ChildController, childController, sleep } from '../async/cancellation'
import { parallel } from '../async/parallel'
import type { Turn } from '../async/sequencer'
import { folderOf } from '../library/finish-gallery'
import type { Run } from '../run/run'
import type { GalleryRecord } from '../storage/gallery-rows'
import type { ImageRecord, WholeFile } from '../storage/image-rows'
import { type Attempt, downloadImage, type ImageOutcome } from './fetch-image'
import { createImageSource } from './image-queue'
import type { ImageHold, SameImage } from './images-in-flight'

/**
 * Images of a host at work, for each request that it gets at once: those whose bytes are on their way to the disk keep no
 * connection idle.
 */
const perRequest = 3

const rememberedGalleries = 32

/** So long may what fits on a full disk go on to its end; then it is stopped, and its part is kept. */
const graceMs = 10_000

/**
 * Transfers the images of a task as they are found; ends when none waits and no page is read any more.
 *
 * Images at work or waiting for a connection are bounded; all others are rows. When one does not fit on the disk no
 * further one is begun: those for which there is room are brought to their end, then this rejects with that failure.
 */
export async function download(run: Run, discovering: () => boolean): Promise<void> {
  const { changed, signal, id, passedOver } = run
  const holds = new Map<ImageId, ImageHold>()
  const source = createImageSource({
    id,
    images: run.storage.images,
    active: run.active,
    room: (host) => perRequest * run.client.atOnce(host),
    reserve: (image, wake) => {
      const hold = run.inFlight.take(image.id, sameAs(galleryOf(image), image), () => {
        wake()
        changed.notify()
      })
      if (hold !== null) holds.set(image.id, hold)
      return hold !== null
    },
    passedOver,
  })

  function take(): ImageRecord | null {
    if (isOver()) return null
    const before = passedOver.count
    const image = source.take()
    // Further pages may be read for them.
    if (passedOver.count > before) changed.notify()
    return image
  }
  let full: FailureError | null = null
  const isOver = () => signal.aborted || full !== null
  const atWork = new Map<ImageId, ChildController>()
  // As many listeners as images are no leak; Node would warn of one from the eleventh on.
  setMaxListeners(0, signal)
  using grace = childController(signal)
  const ends = parallel({
    take,
    width: () => perRequest * (run.request.options.connections ?? run.settings().connections),
    more: () => ((discovering() || passedOver.count > 0) && !isOver() ? changed.wait(changed.version) : null),
    work,
  })

  /** The galleries of the images that began last: what is known of one does not change while its task runs. */
  const galleries = new Map<GalleryId, GalleryRecord>()
  function galleryOf({ id: image, galleryId }: ImageRecord): GalleryRecord {
    const gallery = galleries.get(galleryId) ?? run.storage.galleries.get(galleryId)
    if (!gallery) throw new Error(`image ${image} has no gallery`)
    if (galleries.size >= rememberedGalleries) galleries.clear()
    galleries.set(galleryId, gallery)
    return gallery
  }

  async function work(image: ImageRecord): Promise<ImageId> {
    const hold = holds.get(image.id)
    if (hold === undefined) throw new Error(`image ${image.id} is not held`)
    using own = childController(signal)
    using content = contentTurn(run)
    atWork.set(image.id, own)
    try {
      const attempt = { signal: own.signal, onLocalFailure, onContent: content.begin, hold }
      return await end(run, attempt, galleryOf(image), image)
    } catch (error) {
      if (own.signal.aborted && !signal.aborted) return image.id
      throw error
    } finally {
      atWork.delete(image.id)
      holds.delete(image.id)
      hold[Symbol.dispose]()
    }
  }

  /** Every further image would fail the same way: stop now instead of burning through the queue. */
  function onLocalFailure(reason: FailureError): void {
    const { failure } = reason
    if (failure.kind !== 'disk-full' || failure.of === 'records') {
      run.stop(reason)
      return
    }
    if (full !== null) return
    full = reason
    for (const [id, own] of atWork) if (!run.active.hasBytes(id)) own.abort('pause')
    sleep(graceMs, grace.signal).then(
      () => run.stop(reason),
      () => {},
    )
  }

  try {
    for await (const image of ends) {
      run.active.end(image)
      source.ended(image)
      run.rowsChanged(id)
      changed.notify()
    }
  } finally {
    grace.abort('done')
  }
  signal.throwIfAborted()
  if (full !== null) throw full
}

/** An image is the same as another: one of its address in its folder, whichever task wants it, or in its task. */
function sameAs(gallery: GalleryRecord, { address, taskId }: ImageRecord): SameImage {
  return { place: `${gallery.place}\0${address}`, inTask: `${taskId}\0${address}` }
}

/** One image's turn among those of equal content; until it is disposed the others wait for what becomes of it. */
function contentTurn({ contents }: Run): Disposable & {
  begin(sha256: string): Promise<void> | undefined
} {
  let held: { readonly sha256: string; readonly turn: Turn } | null = null
  return {
    begin(sha256) {
      // Asked again by another attempt: its own turn is none to wait for.
      if (held?.sha256 === sha256) return undefined
      held?.turn.end()
      held = { sha256, turn: contents.begin(sha256) }
      return held.turn.before
    },
    [Symbol.dispose]() {
      held?.turn.end()
    },
  }
}

async function end(run: Run, attempt: Attempt, gallery: GalleryRecord, image: ImageRecord): Promise<ImageId> {
  try {
    if (run.request.options.listOnly === true) report(run, gallery, image)
    else record(run, gallery, image, await downloadImage(run, attempt, gallery, image))
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    attempt.onLocalFailure(error)
  }
  return image.id
}

/** Reports an image of a task that only lists addresses; its place in the gallery stays taken. */
function report(
  { storage, ledger, id, emit, finisher }: Run,
  gallery: GalleryRecord,
  image: ImageRecord,
): void {
  storage.images.pass(image.id)
  storage.galleries.addToCounts(gallery.id, { found: -1 })
  ledger.addToCounts(id, { found: -1 })
  emit({ kind: 'address', taskId: id, url: image.address })
  finisher.check(gallery.id)
}

/** Writes how an image ended: its row, its gallery's counts and the task's, in one turn. */
function record(run: Run, gallery: GalleryRecord, image: ImageRecord, outcome: ImageOutcome): void {
  const { storage, ledger, id, ports, emit, finisher } = run
  const at = ports.now()
  switch (outcome.kind) {
    case 'saved':
    case 'skipped': {
      const { whole, kind } = outcome
      const validators = kind === 'saved' ? outcome : { etag: null, lastModified: null }
      storage.images.saveDone(image.id, kind, whole, validators, at)
      storage.galleries.addToCounts(gallery.id, { [kind]: 1, bytes: whole.bytes }, image.id)
      ledger.addToCounts(id, { [kind]: 1, bytes: whole.bytes })
      showCover(run, image.id)
      emit(ended(run, gallery, image, kind, whole))
      if (image.repair?.sha256 && image.repair.sha256 !== whole.sha256) {
        const path = join(folderOf(gallery), whole.file)
        emit({ kind: 'other-content', taskId: id, url: image.address, path })
        ports.log('info', 'the site serves another picture than the one that was recorded', { path })
      }
      run.libraryChanged()
      break
    }
    case 'noted': {
      storage.images.saveDone(
        image.id,
        'skipped',
        { ...outcome.whole, file: null },
        { etag: null, lastModified: null },
        at,
      )
      storage.galleries.addToCounts(gallery.id, { skipped: 1 })
      ledger.addToCounts(id, { skipped: 1 })
      break
    }
    case 'filtered': {
      storage.images.drop(image.id)
      storage.pages.addSkipped(id, [{ address: image.address, reason: 'filtered' }])
      storage.galleries.addToCounts(gallery.id, { found: -1 })
      ledger.addToCounts(id, { found: -1 })
      break
    }
    case 'failed': {
      storage.images.saveFailed(image.id, outcome.failure, at)
      storage.galleries.addToCounts(gallery.id, { failed: 1 })
      ledger.addToCounts(id, { failed: 1 })
      emit({ kind: 'failed', taskId: id, imageId: image.id, url: image.address, failure: outcome.failure })
      break
    }
  }
  finisher.check(gallery.id)
}

function showCover({ ledger, storage, id }: Run, cover: ImageId): void {
  if (ledger.need(id).cover === null) ledger.setFace(id, { title: storage.tasks.title(id), cover })
}

function ended(
  run: Run,
  gallery: GalleryRecord,
  image: ImageRecord,
  kind: 'saved' | 'skipped',
  whole: WholeFile,
) {
  const path = join(folderOf(gallery), whole.file)
  const { bytes, sha256 } = whole
  return { kind, taskId: run.id, imageId: image.id, url: image.address, path, bytes, sha256 }
}
