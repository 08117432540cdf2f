import type { Socket } from 'node:net'
import { type Answer, type Batch, type EngineReplies, engineCommands } from '@shared/contract/commands'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import { z } from 'zod'
import type { RepairStart } from '../../engine/library/repair/repair'
import type { TaskEvent } from '../../engine/ports/events'

/** Cuts what a socket receives into lines; one that is longer than `longest` says now ends the connection. */
export function onLines(socket: Socket, longest: () => number, onLine: (line: string) => void): void {
  // Pieces are joined when their line is whole: joining them at each one would make a long line quadratic.
  let pieces: string[] = []
  let length = 0
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    const [first = '', ...others] = text.split('\n')
    const whole = others.length > 0 ? [pieces.join('') + first, ...others.slice(0, -1)] : []
    const rest = others.at(-1) ?? first
    for (const line of whole) {
      if (line.length > longest()) socket.destroy()
      if (socket.destroyed) return
      onLine(line)
    }
    if (whole.length > 0) [pieces, length] = [[], 0]
    pieces.push(rest)
    length += rest.length
    if (length > longest()) socket.destroy()
  })
}

// What two processes on one data folder say to each other: the window's conversation, one JSON value a line.

const FolderRepairInput = z.object({ folder: z.string().min(1).max(4096), changed: z.boolean() })

/** Replies of the commands that only a second program may call. */
export interface ControlReplies extends EngineReplies {
  repairFolder: RepairStart
  snapshot: { readonly revision: number; readonly tasks: readonly Task[]; readonly settings: Settings }
}

/** Commands of a second process: the engine's, never the desktop's. */
export const controlCommands = {
  ...engineCommands,
  snapshot: z.undefined(),
  /** Takes a path, which the window never gives. */
  repairFolder: FolderRepairInput,
}

/** Name of such a command. */
export type ControlCommandName = keyof typeof controlCommands
/** Input of such a command. */
export type ControlInput<N extends ControlCommandName> = z.input<(typeof controlCommands)[N]>

/** First line of a client. */
export const Hello = z.object({ token: z.string() })

/** Every further line of a client; JSON has no `undefined`, so a command without input comes without the field. */
export const Request = z.object({ id: z.number().int(), name: z.string(), input: z.unknown().optional() })

/** A line of the server. */
export type ControlMessage =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer<unknown> }
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'event'; readonly event: TaskEvent }

/** Longest line that a server reads, in UTF-16 units: a command with 20,000 ids fits. */
export const longestLine = 1_000_000
