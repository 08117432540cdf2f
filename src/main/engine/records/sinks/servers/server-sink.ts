import { type ServerAddress, sinkLabel } from '@shared/model/crawl/sink-address'
import { FailureError, type SinkTrouble, sinkFailure } from '@shared/model/failure'
import type { Preparation } from '../sink'
import { type ServerTrouble, serverFailure } from './server-error'
import { createSockets, type Sockets } from './sockets'
import { withinLimit } from './within-limit'

/** What a sink on a server is opened with. */
export interface ServerOptions {
  readonly address: ServerAddress
  readonly password: string | null
  /** Longest time of one batch, in milliseconds. */
  readonly limitMs: number
}

/** Most connections of one sink. */
export const mostConnections = 3
/** Longest time until a connection is ready, in milliseconds. */
export const connectMs = 15_000
/** A connection that is not used is closed after so many milliseconds. */
export const idleMs = 30_000

/** What sinks on both families of servers have in common. */
export interface ServerWork {
  readonly label: string
  readonly sockets: Sockets
  /** Does something with the server within the time limit; rejects with FailureError `sink`, or the reason of the signal. */
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>
  fail(trouble: SinkTrouble, text: string): FailureError
}

/** `troubleOf` says what the codes of the server mean. */
export function createServerWork(
  { address, password, limitMs }: ServerOptions,
  troubleOf: ServerTrouble,
): ServerWork {
  const label = sinkLabel(address)
  const sockets = createSockets()
  return {
    label,
    sockets,
    async run(signal, work) {
      try {
        return await withinLimit({ signal, limitMs, stop: () => sockets.destroy() }, work)
      } catch (error) {
        signal.throwIfAborted()
        throw serverFailure(error, { label, password, troubleOf })
      }
    },
    fail: (trouble, text) => new FailureError(sinkFailure(trouble, label, text)),
  }
}

/** What a table that is there lacks: statements, or the reason why it cannot be used. */
export function preparationOf(
  missing: readonly string[] | string,
  isKeyUnique: boolean,
): Preparation | string {
  if (typeof missing === 'string') return missing
  if (!isKeyUnique) return 'its column key has no unique index of its own'
  return missing.length === 0 ? { kind: 'ready' } : { kind: 'asks', isNew: false, statements: missing }
}
