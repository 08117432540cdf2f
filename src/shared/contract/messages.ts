import { z } from 'zod'
import type { Failure } from '../model/failure'
import * as schemas from '../model/failure-schema'
import type { GalleryId, TaskId } from '../model/units'
import type { CommandName, Input, Replies, WindowCommandName } from './commands'
import type { Batch } from './deltas'
import type { TaskEvent } from './task-event'

// What a client and the program with the engine send each other. The window uses Electron's IPC, which joins a request
// with its answer itself; a terminal uses the control socket, one JSON value a line.

/** First message of a terminal: the token of the control file. */
export const Hello = z.object({ token: z.string() })

/** A command. JSON has no `undefined`: a command without input comes without the field. */
export const Request = z.object({ id: z.number().int(), name: z.string(), input: z.unknown().optional() })
/** A command with its number, which its answer repeats. */
export type Request = z.infer<typeof Request>

/** Every command is answered with this; an exception never crosses. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure }

/** What the desktop asks the window to show. */
export type WindowMessage =
  | { readonly kind: 'new-download'; readonly address: string }
  | { readonly kind: 'show-task'; readonly id: TaskId }
  /** A gallery that was to be deleted is in the library again: why, in technical words. */
  | { readonly kind: 'gallery-kept'; readonly id: GalleryId; readonly reason: string }
  /** So many pages in a row of a task's range are missing, the first of them at this address. The task continues. */
  | { readonly kind: 'many-missing'; readonly id: TaskId; readonly count: number; readonly first: string }
  /** Diagnostics were copied: the window confirms it. */
  | { readonly kind: 'diagnostics-copied' }
  /** Another version ran before: the window shows once what is new. */
  | { readonly kind: 'whats-new' }
  | { readonly kind: 'show-view'; readonly view: 'downloads' | 'library' | 'recipes' | 'crawls' | 'settings' }

/** What the window receives besides answers. */
export type ToWindow =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'window'; readonly message: WindowMessage }

/** What a terminal receives; `welcome` accepts its token. */
export type ToTerminal =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer<unknown> }
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'event'; readonly event: TaskEvent }

/** Whether it is an object with a `kind`. A kind that an older program does not know is ignored where it is used. */
function hasKind(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
}

function isBatch(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'revision' in value &&
    Number.isInteger(value.revision) &&
    'deltas' in value &&
    Array.isArray(value.deltas) &&
    value.deltas.every(hasKind)
  )
}

/**
 * Parses what a terminal receives. The sender has proved itself by the control file and is this program: the envelope
 * is checked, the content of replies and deltas, which can be 20,000 tasks, is not.
 */
export const ToTerminal: z.ZodType<ToTerminal> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('welcome') }),
  z.object({
    kind: z.literal('answer'),
    id: z.number().int(),
    answer: z.discriminatedUnion('ok', [
      // JSON has no `undefined`: the reply of a command without one is absent.
      z.object({ ok: z.literal(true), value: z.unknown().default(undefined) }),
      z.object({ ok: z.literal(false), failure: schemas.Failure }),
    ]),
  }),
  z.object({ kind: z.literal('batch'), batch: z.custom<Batch>(isBatch) }),
  z.object({ kind: z.literal('event'), event: z.custom<TaskEvent>(hasKind) }),
])

/** Sends a command and resolves with its reply. Rejects with the FailureError of a failed answer. */
export type Invoke<N extends CommandName> = <K extends N>(name: K, input: Input<K>) => Promise<Replies[K]>

/** What the preload exposes as `window.galleon`. */
export interface Bridge {
  invoke<N extends WindowCommandName>(name: N, input: Input<N>): Promise<Answer<Replies[N]>>
  /** Returns the function that ends the subscription. */
  onBatch(listener: (batch: Batch) => void): () => void
  /** A request from outside the page: a menu item, a notification, a deep link, a second start with an address. */
  onWindowMessage(listener: (message: WindowMessage) => void): () => void
}
