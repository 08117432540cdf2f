import { groupText, terminalAdvice } from '@shared/messages/failure-text'
import type { TerminalTexts } from '@shared/messages/terminal-text'
import type { ProblemGroup } from '@shared/model/gallery'
import { actionsFor, type ProblemAction } from '@shared/model/problem-actions'
import type { EpochMs, TaskId } from '@shared/model/units'
import type { Context } from '../context'

/** What a user can type later about a task; see `Context.typed`. */
export type TypedCommand = Context['typed']

/** What the lines about problems are made with. */
interface ProblemLines {
  readonly texts: TerminalTexts
  /** null: no command is shown. */
  readonly typed: TypedCommand
  readonly now: EpochMs
  /** Whether to say what can be done: not when nothing can be done later. */
  readonly hasAdvice: boolean
}

/**
 * What went wrong in a task, by cause and site, most first: what happened, what can be done, and the command that does
 * it, if there is one.
 */
export function problemLines(
  id: TaskId,
  groups: readonly ProblemGroup[],
  { texts, typed, now, hasAdvice }: ProblemLines,
): readonly string[] {
  const { language, listSeparator, run } = texts
  return groups.flatMap((group) => {
    const { sentence } = groupText(group, language, now)
    const again =
      group.failedAgain === 0 ? '' : `${listSeparator}${run.failedAgain(texts.count(group.failedAgain))}`
    const command = typed === null ? null : commandOf(id, group, typed, now)
    return [
      `  ${sentence}${again}`,
      ...(hasAdvice ? [`    ${terminalAdvice(group, language)}`] : []),
      ...(command === null ? [] : [`    ${commandLine(command, texts)}`]),
    ]
  })
}

/** What the terminal can do itself; for everything else the advice says what to do. */
const commands: Readonly<
  Record<ProblemAction, { readonly name: 'retry' | 'skip'; readonly option: string } | null>
> = {
  retry: { name: 'retry', option: '' },
  'retry-with-referer': { name: 'retry', option: ' --referer-page' },
  wait: { name: 'retry', option: '' },
  skip: { name: 'skip', option: '' },
  'open-in-browser': null,
  'raise-limit': null,
  'check-proxy': null,
}

/** A command, and the moment from which on it can help. */
interface TimedCommand {
  readonly command: string
  readonly after: EpochMs | null
}

function commandOf(
  id: TaskId,
  group: ProblemGroup,
  typed: NonNullable<TypedCommand>,
  now: EpochMs,
): TimedCommand | null {
  // The advice names the one next step; asked again in the same way, such a page shows the same.
  if (group.page !== undefined) return null
  const main = actionsFor(group, now).find((action) => commands[action] !== null)
  const found = main === undefined ? null : commands[main]
  if (found === null) return null
  const command = `${typed(found.name)} ${id} --kind ${group.kind}${found.option}`
  return { command, after: main === 'wait' ? group.until : null }
}

function commandLine({ command, after }: TimedCommand, { run, until }: TerminalTexts): string {
  return after === null ? command : run.commandAfter(command, until(after))
}
