import { forgetOldest } from '@shared/collections/forget-oldest'
import type { Failure } from '@shared/model/failure'
import type { ActiveImage } from '@shared/model/gallery'
import type { ImageId } from '@shared/model/units'
import { createSequencer, type Sequencer, type Turn } from '../async/sequencer'
import { createSpeedMeter, type SpeedMeter } from '../network/limits/bandwidth'
import type { ImagesInFlight } from './images-in-flight'
import { createSeenAnswers, createSeenContents, type SeenAnswers, type SeenContents } from './placeholders'
import { createLinkedSizes, type LinkedSizes } from './shown-version'

/** How far one image has come, for the window. */
export interface ImageProgress {
  /** `received` counts from the start of the file, resumed bytes included; `total` is null while it is unknown. */
  report(received: number, total: number | null): void
}

/** The images of a task that are in transfer now. Its size is bounded by the connections. */
export interface ActiveImages {
  begin(id: ImageId): ImageProgress
  end(id: ImageId): void
  /** What `begin` returned; throws for an image that is not in transfer. */
  progressOf(id: ImageId): ImageProgress
  has(id: ImageId): boolean
  readonly count: number
  /** Whether bytes of it came, or were there. */
  hasBytes(id: ImageId): boolean
  list(): readonly ActiveImage[]
}

interface Entry extends ImageProgress {
  readonly received: number
  readonly total: number | null
  readonly bytesPerSecond: number
}

function createEntry(clock: () => number): Entry {
  // Made when bytes come: most images are whole with the first report.
  let meter: SpeedMeter | null = null
  let received = 0
  let total: number | null = null
  return {
    get received() {
      return received
    },
    get total() {
      return total
    },
    get bytesPerSecond() {
      return meter?.bytesPerSecond ?? 0
    },
    report(bytes, ofTotal) {
      meter ??= createSpeedMeter(clock)
      // The first report of a resumed file counts what was there before; that was not transferred now.
      if (received > 0 && bytes > received) meter.add(bytes - received)
      received = bytes
      total = ofTotal
    },
  }
}

/** No image is active yet. */
export function createActiveImages(clock: () => number): ActiveImages {
  const images = new Map<ImageId, Entry>()
  return {
    begin(id) {
      const entry = createEntry(clock)
      images.set(id, entry)
      return entry
    },
    end(id) {
      images.delete(id)
    },
    progressOf(id) {
      const entry = images.get(id)
      if (entry === undefined) throw new Error(`image ${id} is not in transfer`)
      return entry
    },
    has: (id) => images.has(id),
    get count() {
      return images.size
    },
    hasBytes: (id) => (images.get(id)?.received ?? 0) > 0,
    list: () =>
      [...images]
        .filter(([, { received }]) => received > 0)
        .map(([id, { received, total, bytesPerSecond }]) => ({ id, received, total, bytesPerSecond })),
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
      forgetOldest(failures, mostRemembered)
    },
    forget: () => failures.clear(),
  }
}

/** One image's turn among those of equal content; until it is disposed the others wait for its outcome. */
export interface ContentTurn extends Disposable {
  /**
   * Takes the turn of this content, in place of the one that was taken before. Resolves when no equal content of the task is
   * being named; undefined when there is nothing to wait for, also when its own turn is asked for again.
   */
  begin(sha256: string): Promise<void> | undefined
}

/** A turn that is not taken yet, among `TaskImages.contents`. */
export function createContentTurn(contents: Sequencer): ContentTurn {
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
  /** What images brought: one content of several addresses may stand for others. */
  readonly seenContents: SeenContents
  /** Sizes of linked pictures: a "larger" one may be smaller than what its page shows. */
  readonly sizes: LinkedSizes
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
    seenContents: createSeenContents(),
    sizes: createLinkedSizes(),
    inFlight,
  }
}
