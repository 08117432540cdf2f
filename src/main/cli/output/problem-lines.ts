import { failureWords } from '@shared/messages/failure-text'
import { clockTime, counted } from '@shared/messages/format'
import type { ProblemGroup } from '@shared/model/gallery'
import { actionsFor, type ProblemAction } from '@shared/model/problem-actions'
import type { EpochMs, TaskId } from '@shared/model/units'
import type { Context } from '../context'

/** How a command is typed, such as `galleon retry --data-dir /x`; null when nothing can be gone on with later. */
export type TypedCommand = Context['typed']

/**
 * What went wrong in a task, by cause and site, most first: two lines for what happened and what can be done, and the
 * command that does it, if there is one; only the first of them without `hasNext`, as nothing can be done later.
 */
export function problemLines(
  id: TaskId,
  groups: readonly ProblemGroup[],
  typed: TypedCommand,
  now: EpochMs,
  hasNext = true,
): readonly string[] {
  return groups.flatMap((group) => {
    const status = group.status === null ? '' : ` (${group.status})`
    const again = group.failedAgain === 0 ? '' : `, ${group.failedAgain} of them again after a retry`
    const { what, next } = failureWords[group.kind]
    const command = typed === null ? null : commandOf(id, group, typed, now)
    return [
      `  ${thingsOf(group)} of ${group.host}: ${what}${status}${untilOf(group)}${again}`,
      ...(hasNext ? [`    ${next}`] : []),
      ...(command === null ? [] : [`    ${command}`]),
    ]
  })
}

function thingsOf({ images, pages }: ProblemGroup): string {
  const parts = [
    ...(images === 0 ? [] : [counted(images, 'image')]),
    ...(pages === 0 ? [] : [counted(pages, 'page')]),
  ]
  return parts.join(' and ')
}

function untilOf({ until }: ProblemGroup): string {
  return until === null ? '' : ` (until ${clockTime(until)})`
}

/** What the terminal can do itself; everything else is told by the sentence. */
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

function commandOf(
  id: TaskId,
  group: ProblemGroup,
  typed: NonNullable<TypedCommand>,
  now: EpochMs,
): string | null {
  const main = actionsFor(group, now).find((action) => commands[action] !== null)
  const command = main === undefined ? null : commands[main]
  if (command === null) return null
  const after = main === 'wait' && group.until !== null ? `, after ${clockTime(group.until)}` : ''
  return `${typed(command.name)} ${id} --kind ${group.kind}${command.option}${after}`
}
