import type { DownloadRequest } from '@shared/model/download-request'
import type { Failure, FailureError } from '@shared/model/failure'
import type { Recipe } from '@shared/model/recipe'
import type { Settings } from '@shared/model/settings'
import type { TaskId } from '@shared/model/units'
import type { PageRange } from '@shared/page-range/page-range'
import type { Condition } from '../async/condition'
import type { Sequencer } from '../async/sequencer'
import type { PageMemory } from '../crawl/page-memory'
import type { PageSource } from '../crawl/page-source'
import type { FullDisks } from '../disk/space/free-space'
import type { ActiveImages } from '../download/active-images'
import type { PassedOver } from '../download/image-queue'
import type { ImagesInFlight } from '../download/images-in-flight'
import type { ImageDisk } from '../download/save-image'
import type { SiteTemplate } from '../extract/extraction'
import type { RecipeBook } from '../extract/recipes/recipe-book'
import type { Extractor } from '../extract/worker/extractor'
import type { GalleryFinisher } from '../library/finish-gallery'
import type { Network, TaskClient } from '../network/network'
import type { TaskEvent } from '../ports/events'
import type { Ports } from '../ports/ports'
import type { Storage } from '../storage/storage'
import type { TaskLedger } from '../tasks/task-ledger'

/** A running task, as commands see it. */
export interface RunningTask {
  /** Pages or images were queued again: look at them. */
  readonly requeue: () => void
  readonly active: ActiveImages
  /** Stops the run for a reason that lies on this machine. */
  readonly stop: (reason: FailureError) => void
}

/** The running tasks. */
export type RunningTasks = Map<TaskId, RunningTask>

/** More are forgotten, the oldest first: their images are asked for again. */
const mostRemembered = 2000

/** The site may decide by the page that shows the image, which is another one for each gallery. */
const ofThePage: ReadonlySet<Failure['kind']> = new Set(['forbidden', 'auth'])

/** Image addresses that a run could not get after all its retries: the next images of the same address fail as they did. */
export interface FailedAddresses {
  get(address: string): Failure | undefined
  note(address: string, failure: Failure): void
  /** The user wants them asked for again. */
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

/** What every run of a task works with; lives as long as the engine. */
export interface RunTools {
  readonly ports: Ports
  readonly settings: () => Settings
  readonly storage: Storage
  readonly ledger: TaskLedger
  readonly network: Network
  readonly pageMemory: PageMemory
  readonly imageDisk: ImageDisk
  readonly fullDisks: FullDisks
  readonly extractor: Extractor
  readonly recipeBook: RecipeBook
  readonly inFlight: ImagesInFlight
  /** By folder: claims of folders below it, and records written into it, one after another. */
  readonly folders: Sequencer
  readonly emit: (event: TaskEvent) => void
  /** A gallery, image or problem of the task changed: lists that are shown ask again. */
  readonly rowsChanged: (id: TaskId) => void
  readonly libraryChanged: () => void
}

/** One task at work. */
export interface Run extends RunTools {
  readonly id: TaskId
  readonly request: DownloadRequest
  /** Path of the task's folder without symbolic links. */
  readonly realRoot: string
  readonly range: PageRange
  readonly recipe: Recipe
  readonly client: TaskClient
  readonly pages: PageSource
  /** What the compared pages share; null when there was nothing to compare. */
  readonly template: SiteTemplate | null
  readonly active: ActiveImages
  readonly finisher: GalleryFinisher
  readonly failed: FailedAddresses
  readonly passedOver: PassedOver
  /** By SHA-256: of two equal images that came together the second is named when the first is recorded. */
  readonly contents: Sequencer
  /** Rings when rows were queued, an image ended or the last page was read. */
  readonly changed: Condition
  readonly signal: AbortSignal
  /** Stops the whole run; the first reason is what it ends with. */
  readonly stop: (reason: unknown) => void
}
