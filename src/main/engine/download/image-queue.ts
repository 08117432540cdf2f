import type { ImageId, TaskId } from '@shared/model/units'
import { hostAndPort } from '../address/private-address'
import type { ImageQueueRows } from '../storage/images/image-queue'
import type { ImageRecord } from '../storage/images/image-row'
import type { ActiveImages } from './active-images'

/** Rows are read in windows of this many. */
const windowSize = 100

/** So many rows are looked through for an image of a host that is not busy. */
const mostWaiting = 1000

/** So many are kept that wait for an image in flight. */
const mostPassedOver = 5000

/** Gives the queued images of a task, each once while it is at work. */
export interface ImageSource {
  /** The first one whose host can use it, in the order in which they were found; null when there is none now. */
  take(): ImageRecord | null
  /** It is not at work any more. */
  ended(id: ImageId): void
}

/** The rows and limits that the queue reads. */
export interface ImageSourcePorts {
  readonly id: TaskId
  readonly images: Pick<ImageQueueRows, 'list' | 'has'>
  readonly active: Pick<ActiveImages, 'has' | 'begin'>
  /** How many images of a host, `host:port`, may be at work: one slow site must not keep the others waiting. */
  readonly room: (host: string) => number
  /** Takes the image for this task; false while the same one is in flight: `wake` is called when it may be free. */
  readonly reserve: (image: ImageRecord, wake: () => void) => boolean
  /** The source counts here. */
  readonly passedOver: PassedOver
}

/** Queued images that only wait for the same one in flight: `take` may give one when it is called after a wake. */
export interface PassedOver {
  count: number
}

/** The queued images of a task, fast hosts before slow ones. */
export function createImageSource({
  id,
  images,
  active,
  room,
  reserve,
  passedOver,
}: ImageSourcePorts): ImageSource {
  const busy = new Map<string, number>()
  const hosts = new Map<ImageId, string>()
  /** Rows that were read and not given yet, of each host in order; no row stands for a host that has none. */
  const waiting = new Map<string, ImageRecord[]>()
  let waitingCount = 0
  let last: ImageId | 0 = 0
  /**
   * By address, in order, those of which the same one is in flight: in another task, where it is held only while it is
   * asked for, or in this one, where the next ones take what becomes of it. The first of each address waits for a wake.
   */
  const passed = new Map<string, ImageRecord[]>()
  const passedIds = new Set<ImageId>()
  /** Addresses of which one may be free. */
  const woken = new Set<string>()

  /** The first image whose host has room: each host is looked at once, however many of its images wait. */
  function firstWaiting(): { readonly image: ImageRecord; readonly host: string } | null {
    let found: { readonly image: ImageRecord; readonly host: string } | null = null
    for (const [host, [image]] of waiting) {
      if (image === undefined || !hasRoom(host)) continue
      if (found === null || image.id < found.image.id) found = { image, host }
    }
    return found
  }

  function wait(image: ImageRecord): void {
    const host = hostOf(image.address)
    const queue = waiting.get(host)
    if (queue === undefined) waiting.set(host, [image])
    else queue.push(image)
    waitingCount += 1
  }

  /** Takes the first image of a host off its queue. */
  function leave(host: string): void {
    const queue = waiting.get(host)
    queue?.shift()
    if (queue?.length === 0) waiting.delete(host)
    waitingCount -= 1
  }

  /** False when there are no rows behind the last one. */
  function readOn(): boolean {
    const rows = images.list(id, last, windowSize)
    const end = rows.at(-1)
    if (end === undefined) return false
    last = end.id
    for (const image of rows) if (!active.has(image.id) && !passedIds.has(image.id)) wait(image)
    return true
  }

  const hasRoom = (host: string) => (busy.get(host) ?? 0) < room(host)

  const tryReserve = (image: ImageRecord) => reserve(image, () => woken.add(image.address))

  function passOver(image: ImageRecord): void {
    const others = passed.get(image.address)
    if (others === undefined) passed.set(image.address, [image])
    else others.push(image)
    passedIds.add(image.id)
    passedOver.count = passedIds.size
  }

  function firstWoken(): ImageRecord | null {
    for (const address of woken) {
      const [image, ...others] = passed.get(address) ?? []
      const host = hostOf(address)
      if (image !== undefined && !hasRoom(host)) continue
      woken.delete(address)
      if (image === undefined || !tryReserve(image)) continue
      if (others.length === 0) passed.delete(address)
      else {
        passed.set(address, others)
        woken.add(address)
      }
      passedIds.delete(image.id)
      passedOver.count = passedIds.size
      return begin(image, host)
    }
    return null
  }

  function begin(image: ImageRecord, host: string): ImageRecord {
    busy.set(host, (busy.get(host) ?? 0) + 1)
    hosts.set(image.id, host)
    active.begin(image.id)
    return image
  }

  return {
    take() {
      const first = firstWoken()
      if (first !== null) return first
      for (let again = false; ; ) {
        const found = firstWaiting()
        if (found !== null) {
          leave(found.host)
          if (active.has(found.image.id)) continue
          if (!passed.has(found.image.address) && tryReserve(found.image)) {
            return begin(found.image, found.host)
          }
          passOver(found.image)
          continue
        }
        if (waitingCount >= mostWaiting || passedIds.size >= mostPassedOver) return null
        if (readOn()) continue
        if (waitingCount > 0 || last === 0 || again) return null
        // From the start again if some were queued anew behind us: not through all that are passed over each time.
        if (!images.has(id, hosts.size + passedIds.size + 1)) return null
        last = 0
        again = true
      }
    },
    ended(image) {
      const host = hosts.get(image)
      if (host === undefined) return
      hosts.delete(image)
      const left = (busy.get(host) ?? 1) - 1
      if (left === 0) busy.delete(host)
      else busy.set(host, left)
    },
  }
}

/** Addresses that are none are all of one place: they fail at once. */
function hostOf(address: string): string {
  return URL.canParse(address) ? hostAndPort(new URL(address)) : ''
}
