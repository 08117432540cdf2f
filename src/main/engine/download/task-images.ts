import type { Failure } from '@shared/model/failure'
import { createSequencer, type Sequencer } from '../async/sequencer'
import { type ActiveImages, createActiveImages } from './active-images'
import type { PassedOver } from './image-queue'
import type { ImagesInFlight } from './images-in-flight'

/** More are forgotten, the oldest first: their images are asked for again. */
const mostRemembered = 2000

/** The site may decide by the page that shows the image, which is another one for each gallery. */
const ofThePage: ReadonlySet<Failure['kind']> = new Set(['forbidden', 'auth'])

/** Image addresses that a run could not get after all its retries: the next images of the same address fail as they did. */
export interface FailedAddresses {
  get(address: string): Failure | undefined
  note(address: string, failure: Failure): void
  /** Lets them be fetched again: the user asked for it. */
  forget(): void
}

/** No address has failed yet. */
export function createFailedAddresses(): FailedAddresses {
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
    inFlight,
  }
}
