import type { z } from 'zod'

/** Who sends a command: the window, or a terminal (its own engine, or through the control socket). */
export type Caller = 'window' | 'terminal'

/** Callers of a command of the engine. */
export const both = ['window', 'terminal'] as const
/** Callers of a command that needs the desktop. */
export const onlyWindow = ['window'] as const
/** Callers of a command that takes a path of any folder. */
export const onlyTerminal = ['terminal'] as const

declare const replyType: unique symbol

/** Carries the type of a reply through the table; at run time it is empty. */
export interface Reply<T> {
  readonly [replyType]?: T
}

/** The reply type of a command. Replies are made by this program and are not parsed again by their receiver. */
export function reply<T>(): Reply<T> {
  return {}
}

/** One row of the table of commands. */
export interface Command {
  /** Parses the input before any handler runs. */
  readonly input: z.ZodType
  readonly reply: Reply<unknown>
  /** The answer waits until the records that the command changed survive a power cut. */
  readonly durable: boolean
  readonly callers: readonly Caller[]
}

/** A row with its exact types. */
export function command<const C extends Command>(row: C): C {
  return row
}

/** Commands by name. */
export type CommandTable = Readonly<Record<string, Command>>

/** What a caller passes, before the schema fills in defaults. */
export type InputOf<C extends Command> = z.input<C['input']>
/** What a handler gets: the output of the schema. */
export type ParsedOf<C extends Command> = z.output<C['input']>
/** What a handler returns. */
export type ReplyOf<C extends Command> = C['reply'] extends Reply<infer T> ? T : never
/** One handler for each command of a table; a rejected promise becomes a failed answer. */
export type HandlersOf<T extends CommandTable> = {
  readonly [N in keyof T]: (input: ParsedOf<T[N]>) => ReplyOf<T[N]> | Promise<ReplyOf<T[N]>>
}
/** Names of the commands of a table that a caller may send. */
export type NamesFor<T extends CommandTable, C extends Caller> = {
  [N in keyof T]: C extends T[N]['callers'][number] ? N : never
}[keyof T]
