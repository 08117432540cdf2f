import type { ImageId, TaskId } from '@shared/units'
import type { ImageRecord, ImageRows } from '../storage/image-rows'
import { hostAndPort } from '../transfer/private-address'
import type { ActiveImages } from './active-images'

/** Rows are read in windows of this many. */
const windowSize = 100

/** So many rows are looked through for an image of a host that is not busy. */
const mostWaiting = 1000

/** Gives the queued images of a task, each once while it is at work. */
export interface ImageSource {
  /** The first one whose host can use it, in the order in which they were found; null when there is none now. */
  take(): ImageRecord | null
  /** It is not at work any more. */
  ended(id: ImageId): void
  /** Images that were passed over wait for other tasks: `take` may give one when it is called after a wake. */
  readonly isWaiting: boolean
}

export interface ImageSourcePorts {
  readonly id: TaskId
  readonly images: Pick<ImageRows, 'queued'>
  readonly active: Pick<ActiveImages, 'has' | 'begin'>
  /** How many images of a host, `host:port`, may be at work: one slow site must not keep the others waiting. */
  readonly room: (host: string) => number
  /** Takes the image for this task; false while another one fetches it: `wake` is called when that has ended. */
  readonly reserve: (image: ImageRecord, wake: () => void) => boolean
}

export function createImageSource({ id, images, active, room, reserve }: ImageSourcePorts): ImageSource {
  const busy = new Map<string, number>()
  const hosts = new Map<ImageId, string>()
  /** Rows that were read and not given yet, of each host in order; no row stands for a host that has none. */
  const waiting = new Map<string, ImageRecord[]>()
  let waitingCount = 0
  let last: ImageId | 0 = 0
  /** Those that another task fetches now, in order. They keep no others waiting: each ends with that transfer. */
  const passedOver = new Map<ImageId, ImageRecord>()
  let isWoken = false
  const wake = () => {
    isWoken = true
  }

  /** The first image whose host has room: each host is looked at once, however many of its images wait. */
  function first(): { readonly image: ImageRecord; readonly host: string } | null {
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
    const rows = images.queued(id, last, windowSize)
    const end = rows.at(-1)
    if (end === undefined) return false
    last = end.id
    for (const image of rows) if (!active.has(image.id) && !passedOver.has(image.id)) wait(image)
    return true
  }

  const hasRoom = (host: string) => (busy.get(host) ?? 0) < room(host)

  function firstFreed(): ImageRecord | null {
    if (!isWoken) return null
    isWoken = false
    for (const image of passedOver.values()) {
      const host = hostOf(image.address)
      if (!hasRoom(host)) isWoken = true
      else if (reserve(image, wake)) {
        isWoken = true
        passedOver.delete(image.id)
        return begin(image, host)
      }
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
      const freed = firstFreed()
      if (freed !== null) return freed
      for (let again = false; ; ) {
        const found = first()
        if (found !== null) {
          leave(found.host)
          if (active.has(found.image.id)) continue
          if (reserve(found.image, wake)) return begin(found.image, found.host)
          passedOver.set(found.image.id, found.image)
          continue
        }
        if (waitingCount + passedOver.size >= mostWaiting) return null
        if (readOn()) continue
        if (waitingCount > 0 || last === 0 || again) return null
        // From the start again: some may have been queued anew behind us.
        last = 0
        again = true
      }
    },
    get isWaiting() {
      return passedOver.size > 0
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
