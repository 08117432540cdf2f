import type { SettingsPatch } from '@shared/model/settings'
import type { EpochMs } from '@shared/model/units'

/** Which start of the machine this is: what was written since then and not flushed is still there, older is not sure. */
export interface BootId {
  /** Noted beside what is not flushed. */
  readonly mark: string
  /** Whether something with this mark was written since the machine started. */
  isSame(mark: unknown): boolean
}

/** Where a line of the log goes. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  details?: Record<string, unknown>,
) => void

/**
 * Everything that the engine needs from its host. Tests run it without a window, the terminal without Electron.
 */
export interface Ports {
  /** SQLite file; its folder exists. */
  readonly databaseFile: string
  /** `config.json`; made on the first change. */
  readonly configFile: string
  readonly recipeFolders: { readonly builtIn: string; readonly own: string }
  /** Built file of `extract/worker/extract-worker.ts`. */
  readonly extractWorkerFile: string
  /** Built file of `disk/writer/disk-writer-worker.ts`. */
  readonly diskWriterFile: string
  /** Built file of `storage/lists/list-worker.ts`. */
  readonly listWorkerFile: string
  /** Wall clock in epoch milliseconds, for records and `Retry-After` dates. */
  readonly now: () => EpochMs
  /** Which start of the machine this is. */
  readonly bootId: BootId
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly log: Log
  /**
   * Moves a file or folder to the system's trash; false where there is none or it does not take this one, which then is
   * where it was. Never rejects. Without it deleted files are deleted for good.
   */
  readonly trash?: (path: string) => Promise<boolean>
  readonly userAgent: string
  /** Folder for downloads while the settings name none. */
  readonly defaultFolder: string
  /** Settings of this run alone: they win over those of the file and are never written to it. */
  readonly settingsOfRun?: SettingsPatch
  /**
   * Whether every task is resumed automatically once what paused it is over; else only those that `resumeWhenPossible` names.
   */
  readonly autoResume?: boolean
  /** How often paused tasks are checked for that, in milliseconds; 3000 by default. */
  readonly lookEveryMs?: number
}
