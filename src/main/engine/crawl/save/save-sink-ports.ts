import type { Settings } from '@shared/model/settings'
import type { Sequencer } from '../../async/sequencer'
import type { TaskOutput } from '../../library/finish-gallery'
import type { Ports } from '../../ports/ports'
import type { TaskContext } from '../../tasks/running-tasks'
import type { PageSource } from '../page-source'

/** What saving findings as rows works with. */
export interface SaveSinkPorts {
  readonly task: TaskContext
  readonly output: TaskOutput
  readonly pages: PageSource
  /** By folder: claims of folders below it, one after another. */
  readonly folders: Sequencer
  readonly settings: () => Settings
  readonly ports: Pick<Ports, 'now'>
}
