import type { Answer } from '@shared/contract/commands'
import { FailureError, failure } from '@shared/model/failure'
import type { z } from 'zod'
import type { Log } from '../engine/ports/ports'

/** Schemas of the commands that may be asked for. */
export type CommandTable = Readonly<Record<string, z.ZodType>>

/** One function for each command of the table, taking its parsed input. */
export type HandlerTable<C extends CommandTable> = {
  readonly [N in keyof C]: (input: z.output<C[N]>) => unknown
}

/** A name that no table has: a bug or an attack, never a person's slip. */
export class UnknownCommandError extends Error {
  constructor(name: unknown) {
    super(
      `unknown command ${typeof name === 'string' ? JSON.stringify(name.slice(0, 100)) : `(${typeof name})`}`,
    )
    this.name = 'UnknownCommandError'
  }
}

/** Longest part of a thrown bug's text that leaves the process, in UTF-16 units. */
const longestBug = 300

/** Names the first field that is wrong, such as `options.connections: Too big: expected number to be <=64`. */
function describeIssues(error: z.ZodError): string {
  const [first] = error.issues
  if (first === undefined) return 'wrong input'
  const field = first.path.map(String).join('.')
  const others = error.issues.length - 1
  const more = others > 0 ? ` (and ${others} more)` : ''
  return `${field === '' ? 'input' : field}: ${first.message}${more}`
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : typeof thrown
}

function isCommandOf<C extends CommandTable>(table: C, name: unknown): name is keyof C & string {
  return typeof name === 'string' && Object.hasOwn(table, name)
}

/**
 * Runs one command, from the window or from another process: looks it up, parses its input, runs its handler.
 *
 * Input that does not fit answers `invalid-input`; a FailureError answers its failure; any other throw is logged with
 * its stack and answers `unexpected`. Rejects with UnknownCommandError, and with nothing else.
 */
export async function dispatch<C extends CommandTable>(
  table: C,
  handlers: HandlerTable<C>,
  name: unknown,
  input: unknown,
  log: Log,
): Promise<Answer<unknown>> {
  if (!isCommandOf(table, name)) throw new UnknownCommandError(name)
  try {
    const parsed = (table[name] as C[typeof name]).safeParse(input)
    if (!parsed.success) return { ok: false, failure: failure('invalid-input', describeIssues(parsed.error)) }
    return { ok: true, value: await handlers[name](parsed.data) }
  } catch (thrown) {
    if (thrown instanceof FailureError) return { ok: false, failure: thrown.failure }
    log('error', `command ${name} threw`, { error: thrown })
    return { ok: false, failure: failure('unexpected', textOf(thrown).slice(0, longestBug)) }
  }
}
