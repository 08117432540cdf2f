import type { TerminalTexts } from '@shared/messages/terminal-text'
import { FailureError, failure } from '@shared/model/failure'
import { type DeletedFiles, type KeptFile, nothingDeleted } from '@shared/model/library/deleted-files'
import { canCancel, canRetry, isEnded, type TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import type { Command } from 'commander'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { withSession } from '../session/open-session'
import type { Session } from '../session/session'
import { choosing, chosen, type TaskChoice } from './choose-tasks'

/** What became of the finished files of cancelled tasks, a sentence a line; none when there was nothing to delete. */
export function deletedLines(
  { trashed, deleted, changed, shared, kept }: DeletedFiles,
  { tasks: words, counted, count }: TerminalTexts,
): readonly string[] {
  const pathsOf = (reason: KeptFile['why']) =>
    kept.filter(({ why }) => why === reason).map(({ path }) => `  ${path}`)
  const more = changed + shared - kept.length
  return [
    ...(trashed === 0 ? [] : [words.trashed(counted(trashed, 'file'))]),
    ...(deleted === 0 ? [] : [words.deleted(counted(deleted, 'file'))]),
    ...(changed === 0 ? [] : [words.keptChanged(counted(changed, 'file')), ...pathsOf('changed')]),
    ...(shared === 0 ? [] : [words.keptShared(counted(shared, 'file')), ...pathsOf('shared')]),
    ...(kept.length === 0 || more <= 0 ? [] : [words.andMore(count(more))]),
  ]
}

/**
 * Ends tasks for good; partial files go, finished ones only with `deleteFiles` and only if they are unchanged. With
 * `deleteFiles` tasks that have ended are possible too.
 */
export async function cancel(
  context: Context,
  ids: readonly string[],
  deleteFiles: boolean,
): Promise<number> {
  const { terminal } = context
  const can = (state: TaskState) => canCancel(state) || (deleteFiles && isEnded(state.kind))
  let wanted: readonly TaskId[] | null = null
  const choose = choosing(context, { ids, all: false }, can)
  const files = await withSession(context, false, async (session) => {
    const left = choose(session)
    if (wanted === null) refuseEnded(context, session, left, can)
    wanted ??= left
    return left.length > 0 ? session.invoke('cancelTasks', { ids: left, deleteFiles }) : nothingDeleted
  })
  terminal.say(terminal.texts.tasks.cancelled(ids.map(Number).join(' ')))
  terminal.emit({ event: 'cancelled', tasks: ids.map(Number), ...files })
  for (const line of deletedLines(files, terminal.texts)) terminal.say(line)
  return 0
}

function refuseEnded(
  { typed }: Context,
  session: Session,
  ids: readonly TaskId[],
  can: (state: TaskState) => boolean,
): void {
  for (const id of ids) {
    const state = session.tasks.get(id)?.state
    if (!state || can(state)) continue
    const command = (name: 'cancel' | 'remove') => typed?.(name) ?? `galleon ${name}`
    const next = `${command('cancel')} --delete-files ${id} deletes its files, ${command('remove')} ${id} takes it off the list`
    throw new FailureError(failure('invalid-input', `task ${id} is ${state.kind} already; ${next}`))
  }
}

/** Takes ended tasks off the list; their files stay. Nothing is removed when one of those that were named has not ended. */
export async function remove(context: Context, choice: TaskChoice): Promise<number> {
  const { terminal, typed } = context
  let first: readonly TaskId[] | null = null
  await withSession(context, false, async (session) => {
    const named = first ?? chosen(context, session, choice, canRetry)
    first = named
    // Begun again after another process ended during the work: some may be off the list already.
    const left = named.filter((id) => session.tasks.get(id) !== null)
    for (const id of left) {
      const state = session.tasks.get(id)?.state
      if (!state || canRetry(state)) continue
      const text = `task ${id} is ${state.kind} and only ended tasks are removed; end it with ${typed?.('cancel') ?? 'galleon cancel'} ${id}`
      throw new FailureError(failure('invalid-input', text))
    }
    if (left.length > 0) await session.invoke('removeTasks', left)
  })
  const ids: readonly TaskId[] = first ?? []
  terminal.emit({ event: 'removed', tasks: ids })
  const { tasks: words } = terminal.texts
  terminal.say(ids.length === 0 ? words.noneEnded : words.removed(ids.join(' ')))
  return 0
}

/** Describes `galleon cancel`. */
export function addCancel(program: Command, choose: Choose): void {
  const command = program
    .command('cancel')
    .description('end tasks for good; unfinished files are deleted')
    .argument('<ids...>', 'numbers of tasks, as galleon list shows them')
    .option(
      '--delete-files',
      'delete also what is finished and unchanged, into the trash where there is one; also of tasks that have ended',
    )
  withCommonOptions(command)
    .addHelpText('after', examples('galleon cancel 3', 'galleon cancel 3 --delete-files'))
    .action((ids: string[], options: CommonOptions & { deleteFiles?: boolean }) =>
      choose(plain(options, (context) => cancel(context, ids, options.deleteFiles === true))),
    )
}

/** Describes `galleon remove`. */
export function addRemove(program: Command, choose: Choose): void {
  const command = program
    .command('remove')
    .description('take ended tasks off the list; their files stay')
    .argument('[ids...]', 'numbers of tasks, as galleon list shows them')
    .option('--all', 'all ended tasks')
  withCommonOptions(command)
    .addHelpText('after', examples('galleon remove 3 4', 'galleon remove --all'))
    .action((ids: string[], options: CommonOptions & { all?: boolean }) =>
      choose(plain(options, (context) => remove(context, { ids, all: options.all === true }))),
    )
}
