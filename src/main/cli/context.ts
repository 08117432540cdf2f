import type { ShortfallKind } from '@shared/model/page-kind'
import type { DataPaths } from '../host/data-folder'
import type { Interruption } from './interruption'
import type { Terminal } from './output/terminal'
import type { Session } from './session/session'

/** What happened in this run; `saved` and `failed` count the events that were reported. */
export interface RunCount {
  saved: number
  skipped: number
  failed: number
  /** Exit bits of the failures. */
  bits: number
  /** What keeps results of this run from being everything that was asked for. */
  readonly incomplete: Set<ShortfallKind>
  /** What was found on disk by a check. */
  verified?: Readonly<Record<string, unknown>>
}

/** What every command works with. */
export interface Context {
  readonly terminal: Terminal
  readonly interruption: Interruption
  readonly count: RunCount
  /**
   * How the user types a command on this very list of tasks, without the numbers: `galleon resume --data-dir /x`; null
   * when nothing can be resumed later.
   */
  readonly typed:
    | ((
        command: 'resume' | 'retry' | 'skip' | 'cancel' | 'remove' | 'list' | 'verify' | 'stop' | 'continue',
      ) => string)
    | null
  /** What lies in the data folder. */
  readonly paths: DataPaths
  /** The user's home folder. */
  readonly home: string
  readonly version: string
  /** Folder of the demo gallery's pictures. */
  readonly demoPictures: string
  /** Folder that relative paths are meant in. */
  readonly cwd: string
  /** Opens the engine, or joins the one that runs. `serves`: others may join. `reads`: nothing is to be changed. */
  open(serves: boolean, reads?: boolean): Promise<Session>
}
