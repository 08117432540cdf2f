import type { EventEmitter } from 'node:events'
import type { Readable } from 'node:stream'
import type { WriteStream } from 'node:tty'
import type { EngineFiles, Ports } from '../engine/ports/ports'

/** The streams of the process. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: WriteStream
  readonly stderr: WriteStream
  readonly env: Readonly<Record<string, string | undefined>>
}

/** How long another process that holds the data folder is waited for. */
export interface OwnerPatience {
  /** Until it answers a connection; it may be busy once. */
  readonly helloMs: number
  /** Until it can be reached or the folder is free: a process that starts or ends cannot be reached. */
  readonly startMs: number
}

/** The folders that the command line knows; absolute. */
export interface CliPlaces {
  /** Folder that relative paths are meant in. */
  readonly cwd: string
  /** Data folder unless an option names one. */
  readonly dataFolder: string
  /** The user's home folder. */
  readonly home: string
  /** Folder of the demo gallery's pictures. */
  readonly demoPictures: string
}

/** What the command line needs of its process. */
export interface CliHost {
  readonly streams: Streams
  /** Emits `SIGINT`, `SIGTERM` and `SIGHUP`: the process. */
  readonly signals: Pick<EventEmitter, 'on' | 'off'>
  /** Rejects with the error that no code has caught. */
  readonly bug: Promise<never>
  /** The words that start this program again, such as `npm run galleon --`; see `startedAs`. */
  readonly startedAs: string
  readonly platform: NodeJS.Platform
  readonly version: string
  readonly places: CliPlaces
  readonly ownerPatience?: OwnerPatience | undefined
  /** What the engine needs besides its files in the data folder. */
  readonly ports: Omit<Ports, 'files' | 'log' | 'overrides'> & {
    readonly files: Pick<EngineFiles, 'workers' | 'downloads' | 'temporary'> & {
      readonly builtInRecipes: string
    }
  }
}
