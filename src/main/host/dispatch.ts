import type { Caller, CommandTable, HandlersOf, ParsedOf } from '@shared/contract/command'
import { type CommandName, commands } from '@shared/contract/commands'
import type { Answer, Invoke } from '@shared/contract/messages'
import { FailureError, failure } from '@shared/model/failure'
import type { z } from 'zod'
import type { Log } from '../engine/ports/ports'

/** Runs one command of one caller; see `createDispatch`. */
export type Dispatch = (name: unknown, input: unknown) => Promise<Answer<unknown>>

/** Whose commands are run, and what they wait for. */
export interface DispatchPorts {
  readonly caller: Caller
  /** Resolves when every record that was changed so far survives a power cut; `Engine.durable`. */
  readonly durable: () => Promise<void>
  readonly log: Log
}

/** A name that no table has, or that is not for this caller: a bug or an attack, never a mistake of the user. */
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

/**
 * The one way from a message to a handler: finds the command, checks that this caller may send it, parses its input, runs
 * its handler, and waits for the disk if the command is durable: users rely on what they were answered.
 *
 * Input that does not fit answers `invalid-input`; a FailureError answers its failure; any other throw is logged with
 * its stack and answers `unexpected`. Rejects with UnknownCommandError, and with nothing else.
 */
export function createDispatch<N extends CommandName>(
  handlers: HandlersOf<Pick<typeof commands, N>>,
  ports: DispatchPorts,
): Dispatch {
  return dispatchOver(commands, handlers, ports)
}

/** `createDispatch` for a table of the caller's choice. */
export function dispatchOver<T extends CommandTable>(
  table: T,
  handlers: Partial<HandlersOf<T>>,
  { caller, durable, log }: DispatchPorts,
): Dispatch {
  const isAllowed = (name: unknown): name is keyof T & string =>
    typeof name === 'string' &&
    Object.hasOwn(table, name) &&
    Object.hasOwn(handlers, name) &&
    table[name]?.callers.includes(caller) === true

  async function run<N extends keyof T>(
    row: T[N],
    handler: HandlersOf<T>[N],
    input: unknown,
  ): Promise<Answer<unknown>> {
    const parsed = row.input.safeParse(input)
    if (!parsed.success) return { ok: false, failure: failure('invalid-input', describeIssues(parsed.error)) }
    const value = await handler(parsed.data as ParsedOf<T[N]>)
    if (row.durable) await durable()
    return { ok: true, value }
  }

  return async (name, input) => {
    const row = isAllowed(name) ? table[name] : undefined
    const handler = isAllowed(name) ? handlers[name] : undefined
    if (row === undefined || handler === undefined) throw new UnknownCommandError(name)
    try {
      return await run(row, handler, input)
    } catch (thrown) {
      if (thrown instanceof FailureError) return { ok: false, failure: thrown.failure }
      log('error', `command ${String(name)} threw`, { error: thrown })
      return { ok: false, failure: failure('unexpected', textOf(thrown).slice(0, longestBug)) }
    }
  }
}

/** Invokes commands over whatever returns their answers: `dispatch` of this process, or a socket. */
export function invokeOver(send: Dispatch): Invoke<CommandName> {
  return async (name, input) => {
    const answer = await send(name, input)
    if (!answer.ok) throw new FailureError(answer.failure)
    // The handler was checked against the table when it was compiled; replies are not parsed again.
    return answer.value as never
  }
}
