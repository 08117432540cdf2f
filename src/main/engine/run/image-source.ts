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
}

export interface ImageSourcePorts {
  readonly id: TaskId
  readonly images: Pick<ImageRows, 'queued'>
  readonly active: Pick<ActiveImages, 'has' | 'begin'>
  /** How many images of a host, `host:port`, may be at work: one slow site must not keep the others waiting. */
  readonly room: (host: string) => number
}

interface Waiting {
  readonly image: ImageRecord
  readonly host: string
}

export function createImageSource({ id, images, active, room }: ImageSourcePorts): ImageSource {
  const busy = new Map<string, number>()
  const hosts = new Map<ImageId, string>()
  /** Rows that were read and not given yet, because their hosts are busy. */
  let waiting: Waiting[] = []
  let last: ImageId | 0 = 0

  const hasRoom = ({ host }: Waiting) => (busy.get(host) ?? 0) < room(host)

  /** False when there are no rows behind the last one. */
  function readOn(): boolean {
    const rows = images.queued(id, last, windowSize)
    const end = rows.at(-1)
    if (end === undefined) return false
    last = end.id
    for (const image of rows) if (!active.has(image.id)) waiting.push({ image, host: hostOf(image.address) })
    return true
  }

  function begin({ image, host }: Waiting): ImageRecord {
    busy.set(host, (busy.get(host) ?? 0) + 1)
    hosts.set(image.id, host)
    active.begin(image.id)
    return image
  }

  return {
    take() {
      for (let again = false; ; ) {
        const place = waiting.findIndex(hasRoom)
        const [found] = place < 0 ? [] : waiting.splice(place, 1)
        if (found !== undefined && !active.has(found.image.id)) return begin(found)
        if (found !== undefined) continue
        if (waiting.length >= mostWaiting) return null
        if (readOn()) continue
        if (waiting.length > 0 || last === 0 || again) return null
        // From the start again: some may have been queued anew behind us.
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
