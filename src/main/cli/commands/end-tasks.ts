import { counted } from '@shared/messages/format'
import { type DeletedFiles, type KeptFile, nothingDeleted } from '@shared/model/deleted-files'
import { FailureError, failure } from '@shared/model/failure'
import { canCancel, canRetry, isEnded, type TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import type { Context } from '../context'
import { withSession } from '../session/open-session'
import type { Session } from '../session/session'
import { choosing, chosen, type TaskChoice } from './choose-tasks'

/** What became of the finished files of cancelled tasks, a sentence a line; none when there was nothing to delete. */
export function deletedLines({ trashed, deleted, changed, shared, kept }: DeletedFiles): readonly string[] {
  const lines: string[] = []
  if (trashed > 0) lines.push(`${counted(trashed, 'file')} moved to the trash`)
  if (deleted > 0) lines.push(`${counted(deleted, 'file')} deleted for good: no trash took them`)
  const pathsOf = (reason: KeptFile['why']) =>
    kept.filter(({ why }) => why === reason).map(({ path }) => `  ${path}`)
  if (changed > 0) {
    const reason = 'changed since the download, or not comparable with its record'
    lines.push(`${counted(changed, 'file')} kept: ${reason}`, ...pathsOf('changed'))
  }
  if (shared > 0) {
    const reason = 'another download has them in its record, or they were there before'
    lines.push(`${counted(shared, 'file')} kept: ${reason}`, ...pathsOf('shared'))
  }
  const more = changed + shared - kept.length
  if (kept.length > 0 && more > 0) lines.push(`and ${more.toLocaleString('en')} more`)
  return lines
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
  terminal.say(`Cancelled: ${ids.map(Number).join(' ')}`)
  terminal.emit({ event: 'cancelled', tasks: ids.map(Number), ...files })
  for (const line of deletedLines(files)) terminal.say(line)
  return 0
}

function refuseEnded(
  { typed }: Context,
  session: Session,
  ids: readonly TaskId[],
  can: (state: TaskState) => boolean,
): void {
  for (const id of ids) {
    const state = session.task(id)?.state
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
    // Begun anew behind a process that ended in the midst: some may be off the list already.
    const left = named.filter((id) => session.task(id) !== null)
    for (const id of left) {
      const state = session.task(id)?.state
      if (!state || canRetry(state)) continue
      const text = `task ${id} is ${state.kind} and only ended tasks are removed; end it with ${typed?.('cancel') ?? 'galleon cancel'} ${id}`
      throw new FailureError(failure('invalid-input', text))
    }
    if (left.length > 0) await session.invoke('removeTasks', left)
  })
  const ids: readonly TaskId[] = first ?? []
  terminal.emit({ event: 'removed', tasks: ids })
  terminal.say(ids.length === 0 ? 'No task has ended.' : `Removed from the list: ${ids.join(' ')}`)
  return 0
}
