import type { Failure } from '@shared/model/failure'
import type { ActiveImage } from '@shared/model/gallery'
import type { ImageId } from '@shared/model/units'
import { createSequencer, type Sequencer } from '../async/sequencer'
import { createSpeedMeter, type SpeedMeter } from '../network/limits/bandwidth'
import type { ImagesInFlight } from './images-in-flight'
import { createSeenAnswers, type SeenAnswers } from './placeholders'

/** The images of a task that are in transfer now. Its size is bounded by the connections. */
export interface ActiveImages {
  begin(id: ImageId): void
  /** `received` counts from the start of the file, resumed bytes included. */
  report(id: ImageId, received: number, total: number | null): void
  end(id: ImageId): void
  has(id: ImageId): boolean
  /** Whether bytes of it came, or were there. */
  hasBytes(id: ImageId): boolean
  list(): readonly ActiveImage[]
}

interface Entry {
  received: number
  total: number | null
  readonly meter: SpeedMeter
}

/** No image is active yet. */
export function createActiveImages(clock: () => number): ActiveImages {
  const images = new Map<ImageId, Entry>()
  return {
    begin(id) {
      images.set(id, { received: 0, total: null, meter: createSpeedMeter(clock) })
    },
    report(id, received, total) {
      const entry = images.get(id)
      if (!entry) return
      // The first report of a resumed file counts what was there before; that was not transferred now.
      if (entry.received > 0 && received > entry.received) entry.meter.add(received - entry.received)
      entry.received = received
      entry.total = total
    },
    end(id) {
      images.delete(id)
    },
    has: (id) => images.has(id),
    hasBytes: (id) => (images.get(id)?.received ?? 0) > 0,
    list: () =>
      [...images]
        .filter(([, { received }]) => received > 0)
        .map(([id, { received, total, meter }]) => ({
          id,
          received,
          total,
          bytesPerSecond: meter.bytesPerSecond,
        })),
  }
}

/** More are forgotten, the oldest first: their images are asked for again. */
const mostRemembered = 2000

/** The site may decide by the page that shows the image, which is another one for each gallery. */
const ofThePage: ReadonlySet<Failure['kind']> = new Set(['forbidden', 'auth'])

/** Image addresses that a run could not get after all its retries: the next images of the same address fail as they did. */
interface FailedAddresses {
  get(address: string): Failure | undefined
  note(address: string, failure: Failure): void
  /** Lets them be fetched again: the user asked for it. */
  forget(): void
}

/** No address has failed yet. */
function createFailedAddresses(): FailedAddresses {
  const failures = new Map<string, Failure>()
  return {
    get: (address) => failures.get(address),
    note(address, failure) {
      if (ofThePage.has(failure.kind)) return
      failures.delete(address)
      failures.set(address, failure)
      if (failures.size <= mostRemembered) return
      const [oldest] = failures.keys()
      if (oldest !== undefined) failures.delete(oldest)
    },
    forget: () => failures.clear(),
  }
}

/** Queued images that only wait for the same one in flight: `take` may give one when it is called after a wake. */
export interface PassedOver {
  count: number
}

/** What is remembered of a task's images while the task runs. */
export interface TaskImages {
  /** Images in transfer. */
  readonly active: ActiveImages
  /** Addresses that failed in this run. */
  readonly failed: FailedAddresses
  /** Images that wait for the same one in flight. */
  readonly passedOver: PassedOver
  /** By SHA-256: of two equal images that came together the second is named when the first is recorded. */
  readonly contents: Sequencer
  /** What addresses answered: several that lead to one picture lead to a placeholder. */
  readonly answers: SeenAnswers
  /** Images in flight of all tasks. */
  readonly inFlight: ImagesInFlight
}

/** The state of a run that has fetched nothing yet; `clock` gives milliseconds and never goes back. */
export function createTaskImages(inFlight: ImagesInFlight, clock: () => number): TaskImages {
  return {
    active: createActiveImages(clock),
    failed: createFailedAddresses(),
    passedOver: { count: 0 },
    contents: createSequencer(),
    answers: createSeenAnswers(),
    inFlight,
  }
}
