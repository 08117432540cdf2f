import { accessSync, constants } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { FailureError, failure } from '@shared/model/failure'
import { makeDurableFolderSync } from '../../engine/disk/make-folder'
import type { Log, Ports } from '../../engine/ports/ports'
import {
  connectControl,
  defaultHelloTimeoutMs,
  type RemoteEngine,
  UnresponsiveOwnerError,
} from '../../host/control/control-client'
import { type Lock, lockDataFolder } from '../../host/data-folder'
import type { OwnerPatience } from '../cli-host'
import type { Context } from '../context'
import type { Interruption } from '../interruption'
import { openOwnSession } from './own-session'
import { openRemoteSession } from './remote-session'
import type { Session } from './session'

/**
 * Opens a session for `work` and closes it afterwards. When the process that held the folder ends before `work` does,
 * `work` begins again in a session of our own, or of the process that holds the folder next: the end of another
 * terminal's download is no failure of the command that was typed here.
 *
 * `reads`: the work changes nothing, so that a folder that cannot be written is no reason to fail.
 *
 * Rejects as `work` and `Context.open` do.
 */
export async function withSession<T>(
  context: Context,
  serves: boolean,
  work: (session: Session) => Promise<T>,
  reads = false,
): Promise<T> {
  for (;;) {
    const session = await context.open(serves, reads)
    try {
      return await work(session)
    } catch (error) {
      if (!hasEnded(session, error)) throw error
    } finally {
      await session.close()
    }
  }
}

/** The same for work that changes nothing. */
export function withReading<T>(context: Context, work: (session: Session) => Promise<T>): Promise<T> {
  return withSession(context, false, work, true)
}

/** Whether a command failed because the process that held the folder has ended. */
export function hasEnded(session: Session, error: unknown): boolean {
  return session.gone.aborted && error instanceof FailureError && error.failure.kind === 'held-elsewhere'
}

/** Does the work of each item and takes it off the list, so that work that begins again continues where it was. */
export async function takeEach<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let [item] = items; item !== undefined; [item] = items) {
    await work(item)
    items.shift()
  }
}

/** What a command asks of its engine. */
export interface SessionOptions {
  /** Absolute path of the data folder; made if it does not exist. */
  readonly folder: string
  readonly ports: Ports
  /** Takes what happens to tasks; the terminal reports it in its own words. */
  readonly taskLog: Log
  /** Options that were given and that only an own engine can obey, as typed: `--limit-rate`. */
  readonly ownOnly: readonly string[]
  /** Whether other terminals may join: not for a command that ends at once. */
  readonly serves: boolean
  /** 5 s and 15 s by default. */
  readonly ownerPatience?: OwnerPatience | undefined
}

/** Several processes that start at once on a busy machine take seconds. */
const usualPatience: OwnerPatience = { helloMs: defaultHelloTimeoutMs, startMs: 15_000 }
const lookEveryMs = 50

/**
 * Locks the data folder and starts an engine, or joins the process that has it.
 *
 * Rejects with `Interrupted` when the user interrupts. Fails with `held-elsewhere` when that process does not answer, or
 * when it cannot do what `ownOnly` asks for; `not-writable` when the data folder cannot be used; and as `createEngine` does.
 */
export async function openSession(options: SessionOptions, interruption: Interruption): Promise<Session> {
  prepareDataFolder(options.folder)
  const { helloMs, startMs } = options.ownerPatience ?? usualPatience
  const deadline = performance.now() + startMs
  let silences = 0
  for (;;) {
    const lock: Lock | null = lockDataFolder(options.folder)
    if (lock) return openOwnSession(options, lock)
    try {
      const remote = await connectControl(options.folder, helloMs)
      refuseOwnOnly(options.ownOnly, remote)
      return await openRemoteSession(remote)
    } catch (error) {
      // Once it may be busy; twice it hangs.
      if (error instanceof UnresponsiveOwnerError) silences += 1
      if (!isUnreachable(error) || silences > 1 || performance.now() >= deadline) throw error
    }
    await interruption.race(wait(lookEveryMs))
  }
}

function isUnreachable(error: unknown): boolean {
  return (
    error instanceof FailureError &&
    error.failure.kind === 'held-elsewhere' &&
    !(error instanceof OwnOnlyError)
  )
}

/** What was asked for can be done by an engine of our own alone. */
class OwnOnlyError extends FailureError {}

function prepareDataFolder(folder: string): void {
  try {
    makeDurableFolderSync(folder, 0o700)
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new FailureError(failure('not-writable', error instanceof Error ? error.message : String(error)), {
      cause: error,
    })
  }
}

function refuseOwnOnly(options: readonly string[], remote: RemoteEngine): void {
  if (options.length === 0) return
  remote.close()
  const text = `${options.join(' and ')} cannot be applied: ${ownerName(remote.owner, remote.pid)} downloads with its own settings. Omit that option, end the other process, or choose another --data-dir.`
  throw new OwnOnlyError(failure('held-elsewhere', text))
}

/** How the process that holds the folder is named. */
function ownerName(kind: 'window' | 'terminal', pid: number): string {
  return kind === 'window' ? 'the window of Galleon' : `another terminal (process ${pid})`
}
