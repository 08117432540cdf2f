import type { ImageId, TaskId } from '@shared/model/units'
import { hostOf } from '../address/host-of'
import type { QueuedImage } from '../storage/images/image-row'
import type { ImageQueueRows } from '../storage/images/image-states'
import type { ActiveImages, PassedOver } from './task-images'

/** Rows are read in windows of this many. */
const windowSize = 100

/** At most this many rows are looked through for an image of a host that is not busy. */
const mostWaiting = 1000

/** Most images that are kept while they wait for the same one in flight. */
const mostPassedOver = 5000

/** Gives the queued images of a task, each once while it is at work. */
export interface ImageQueue {
  /** The first one whose host can use it, in the order in which they were found; null when there is none now. */
  take(): QueuedImage | null
  /** Ends the work on an image. */
  ended(id: ImageId): void
  /** An image at work goes alone from now on. */
  goesAlone(id: ImageId): void
}

/** Most images of one host at work. */
export interface HostRoom {
  readonly all: number
  /** Those among them that go alone. */
  readonly alone: number
}

/** The rows and limits that the queue reads. */
export interface ImageQueuePorts {
  readonly id: TaskId
  readonly images: Pick<ImageQueueRows, 'list' | 'has'>
  readonly active: Pick<ActiveImages, 'has' | 'begin'>
  /** How many images of a host, `host:port`, may be at work: one slow site must not keep the others waiting. */
  readonly room: (host: string) => HostRoom
  /** Whether an image goes together with others. */
  readonly goesTogether: (image: QueuedImage) => boolean
  /** Takes the image for this task; false while the same one is in flight: `wake` is called when it may be free. */
  readonly reserve: (image: QueuedImage, wake: () => void) => boolean
  /** Counted by the source. */
  readonly passedOver: PassedOver
}

/** The queued images of a task, fast hosts before slow ones. */
export function createImageQueue(ports: ImageQueuePorts): ImageQueue {
  return new HostAwareQueue(ports)
}

/** Images of one host at work, and those of them that go alone. */
interface Busy {
  all: number
  alone: number
}

class HostAwareQueue implements ImageQueue {
  readonly #ports: ImageQueuePorts
  /** Number of images at work, by host. */
  readonly #busy = new Map<string, Busy>()
  /** Each image at work. */
  readonly #atWork = new Map<ImageId, { readonly host: string; isAlone: boolean }>()
  readonly #waiting = new WaitingByHost()
  readonly #passed: PassedImages
  /** The last row that was read. */
  #last: ImageId | 0 = 0

  constructor(ports: ImageQueuePorts) {
    this.#ports = ports
    this.#passed = new PassedImages(ports.passedOver)
  }

  take(): QueuedImage | null {
    const { active } = this.#ports
    const hasRoom = (host: string, image: QueuedImage) => this.#hasRoom(host, image)
    const free = this.#passed.takeFree(hasRoom, (image) => this.#reserve(image))
    if (free !== null) return this.#begin(free)
    for (let hasRestarted = false; ; ) {
      const image = this.#waiting.take(hasRoom)
      if (image !== null) {
        if (active.has(image.id)) continue
        if (!this.#passed.hasAddress(image.address) && this.#reserve(image)) return this.#begin(image)
        this.#passed.add(image)
        continue
      }
      if (this.#waiting.count >= mostWaiting || this.#passed.count >= mostPassedOver) return null
      if (this.#readRows()) continue
      if (this.#waiting.count > 0 || this.#last === 0 || hasRestarted) return null
      // Rows behind the last one may be queued again. Not read through each time for those that are passed over.
      const known = this.#atWork.size + this.#passed.count
      if (!this.#ports.images.has(this.#ports.id, known + 1)) return null
      this.#last = 0
      hasRestarted = true
    }
  }

  ended(id: ImageId): void {
    const image = this.#atWork.get(id)
    if (image === undefined) return
    this.#atWork.delete(id)
    this.#count(image.host, -1, image.isAlone ? -1 : 0)
  }

  goesAlone(id: ImageId): void {
    const image = this.#atWork.get(id)
    if (image === undefined || image.isAlone) return
    image.isAlone = true
    this.#count(image.host, 0, 1)
  }

  #hasRoom(host: string, image: QueuedImage): boolean {
    const busy = this.#busy.get(host)
    if (busy === undefined) return true
    const { all, alone } = this.#ports.room(host)
    return busy.all < all && (busy.alone < alone || this.#ports.goesTogether(image))
  }

  #count(host: string, all: number, alone: number): void {
    const busy = this.#busy.get(host) ?? { all: 0, alone: 0 }
    busy.all += all
    busy.alone += alone
    if (busy.all > 0) this.#busy.set(host, busy)
    else this.#busy.delete(host)
  }

  #reserve(image: QueuedImage): boolean {
    return this.#ports.reserve(image, () => this.#passed.wake(image.address))
  }

  #begin(image: QueuedImage): QueuedImage {
    const host = hostOf(image.address)
    const isAlone = !this.#ports.goesTogether(image)
    this.#atWork.set(image.id, { host, isAlone })
    this.#count(host, 1, isAlone ? 1 : 0)
    this.#ports.active.begin(image.id)
    return image
  }

  /** False when there are no rows behind the last one. */
  #readRows(): boolean {
    const { images, id, active } = this.#ports
    const rows = images.list(id, this.#last, windowSize)
    const end = rows.at(-1)
    if (end === undefined) return false
    this.#last = end.id
    for (const image of rows)
      if (!active.has(image.id) && !this.#passed.has(image.id)) this.#waiting.add(image)
    return true
  }
}

/** Whether an image of this host may be begun. */
type HasRoom = (host: string, image: QueuedImage) => boolean

/** Images that were read and not given yet, of each host in their order. */
class WaitingByHost {
  readonly #queues = new Map<string, QueuedImage[]>()
  #count = 0

  get count(): number {
    return this.#count
  }

  add(image: QueuedImage): void {
    const host = hostOf(image.address)
    const queue = this.#queues.get(host)
    if (queue === undefined) this.#queues.set(host, [image])
    else queue.push(image)
    this.#count += 1
  }

  /** Takes the first image whose host has room: each host is looked at once, however many of its images wait. */
  take(hasRoom: HasRoom): QueuedImage | null {
    let found: { readonly image: QueuedImage; readonly host: string } | null = null
    for (const [host, [image]] of this.#queues) {
      if (image === undefined || !hasRoom(host, image)) continue
      if (found === null || image.id < found.image.id) found = { image, host }
    }
    if (found === null) return null
    const queue = this.#queues.get(found.host)
    queue?.shift()
    if (queue?.length === 0) this.#queues.delete(found.host)
    this.#count -= 1
    return found.image
  }
}

/**
 * Images that wait because the same one is in flight, in order: in another task, or in this one, whose next images take
 * over its outcome. The first of each address waits for a wake.
 */
class PassedImages {
  readonly #counter: PassedOver
  readonly #byAddress = new Map<string, QueuedImage[]>()
  readonly #ids = new Set<ImageId>()
  /** Addresses of which one may be free. */
  readonly #woken = new Set<string>()

  constructor(counter: PassedOver) {
    this.#counter = counter
  }

  get count(): number {
    return this.#ids.size
  }

  has(id: ImageId): boolean {
    return this.#ids.has(id)
  }

  hasAddress(address: string): boolean {
    return this.#byAddress.has(address)
  }

  wake(address: string): void {
    this.#woken.add(address)
  }

  add(image: QueuedImage): void {
    const others = this.#byAddress.get(image.address)
    if (others === undefined) this.#byAddress.set(image.address, [image])
    else others.push(image)
    this.#ids.add(image.id)
    this.#counter.count = this.#ids.size
  }

  /** Takes the first one that was woken, whose host has room and that can be reserved. */
  takeFree(hasRoom: HasRoom, reserve: (image: QueuedImage) => boolean): QueuedImage | null {
    for (const address of this.#woken) {
      const [image, ...others] = this.#byAddress.get(address) ?? []
      if (image !== undefined && !hasRoom(hostOf(address), image)) continue
      this.#woken.delete(address)
      if (image === undefined || !reserve(image)) continue
      if (others.length === 0) this.#byAddress.delete(address)
      else {
        this.#byAddress.set(address, others)
        this.#woken.add(address)
      }
      this.#ids.delete(image.id)
      this.#counter.count = this.#ids.size
      return image
    }
    return null
  }
}
