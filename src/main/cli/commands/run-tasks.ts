import type { TaskEvent } from '@shared/contract/task-event'
import { counted } from '@shared/messages/format'
import { FailureError } from '@shared/model/failure'
import { problemCount, type Task } from '@shared/model/task'
import { canPause, canResume, isEnded } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import type { Context } from '../context'
import { interruptedCode } from '../exit-code'
import { problemLines } from '../output/problem-lines'
import { createReport, type Report } from '../output/report'
import { hasEnded, ownerName } from '../session/open-session'
import type { Session } from '../session/session'

/**
 * Adds or resumes tasks in the session that it is given, and names each to be followed. It begins anew in another
 * session when the process behind this one ends in the midst.
 */
export type Begin = (session: Session, follow: (id: TaskId) => void) => Promise<void>

/**
 * Starts tasks and follows them until each has ended, is paused, or the person interrupts; answers the exit code.
 *
 * When another process holds the folder they run there; should it end before they do, they go on here. With `waits` what
 * is paused until its time, or until this machine is mended, is not over: it goes on by itself.
 */
export async function runTasks(context: Context, begin: Begin, waits = false): Promise<number> {
  const { terminal, interruption, count } = context
  const ids = new Set<TaskId>()
  let session = await context.open(true)
  const report = createReport(context, () => tasksOf(session, ids))
  const releases = [listen(session, ids, report)]
  let begun = false

  /** Asks the process that holds the folder, and when it has ended meanwhile, whoever holds it next. */
  async function ask<T>(question: (asked: Session) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await question(session)
      } catch (error) {
        if (!hasEnded(session, error)) throw error
        await takeOver()
      }
    }
  }

  /** Opens an engine of our own, or joins whoever was quicker. */
  async function takeOver(): Promise<void> {
    session = await context.open(true)
    const release = listen(session, ids, report)
    if (!begun) {
      // What is to be begun begins anew, in its own way: maybe in another folder.
      releases.push(release)
      return
    }
    release()
    await resume()
  }

  /** Goes on with what the end of the other process has interrupted. */
  async function resume(): Promise<void> {
    await ask(async (asked) => {
      await asked.refresh()
      const paused = tasksOf(asked, ids).filter((task) => !isOver(task) && canResume(task.state))
      if (paused.length > 0) {
        await asked.invoke(
          'resumeTasks',
          paused.map((task) => task.id),
        )
        const place = asked.owner ? `in ${ownerName(asked.owner.kind, asked.owner.pid)}` : 'here'
        terminal.warn(`The other process has ended: the download goes on ${place}.`)
        await asked.refresh()
      }
      if (waits && ids.size > 0) await asked.invoke('resumeWhenPossible', [...ids])
    })
  }

  try {
    if (session.owner) {
      const { kind, pid } = session.owner
      terminal.warn(`${sentence(ownerName(kind, pid))} is running: the download goes on there.`)
    }
    await ask((asked) => begin(asked, (id) => ids.add(id)))
    begun = true
    await resume()
    for (const release of releases) release()
    const told = new Set<TaskId>()
    while ((await untilOver(session, ids, told, report, interruption.signal, waits)) === 'gone') {
      await takeOver()
    }
    if (interruption.signal.aborted) {
      report.close()
      await pause(context, session, ids)
      return interruption.code
    }
    report.close()
    for (const task of tasksOf(session, ids)) await tellProblems(context, ask, task)
    const isPaused = tasksOf(session, ids).some((task) => task.state.kind === 'paused')
    return count.bits === 0 && isPaused ? interruptedCode : count.bits
  } finally {
    report.close()
    await session.close()
  }
}

/** What went wrong and what was skipped by size, in so many lines as there are causes. */
async function tellProblems(
  { terminal, typed }: Context,
  ask: <T>(question: (session: Session) => Promise<T>) => Promise<T>,
  { id, request, progress, state }: Task,
): Promise<void> {
  // Of a list that does not outlive the run a number means nothing.
  const name = typed === null ? request.address : `task ${id}`
  if (problemCount(progress.counts) > 0) {
    const groups = await ask((session) => session.invoke('groupProblems', id))
    terminal.warn(`Problems of ${name}:`)
    const usable = isEnded(state.kind) ? typed : null
    for (const line of problemLines(id, groups, usable, Date.now(), typed !== null)) terminal.warn(line)
  }
  for (const [reason, cause] of [
    ['filtered', 'size'],
    ['out-of-range', '--range'],
  ] as const) {
    const left = await ask((session) => session.invoke('listSkipped', { taskId: id, reason, limit: 1 }))
    if (left.total > 0) terminal.say(`Skipped of ${name} by ${cause}: ${counted(left.total, 'image')}`)
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function tasksOf(session: Session, ids: ReadonlySet<TaskId>): readonly Task[] {
  return [...ids].flatMap((id) => session.task(id) ?? [])
}

/**
 * Reports the events of these tasks. Those that come before a task's id is known here are held; the returned function
 * tells them and ends the holding.
 */
function listen(session: Session, ids: ReadonlySet<TaskId>, report: Report): () => void {
  let held: TaskEvent[] | null = []
  const tell = (event: TaskEvent) => {
    if (ids.has(event.taskId)) report.hear(event)
  }
  session.onEvent((event) => {
    if (held) held.push(event)
    else tell(event)
  })
  return () => {
    const early = held ?? []
    held = null
    for (const event of early) tell(event)
  }
}

/** Tasks that the end of their process has paused are not over: somebody goes on with them. */
function isOver(task: Task | null): boolean {
  if (!task || isEnded(task.state.kind)) return true
  return task.state.kind === 'paused' && task.state.cause.kind !== 'quit'
}

function autoResume({ state }: Task): boolean {
  return state.kind === 'paused' && (state.cause.kind === 'local' || state.cause.kind === 'wait')
}

/** Resolves when all tasks are over, each told once; when the engine's process has gone; or at the signal. */
function untilOver(
  session: Session,
  ids: ReadonlySet<TaskId>,
  told: Set<TaskId>,
  report: Report,
  signal: AbortSignal,
  waits: boolean,
): Promise<'over' | 'gone' | 'stopped'> {
  const waiting = new Set<TaskId>()
  return new Promise((resolve) => {
    const open = new Set([...ids].filter((id) => !told.has(id)))
    const end = (how: 'over' | 'gone' | 'stopped') => {
      stopListening()
      session.gone.removeEventListener('abort', lookAtAll)
      signal.removeEventListener('abort', lookAtAll)
      resolve(how)
    }
    /** Of thousands of tasks, only at the one that has changed. */
    function lookAt(id: TaskId): void {
      const task = session.task(id)
      if (waits && task && autoResume(task)) {
        if (!waiting.has(id)) report.tellWait(task)
        waiting.add(id)
        return
      }
      waiting.delete(id)
      if (!isOver(task)) return
      open.delete(id)
      told.add(id)
      if (task) report.tellEnd(task)
      if (open.size === 0) end('over')
    }
    function lookAtAll(): void {
      for (const id of open) lookAt(id)
      if (open.size === 0) end('over')
      else if (signal.aborted) end('stopped')
      else if (session.gone.aborted) end('gone')
    }
    const stopListening = session.onChange((id) => {
      if (open.has(id)) lookAt(id)
    })
    session.gone.addEventListener('abort', lookAtAll)
    signal.addEventListener('abort', lookAtAll)
    lookAtAll()
  })
}

/** Pauses what still runs of these tasks, wherever that is, and says how to go on. */
async function pause(
  { terminal, typed }: Context,
  session: Session,
  ids: ReadonlySet<TaskId>,
): Promise<void> {
  terminal.warn('Pausing …')
  if (session.owner) {
    const active = tasksOf(session, ids).filter((task) => canPause(task.state))
    try {
      if (active.length > 0) {
        await session.invoke(
          'pauseTasks',
          active.map((task) => task.id),
        )
      }
      await session.refresh()
    } catch (error) {
      // It has ended meanwhile, or they have: then nothing runs there that could be paused.
      if (!(error instanceof FailureError)) throw error
    }
  } else {
    await session.close()
  }
  const paused = tasksOf(session, ids).filter((task) => task.state.kind === 'paused')
  if (paused.length === 0) return
  const hint = typed === null ? '' : ` Go on with: ${typed('resume')} ${paused.map(({ id }) => id).join(' ')}`
  terminal.warn(`Paused.${hint}`)
}
