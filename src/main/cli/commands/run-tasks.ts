import type { TaskEvent } from '@shared/contract/task-event'
import { FailureError } from '@shared/model/failure'
import { problemCount, type Task } from '@shared/model/task'
import { canPause, canResume, isEnded } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import type { Context } from '../context'
import { interruptedCode } from '../exit-code'
import { problemLines } from '../output/problem-lines'
import { createReport, type Report } from '../output/report'
import { hasEnded } from '../session/open-session'
import type { Session } from '../session/session'

/**
 * Adds or resumes tasks in the session that it is given, and names each to be followed. It is called again with another
 * session when the process behind this one ends before it has resolved.
 */
export type Begin = (session: Session, follow: (id: TaskId) => void) => Promise<void>

/**
 * Starts tasks and follows them until each has ended, is paused, or the user interrupts; answers the exit code.
 *
 * When another process holds the folder they run there; should it end before they do, they continue here. With `waits`
 * what is paused until its time, or until a fault of this machine is resolved, is not over: it resumes automatically.
 */
export async function runTasks(context: Context, begin: Begin, waits = false): Promise<number> {
  const { terminal, interruption } = context
  const ids = new Set<TaskId>()
  const run = await openRun(context, ids, waits)
  try {
    if (run.session.owner) {
      terminal.warn(terminal.texts.run.runsElsewhere(ownerText(run.session.owner, terminal, true)))
    }
    await run.begin(begin)
    const shown = new Set<TaskId>()
    while ((await untilOver(run, { ids, shown, waits }, interruption.signal)) === 'gone') await run.takeOver()
    run.report.close()
    if (interruption.signal.aborted) {
      await pause(context, run.session, ids)
      return interruption.code
    }
    for (const task of tasksOf(run.session, ids)) await showProblems(context, run, task)
    const isPaused = tasksOf(run.session, ids).some((task) => task.state.kind === 'paused')
    return context.count.bits === 0 && isPaused ? interruptedCode : context.count.bits
  } finally {
    run.report.close()
    await run.session.close()
  }
}

/** Tasks that run, in whichever session they run now. */
interface Run {
  readonly session: Session
  readonly report: Report
  /** Asks the process that holds the folder; when it has ended meanwhile, the one that holds it next. */
  ask<T>(question: (asked: Session) => Promise<T>): Promise<T>
  /** Begins the tasks; from then on `takeOver` resumes them. */
  begin(begin: Begin): Promise<void>
  /** Opens an engine of our own, or joins the process that was quicker. */
  takeOver(): Promise<void>
}

async function openRun(context: Context, ids: Set<TaskId>, waits: boolean): Promise<Run> {
  let session = await context.open(true)
  const report = createReport(context, () => tasksOf(session, ids))
  const releases = [listen(session, ids, report)]
  let begun = false

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

  async function takeOver(): Promise<void> {
    session = await context.open(true)
    const release = listen(session, ids, report)
    if (!begun) {
      // The tasks are begun again, in the way of the command: maybe in another folder.
      releases.push(release)
      return
    }
    release()
    await resume()
  }

  /** Resumes what the end of the other process has interrupted. */
  async function resume(): Promise<void> {
    await ask(async (asked) => {
      await asked.tasks.refresh()
      const paused = tasksOf(asked, ids).filter((task) => !isOver(task) && canResume(task.state))
      if (paused.length > 0) {
        await asked.invoke('resumeTasks', idsOf(paused))
        warnOwnerEnded(context.terminal, asked.owner)
        await asked.tasks.refresh()
      }
      if (waits && ids.size > 0) await asked.invoke('resumeWhenPossible', [...ids])
    })
  }

  return {
    get session() {
      return session
    },
    report,
    ask,
    takeOver,
    async begin(begin) {
      await ask((asked) => begin(asked, (id) => ids.add(id)))
      begun = true
      await resume()
      for (const release of releases) release()
    },
  }
}

/** Reports where the tasks continue. */
function warnOwnerEnded(terminal: Context['terminal'], owner: Session['owner']): void {
  const { run } = terminal.texts
  terminal.warn(run.ownerEnded(owner ? run.inOwner(ownerText(owner, terminal)) : run.here))
}

function ownerText(
  { kind, pid }: NonNullable<Session['owner']>,
  { texts: { run } }: Context['terminal'],
  isFirst = false,
): string {
  if (kind === 'window') return isFirst ? run.windowFirst : run.window
  return isFirst ? run.terminalFirst(pid) : run.terminal(pid)
}

/** What went wrong and what was skipped by size, in as many lines as there are causes. */
async function showProblems(
  { terminal, typed }: Context,
  { ask }: Run,
  { id, request, progress, state }: Task,
): Promise<void> {
  const { texts } = terminal
  // The number of a task means nothing once its list is gone.
  const name = typed === null ? request.address : texts.run.task(id)
  if (problemCount(progress.counts) > 0) {
    const groups = await ask((session) => session.invoke('groupProblems', id))
    terminal.warn(texts.run.problemsOf(name))
    const usable = isEnded(state.kind) ? typed : null
    const how = { texts, typed: usable, now: Date.now(), hasAdvice: typed !== null }
    for (const line of problemLines(id, groups, how)) terminal.warn(line)
  }
  const skippedBy = { filtered: texts.run.skippedBySize, 'out-of-range': texts.run.skippedByRange } as const
  for (const reason of skipReasonsOf(request)) {
    const { total } = await ask((session) => session.invoke('listSkipped', { taskId: id, reason, limit: 1 }))
    if (total > 0) terminal.say(skippedBy[reason](name, texts.counted(total, 'image'), positionsOf(request)))
  }
}

/** Why images may have been skipped by the options of a download; a task without them is not asked. */
function skipReasonsOf({ options }: Task['request']): readonly ('filtered' | 'out-of-range')[] {
  const bySize = options.smallestBytes !== undefined || options.largestBytes !== undefined
  const byRange = options.images !== undefined || options.mostImages !== undefined
  return [...(bySize ? (['filtered'] as const) : []), ...(byRange ? (['out-of-range'] as const) : [])]
}

/** The options that take a part of each gallery. */
function positionsOf({ options: { images, mostImages } }: Task['request']): string {
  return [images === undefined ? [] : '--range', mostImages === undefined ? [] : '--limit'].flat().join(', ')
}

function tasksOf(session: Session, ids: ReadonlySet<TaskId>): readonly Task[] {
  return [...ids].flatMap((id) => session.tasks.get(id) ?? [])
}

function idsOf(tasks: readonly Task[]): TaskId[] {
  return tasks.map((task) => task.id)
}

/**
 * Reports the events of these tasks. Events that come before a task's id is known here are queued; the returned function
 * reports them and ends the queue.
 */
function listen(session: Session, ids: ReadonlySet<TaskId>, report: Report): () => void {
  let queued: TaskEvent[] | null = []
  const show = (event: TaskEvent) => {
    if (ids.has(event.taskId)) report.onEvent(event)
  }
  session.onEvent((event) => {
    if (queued) queued.push(event)
    else show(event)
  })
  return () => {
    const early = queued ?? []
    queued = null
    for (const event of early) show(event)
  }
}

/** Tasks that the end of their process has paused are not over: this or another process resumes them. */
function isOver(task: Task | null): boolean {
  if (!task || isEnded(task.state.kind)) return true
  return task.state.kind === 'paused' && task.state.cause.kind !== 'quit'
}

function autoResume({ state }: Task): boolean {
  return state.kind === 'paused' && (state.cause.kind === 'local' || state.cause.kind === 'wait')
}

/** Which tasks are followed; `shown` are those whose end was shown. */
interface FollowedTasks {
  readonly ids: ReadonlySet<TaskId>
  readonly shown: Set<TaskId>
  readonly waits: boolean
}

/** Resolves when all tasks are over, each shown once; when the engine's process has gone; or at the signal. */
function untilOver(
  { session, report }: Pick<Run, 'session' | 'report'>,
  { ids, shown, waits }: FollowedTasks,
  signal: AbortSignal,
): Promise<'over' | 'gone' | 'stopped'> {
  const waiting = new Set<TaskId>()
  return new Promise((resolve) => {
    const open = new Set([...ids].filter((id) => !shown.has(id)))
    const end = (how: 'over' | 'gone' | 'stopped') => {
      stopListening()
      session.gone.removeEventListener('abort', lookAtAll)
      signal.removeEventListener('abort', lookAtAll)
      resolve(how)
    }
    /** Of thousands of tasks, only at the one that has changed. */
    function lookAt(id: TaskId): void {
      const task = session.tasks.get(id)
      if (waits && task && autoResume(task)) {
        if (!waiting.has(id)) report.showWait(task)
        waiting.add(id)
        return
      }
      waiting.delete(id)
      if (!isOver(task)) return
      open.delete(id)
      shown.add(id)
      if (task) report.showEnd(task)
      if (open.size === 0) end('over')
    }
    function lookAtAll(): void {
      for (const id of open) lookAt(id)
      if (open.size === 0) end('over')
      else if (signal.aborted) end('stopped')
      else if (session.gone.aborted) end('gone')
    }
    const stopListening = session.tasks.onChange((id) => {
      if (open.has(id)) lookAt(id)
    })
    session.gone.addEventListener('abort', lookAtAll)
    signal.addEventListener('abort', lookAtAll)
    lookAtAll()
  })
}

/** Pauses what still runs of these tasks, wherever that is, and says how to resume. */
async function pause(
  { terminal, typed }: Context,
  session: Session,
  ids: ReadonlySet<TaskId>,
): Promise<void> {
  const { run } = terminal.texts
  terminal.warn(run.pausing)
  if (session.owner) {
    const active = tasksOf(session, ids).filter((task) => canPause(task.state))
    try {
      if (active.length > 0) await session.invoke('pauseTasks', idsOf(active))
      await session.tasks.refresh()
    } catch (error) {
      // It has ended meanwhile, or they have: then nothing runs there that could be paused.
      if (!(error instanceof FailureError)) throw error
    }
  } else {
    await session.close()
  }
  const paused = tasksOf(session, ids).filter((task) => task.state.kind === 'paused')
  if (paused.length === 0) return
  terminal.warn(
    typed === null ? run.paused : run.pausedResumeWith(`${typed('resume')} ${idsOf(paused).join(' ')}`),
  )
}
