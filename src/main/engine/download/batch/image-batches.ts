import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import type { GalleryId, ImageId } from '@shared/model/units'
import { type AbortGroup, createAbortGroup } from '../../async/abort-group'
import { type ChildController, childController } from '../../async/cancellation'
import { type Condition, createCondition } from '../../async/condition'
import { partName } from '../../disk/part-name'
import type { QueuedImage } from '../../storage/images/image-row'
import type { DownloadPorts, EarlyReply } from '../download-ports'
import { recordFiles } from '../record-outcome'
import { createDownloadRows } from '../saving/download-rows'
import { createDraft } from '../saving/draft'
import { keepPartial } from '../saving/fill-from-lane'
import { keepsParts } from '../saving/resume'
import { takeBackExposed } from '../take-back'
import type { LaneReply } from '../thread/lane-reply'
import type { PartialBody } from '../thread/messages'
import { type BatchedImage, type BatchedImageOwner, earlyReply } from './batched-image'
import { beginTogether, type GalleryOf } from './begin-together'
import { isPlainImage } from './plain-image'
import { type LeavingImage, type NamedImage, saveBatch, type WholeImage } from './save-batch'

/** Files of one batch at most: the thread of the disk gives their names in one go. */
const longestBatch = 100

/** Batches that are saved at once: one is written while the records of the other are flushed. */
const mostBatches = 2

/** An image that goes its own way, with what came of it; the caller disposes of that. */
export interface LeftImage {
  readonly image: QueuedImage
  readonly early: EarlyReply | null
}

/** Images that are fetched, saved and recorded many at a time. */
export interface ImageBatches {
  /** Takes an image, or leaves it to its own way: false. */
  take(image: QueuedImage): boolean
  /** Whether such an image would be taken: then many of its host may be at work. */
  takes(image: QueuedImage): boolean
  /** The next image that goes its own way after all; null: none now. Throws what broke the batches. */
  next(): LeftImage | null
  /** Images that left with a reply which may hold a permit, until their own way has ended. */
  readonly handed: number
  /** An image has ended on its own way. */
  leftEnded(id: ImageId): void
  /** Images that were taken and have not ended or left. */
  readonly count: number
  /** Gives up what has not come whole. */
  stop(): void
  /** Resolves when nothing is under way. */
  close(): Promise<void>
}

/** What batches report to their run. */
export interface BatchOwner {
  readonly galleryOf: GalleryOf
  /** So many images have ended together, with their records or, after an abort, without them. */
  ended(images: readonly QueuedImage[]): void
}

/** No image yet. */
export function createImageBatches(run: DownloadPorts, owner: BatchOwner): ImageBatches {
  return new PlainBatches(run, owner)
}

class PlainBatches implements ImageBatches, BatchedImageOwner {
  readonly aborts: AbortGroup
  readonly #run: DownloadPorts
  readonly #owner: BatchOwner
  readonly #controller: ChildController
  /** Galleries with files of the same names: theirs must be looked at one by one. */
  readonly #taken = new Set<GalleryId>()
  readonly #left: LeftImage[] = []
  readonly #handed = new Set<ImageId>()
  readonly #settled: Condition = createCondition()
  #gathered: QueuedImage[] = []
  #whole: WholeImage[] = []
  #count = 0
  #working = 0
  #saving = 0
  #broken: { readonly error: unknown } | null = null

  constructor(run: DownloadPorts, owner: BatchOwner) {
    this.#run = run
    this.#owner = owner
    this.#controller = childController(run.task.signal)
    this.aborts = createAbortGroup(this.#controller.signal)
  }

  get count(): number {
    return this.#count
  }

  get handed(): number {
    return this.#handed.size
  }

  leftEnded(id: ImageId): void {
    this.#handed.delete(id)
  }

  takes(image: QueuedImage): boolean {
    const { lane, task } = this.#run
    return (
      lane !== null &&
      !this.#taken.has(image.galleryId) &&
      !this.aborts.signal.aborted &&
      isPlainImage(image, task.request.options)
    )
  }

  take(image: QueuedImage): boolean {
    if (!this.takes(image)) return false
    this.#count += 1
    this.#gathered.push(image)
    // All that are taken in this turn begin together.
    if (this.#gathered.length === 1) this.#work(() => this.#begin())
    return true
  }

  next(): LeftImage | null {
    if (this.#broken !== null) throw this.#broken.error
    return this.#left.shift() ?? null
  }

  stop(): void {
    this.#controller.abort('pause')
  }

  async close(): Promise<void> {
    while ((this.#count > 0 && this.#broken === null) || this.#working > 0)
      await this.#settled.wait(this.#settled.version)
    for (const { image, early } of this.#left.splice(0)) {
      early?.[Symbol.dispose]()
      this.#owner.ended([image])
    }
    this.aborts[Symbol.dispose]()
    this.#controller[Symbol.dispose]()
  }

  came(entry: BatchedImage, reply: LaneReply | null): void {
    if (reply?.kind !== 'whole') {
      this.#leave(entry, entry.image, reply)
      return
    }
    this.#whole.push({ entry, reply })
    // All that came with one message are saved together.
    if (this.#whole.length === 1) queueMicrotask(() => this.#save())
  }

  aborted(entry: BatchedImage, partial: PartialBody | null): void {
    if (partial === null || !keepsParts(this.aborts.signal)) this.#end([entry])
    else this.#work(() => this.#keep(entry, partial))
  }

  broken(error: unknown): void {
    this.#broken ??= { error }
    this.#run.stop(error)
    this.#changed()
  }

  /** Work that is waited for at the end; what it throws is a bug. */
  #work(work: () => Promise<void>): void {
    this.#working += 1
    void Promise.resolve()
      .then(work)
      .catch((error: unknown) => this.broken(error))
      .finally(() => {
        this.#working -= 1
        this.#changed()
      })
  }

  #changed(): void {
    this.#settled.notify()
    this.#run.changed.notify()
  }

  async #begin(): Promise<void> {
    const images = this.#gathered
    this.#gathered = []
    await beginTogether(this.#run, images, {
      galleryOf: this.#owner.galleryOf,
      owner: this,
      leave: (image) => {
        this.#count -= 1
        this.#left.push({ image, early: null })
      },
    })
  }

  #save(): void {
    while (this.#saving < mostBatches && this.#whole.length > 0) {
      const dev = this.#whole[0]?.entry.place.folder.dev
      const batch: WholeImage[] = []
      const others: WholeImage[] = []
      for (const image of this.#whole) {
        const isNext = image.entry.place.folder.dev === dev && batch.length < longestBatch
        ;(isNext ? batch : others).push(image)
      }
      this.#whole = others
      this.#saving += 1
      this.#work(async () => {
        try {
          await this.#saveOne(batch)
        } finally {
          this.#saving -= 1
          this.#save()
        }
      })
    }
  }

  async #saveOne(images: readonly WholeImage[]): Promise<void> {
    const { lane, task } = this.#run
    // What is whole is saved also after a pause, and on a disk that is full as long as it fits.
    if (task.signal.aborted && !keepsParts(task.signal)) {
      for (const { entry, reply } of images) lane?.discard(entry.place.folder.dev, reply)
      this.#end(images.map(({ entry }) => entry))
      return
    }
    using saved = await saveBatch(this.#run, images)
    if (saved.named.length > 0) this.#record(saved.named)
    for (const one of saved.leaving) this.#leaveFrom(one)
    if (this.#run.images.answers.exposed.size > 0) await takeBackExposed(this.#run)
  }

  /** Writes the records of files that have their names, in one turn. */
  #record(named: readonly NamedImage[]): void {
    const files = named.map(({ entry, ...file }) => ({
      kind: 'saved' as const,
      image: entry.image,
      gallery: entry.place.gallery,
      ...file,
    }))
    recordFiles(this.#run, files)
    for (const { image } of files) this.#run.showing.worked(image.page)
    this.#end(named.map(({ entry }) => entry))
  }

  #leaveFrom({ entry, reply, isTaken = false }: LeavingImage): void {
    if (isTaken) this.#taken.add(entry.image.galleryId)
    const { id } = entry.image
    const now = reply === null ? this.#run.output.storage.images.queue.get(id) : entry.image
    if (now === null) this.#end([entry])
    else this.#leave(entry, now, reply)
  }

  #leave(entry: BatchedImage, image: QueuedImage, reply: LaneReply | null): void {
    const { lane } = this.#run
    const { dev } = entry.place.folder
    const early = reply === null || lane === null ? null : earlyReply(lane, dev, image.address, reply)
    entry.place.leave()
    this.#count -= 1
    if (reply?.kind === 'handed' || reply?.kind === 'streamed') this.#handed.add(image.id)
    this.#left.push({ image, early })
    this.#changed()
  }

  #end(entries: readonly BatchedImage[]): void {
    for (const { place } of entries) place.leave()
    this.#count -= entries.length
    this.#owner.ended(entries.map(({ image }) => image))
    this.#settled.notify()
  }

  /** Keeps what came before a pause, so that the next run asks for the rest. */
  async #keep(entry: BatchedImage, partial: PartialBody): Promise<void> {
    const { image, name, place } = entry
    const { gallery, folder } = place
    const { imageDisk } = this.#run
    try {
      const rows = createDownloadRows(this.#run, gallery, image, name)
      const path = join(folder.path, partName(name, imageDisk.partTag, image.id))
      const draft = createDraft(path, folder, imageDisk, rows)
      await keepPartial(draft, image.address, gallery.encoding, partial)
      await draft.part.keep()
    } catch (error) {
      // A disk that is full refuses this too: it is fetched again.
      if (!(error instanceof FailureError)) throw error
    } finally {
      this.#end([entry])
    }
  }
}
