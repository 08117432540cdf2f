import { setImmediate } from 'node:timers/promises'
import type { ImageId } from '@shared/model/units'

/** What makes two images the same. */
export interface SameImage {
  /** Folder and address: whichever task wants it. */
  readonly place: string
  /** Task and address: in whichever gallery of the task. */
  readonly inTask: string
}

/** An image that is at work; disposing it ends that. Tasks hold places only while they ask, so none waits for another's retries. */
export interface ImageHold extends Disposable {
  /** Whether other tasks may have had the place since it was taken. */
  readonly isReleased: boolean
  /** Before a wait for the next try: other tasks may take the place, the own task may not. */
  release(): void
  /** Takes the place again as soon as no other task has it. Rejects with the signal's reason, without the place. */
  retake(signal: AbortSignal): Promise<void>
}

/** Images that tasks fetch now: an image that several want is fetched once. */
export interface ImagesInFlight {
  /**
   * Takes the image, or null when another one at work is the same. Then `wake` is called once, when that may be over.
   * An image that waits to retake its place holds nothing that another task waits for: no two can wait for each other.
   */
  take(image: ImageId, same: SameImage, wake: () => void): ImageHold | null
  /** Also while it waits for its next try: its partial file is in use. */
  isAtWork(image: ImageId): boolean
}

/** No image is reserved yet. */
export function createImagesInFlight(): ImagesInFlight {
  const held = new Map<string, Set<() => void>>()
  const atWork = new Set<ImageId>()

  function free(key: string): void {
    const waiting = held.get(key)
    held.delete(key)
    for (const wake of waiting ?? []) wake()
  }

  return {
    isAtWork: (image) => atWork.has(image),
    take(image, { place, inTask }, wake) {
      const waiting = held.get(inTask) ?? held.get(place)
      if (waiting !== undefined) {
        waiting.add(wake)
        return null
      }
      held.set(place, new Set())
      held.set(inTask, new Set())
      atWork.add(image)
      let hasPlace = true
      const release = () => {
        if (!hasPlace) return
        hasPlace = false
        free(place)
      }
      return {
        get isReleased() {
          return !hasPlace
        },
        release,
        async retake(signal) {
          if (hasPlace) return
          // Those that were woken come first: a next try without a wait would take the place from under them each time.
          await setImmediate()
          signal.throwIfAborted()
          for (let others = held.get(place); others !== undefined; others = held.get(place)) {
            await woken(others, signal)
          }
          held.set(place, new Set())
          hasPlace = true
        },
        [Symbol.dispose]() {
          if (!atWork.delete(image)) return
          release()
          free(inTask)
        },
      }
    },
  }
}

function woken(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      waiting.delete(wake)
      signal.removeEventListener('abort', abort)
    }
    const wake = () => {
      end()
      resolve()
    }
    const abort = () => {
      end()
      reject(signal.reason)
    }
    waiting.add(wake)
    signal.addEventListener('abort', abort, { once: true })
  })
}
