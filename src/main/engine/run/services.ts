import type { Settings } from '@shared/model/settings'
import type { Condition } from '../async/condition'
import type { Sequencer } from '../async/sequencer'
import type { SiteMemory } from '../crawl/evidence/site-memory'
import type { SizeRules } from '../crawl/evidence/size-rules'
import type { PageMemory } from '../crawl/page-memory'
import type { PageSource } from '../crawl/page-source'
import type { FullDisks } from '../disk/space/free-space'
import type { ImageDisk } from '../download/image-disk'
import type { ImagesInFlight } from '../download/images-in-flight'
import type { TaskImages } from '../download/task-images'
import type { SiteTemplate } from '../extract/extraction'
import type { RecipeBook } from '../extract/recipes/recipe-book'
import type { Extractor } from '../extract/worker/extractor'
import type { TaskOutput } from '../library/finish-gallery'
import type { Network, TaskClient } from '../network/network'
import type { ChangeReport } from '../ports/change-notifier'
import type { Ports } from '../ports/ports'
import type { RecordStores } from '../records/database/record-stores'
import type { RobotsMemory } from '../records/politeness/robots'
import type { Secrets } from '../storage/secrets'
import type { Storage } from '../storage/storage'
import type { TaskContext } from '../tasks/running-tasks'
import type { TaskLedger } from '../tasks/task-ledger'
import type { CrawlsAtWork } from './crawl-activity'

/** How pages are fetched and understood. */
export interface PageServices {
  readonly network: Network
  readonly pageMemory: PageMemory
  readonly extractor: Extractor
  readonly recipeBook: RecipeBook
  readonly siteMemory: SiteMemory
  /** robots.txt of the sites that crawls read. */
  readonly robotsMemory: RobotsMemory
}

/** How files come onto the disk. */
export interface FileServices {
  readonly imageDisk: ImageDisk
  readonly fullDisks: FullDisks
  readonly inFlight: ImagesInFlight
  /** By folder: claims of folders below it, and records written into it, one after another. */
  readonly folders: Sequencer
}

/** What every run of a task works with; lives as long as the engine. */
export interface EngineServices {
  readonly ports: Ports
  readonly settings: () => Settings
  readonly storage: Storage
  readonly ledger: TaskLedger
  readonly secrets: Secrets
  /** The files of crawls. */
  readonly records: RecordStores
  readonly crawls: CrawlsAtWork
  readonly changes: ChangeReport
  readonly pages: PageServices
  readonly files: FileServices
}

/** One task at work. */
export interface TaskRun {
  readonly task: TaskContext
  readonly services: EngineServices
  readonly client: TaskClient
  readonly pages: PageSource
  readonly output: TaskOutput
  readonly images: TaskImages
  /** What is known of larger versions. */
  readonly sizes: SizeRules
  /** What the compared pages share; null when there was nothing to compare. */
  readonly template: SiteTemplate | null
  /** Notified when rows were queued, an image ended or the last page was read. */
  readonly changed: Condition
  /** A crawl reads no further page once it is asked, and looks for pages of a retry. */
  readonly stopping: { asked: boolean; again: boolean }
  /** Stops the whole run; the first reason is what it ends with. */
  readonly stop: (reason: unknown) => void
}
