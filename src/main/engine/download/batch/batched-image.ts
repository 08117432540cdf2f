import { FailureError } from '@shared/model/failure'
import type { AbortGroup } from '../../async/abort-group'
import type { CheckedFolder } from '../../disk/folder-check'
import type { SpaceReservation } from '../../disk/space/reserve-space'
import { mostHeldBytes } from '../../disk/writer/held-bodies'
import type { StoredGallery } from '../../storage/galleries/gallery-row'
import type { QueuedImage } from '../../storage/images/image-row'
import type { EarlyReply } from '../download-ports'
import type { ImageLane, LaneReply, LaneWatcher } from '../thread/lane-reply'
import type { PartialBody } from '../thread/messages'

/** Where images of one gallery go: its folder, and the room that is reserved for those that have not ended. */
export class BatchPlace {
  readonly gallery: StoredGallery
  readonly folder: CheckedFolder
  readonly #room: SpaceReservation
  #images: number

  /** `room` has `mostHeldBytes` for each of so many images. */
  constructor(gallery: StoredGallery, folder: CheckedFolder, room: SpaceReservation, images: number) {
    this.gallery = gallery
    this.folder = folder
    this.#room = room
    this.#images = images
  }

  /** One of its images needs no room any more. */
  leave(): void {
    this.#images -= 1
    if (this.#images > 0) this.#room.left(this.#images * mostHeldBytes)
    else this.#room[Symbol.dispose]()
  }
}

/** What a batched image reports to. */
export interface BatchedImageOwner {
  readonly aborts: AbortGroup
  came(image: BatchedImage, reply: LaneReply | null): void
  aborted(image: BatchedImage, partial: PartialBody | null): void
  broken(error: unknown): void
}

/** An image on its way together with others. */
export class BatchedImage implements LaneWatcher {
  readonly image: QueuedImage
  readonly place: BatchPlace
  /** See `ImageRequest.name`. */
  readonly name: string
  readonly #owner: BatchedImageOwner

  constructor(image: QueuedImage, place: BatchPlace, name: string, owner: BatchedImageOwner) {
    this.image = image
    this.place = place
    this.name = name
    this.#owner = owner
  }

  get aborts(): AbortGroup {
    return this.#owner.aborts
  }

  came(reply: LaneReply | null): void {
    this.#owner.came(this, reply)
  }

  refused(reason: unknown): void {
    if (this.aborts.signal.aborted) this.#owner.aborted(this, null)
    // Its own request will be refused in the same way.
    else if (reason instanceof FailureError) this.#owner.came(this, null)
    else this.#owner.broken(reason)
  }

  aborted(partial: PartialBody | null): void {
    this.#owner.aborted(this, partial)
  }
}

/** What came of an image that goes its own way from here. */
export function earlyReply(lane: ImageLane, dev: number, address: string, reply: LaneReply): EarlyReply {
  let left: LaneReply | null = reply
  return {
    take: (wanted) => {
      if (wanted !== address) return null
      const taken = left
      left = null
      return taken
    },
    [Symbol.dispose]: () => {
      if (left !== null) lane.discard(dev, left)
      left = null
    },
  }
}
