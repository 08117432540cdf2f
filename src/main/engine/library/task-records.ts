import type { ChangeReport } from '../ports/change-notifier'
import type { Storage } from '../storage/storage'
import type { TaskLedger } from '../tasks/task-ledger'
import type { GalleryFinisher } from './finish-gallery'

/** Where the results of a task are written and reported. */
export interface TaskRecords {
  readonly storage: Storage
  readonly ledger: TaskLedger
  readonly finisher: GalleryFinisher
  readonly changes: ChangeReport
}
