import type { DownloadRequest } from '@shared/model/download-request'
import type { Recipe } from '@shared/model/recipe'
import type { Settings } from '@shared/model/settings'
import type { TaskId } from '@shared/model/units'
import type { PageRange } from '@shared/page-range/page-range'
import type { Sequencer } from '../async/sequencer'
import type { GalleryFinisher } from '../library/finish-gallery'
import type { TaskEvent } from '../ports/events'
import type { Ports } from '../ports/ports'
import type { Storage } from '../storage/storage'
import type { TaskLedger } from '../tasks/task-ledger'
import type { PageSource } from './page-source'

/** The task whose pages are read. */
export interface CrawledTask {
  readonly id: TaskId
  readonly request: DownloadRequest
  /** Path of the task's folder without symbolic links. */
  readonly realRoot: string
  readonly range: PageRange
  readonly recipe: Recipe
  readonly signal: AbortSignal
}

/** What saving findings as rows works with. */
export interface SaveSinkPorts {
  readonly task: CrawledTask
  readonly storage: Storage
  readonly ledger: TaskLedger
  readonly pages: PageSource
  readonly finisher: GalleryFinisher
  /** By folder: claims of folders below it, one after another. */
  readonly folders: Sequencer
  readonly settings: () => Settings
  readonly ports: Ports
  readonly emit: (event: TaskEvent) => void
}
