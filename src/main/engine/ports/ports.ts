import type { Transferable, WorkerOptions } from 'node:worker_threads'
import type { SettingsPatch } from '@shared/model/settings'
import type { EpochMs } from '@shared/model/units'
import type { z } from 'zod'

/**
 * One thing that the program remembers between its starts: a row of `settings` under a key of its own.
 *
 * Made once, by `remembered` or `rememberedText`, beside the code that uses it.
 */
export interface Remembered<T> {
  readonly key: string
  /** The value of the saved text; a text that cannot be read, or none, gives the default. */
  read(saved: string | null): T
  write(value: T): string
}

/** Everything that the program remembers; no user edits it. */
export interface RememberedValues {
  get<T>(thing: Remembered<T>): T
  set<T>(thing: Remembered<T>, value: T): void
  /** From now on it has its default. */
  forget(thing: Remembered<unknown>): void
}

/** A thing that is saved as JSON; `otherwise` is its value before it was saved, and when another version saved it. */
export function remembered<T>(key: string, schema: z.ZodType<T>, otherwise: T): Remembered<T> {
  return {
    key,
    read(saved) {
      if (saved === null) return otherwise
      try {
        const value = schema.safeParse(JSON.parse(saved))
        return value.success ? value.data : otherwise
      } catch {
        return otherwise
      }
    },
    write: (value) => JSON.stringify(value),
  }
}

/** A thing that is saved as it is; null before it was saved. */
export function rememberedText(key: string): Remembered<string | null> {
  return { key, read: (saved) => saved, write: (value) => value ?? '' }
}

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

/** A worker thread as the engine uses one, which Node's `Worker` is; `Message` is what it sends. */
export interface WorkerThread<Message> {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void
  on(event: 'message', listener: (message: Message) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  ref(): void
  unref(): void
  /** Ends it at once, whatever it does; resolves with its exit code. */
  terminate(): Promise<number>
}

/** Starts a thread that runs a built file; what it serves comes in messages alone, so that any owner can use it. */
export type StartWorker = <Message>(file: string, options: WorkerOptions) => WorkerThread<Message>

/** Built files of the engine's worker threads. */
export interface WorkerFiles {
  /** Of `extract/worker/extract-worker.ts`. */
  readonly extract: string
  /** Of `download/thread/transfer-worker.ts`. */
  readonly transfer: string
  /** Of `storage/lists/list-worker.ts`. */
  readonly lists: string
  /** Of `records/database/record-worker.ts`. */
  readonly records: string
}

/** The folders of recipes. */
export interface RecipeFolders {
  /** Of the recipes that come with the program. */
  readonly builtIn: string
  /** Of the user's own; need not exist. */
  readonly own: string
}

/** A file in a folder of recipes: its text, or the reason why it was not read. */
export interface RecipeFile {
  /** Absolute path. */
  readonly file: string
  readonly origin: 'built-in' | 'own'
  readonly content: { readonly text: string } | { readonly error: string }
}

/** Where the engine finds and keeps its files: absolute paths. */
export interface EngineFiles {
  /** SQLite file; its folder exists. */
  readonly database: string
  /** `config.json`; made on the first change. */
  readonly config: string
  readonly recipes: RecipeFolders
  readonly workers: WorkerFiles
  /** Folder for downloads while the settings name none. */
  readonly downloads: string
  /** Home folder of the user. */
  readonly home: string
  /** Folder for temporary files. */
  readonly temporary: string
}

/** What a host may change for one run. */
export interface Overrides {
  /** Settings of this run alone: they win over those of the file and are never written to it. */
  readonly settings?: SettingsPatch
  /** Whether every task is resumed automatically once its pause has no cause any more; else only those that `resumeWhenPossible` names. */
  readonly autoResume?: boolean
  /** How often paused tasks are checked for that, in milliseconds; 3000 by default. */
  readonly lookEveryMs?: number
}

/**
 * Everything that the engine needs from its host: nothing in the engine reads clock, chance or environment elsewhere.
 * Tests run it without a window and on clocks of their own, the terminal without Electron.
 */
export interface Ports {
  readonly files: EngineFiles
  /** Wall clock in epoch milliseconds, for records and `Retry-After` dates. */
  readonly now: () => EpochMs
  /** Clock that is never set, in milliseconds from any instant: for durations. */
  readonly monotonic: () => number
  /** Processor time that the whole program has used, in milliseconds: it distinguishes a busy machine from heavy work. */
  readonly processorMs: () => number
  /** Which start of the machine this is. */
  readonly bootId: BootId
  /** Starts the threads that read pages and write small files. */
  readonly startWorker: StartWorker
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly log: Log
  /**
   * Moves a file or folder to the system's trash; false where there is none or it does not take this one, which then is
   * where it was. Never rejects. Without it deleted files are deleted for good.
   */
  readonly trash?: (path: string) => Promise<boolean>
  readonly userAgent: string
  /** A variable of the environment, for passwords that a user keeps there; absent: there are none. */
  readonly environment?: (name: string) => string | undefined
  readonly overrides?: Overrides
}
