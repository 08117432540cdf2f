import type { TaskEvent } from '@shared/contract/task-event'
import { failureLine, terminalAdvice } from '@shared/messages/failure-text'
import { taskShortfalls } from '@shared/messages/shortfall-text'
import { sinkText } from '@shared/messages/sink-text'
import type { Failure, FailureKind } from '@shared/model/failure'
import { shortfallKinds } from '@shared/model/page-kind'
import { isHeldBack, isWhole, problemCount, type Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { firstAddress, rangeOf } from '@shared/page-range/page-range'
import type { Context, RunCount } from '../context'
import { exitBits, exitBitsOf } from '../exit-code'
import { liveLines, overallLine, taskName } from './bar-lines'
import { crawlParts, crawlProgress } from './crawl-lines'
import type { Terminal } from './terminal'

/** Bars are drawn again this often: faster changes cannot be read. */
const drawEveryMs = 100
/** Without bars, a line of where things stand comes this often. */
const statusEveryMs = 5000

/** A line for each of a thousand failures would hide everything else. */
const mostShownOfOneKind = 5

/** Reports tasks while they run: to the user in lines and bars, to programs in events. */
export interface Report {
  onEvent(event: TaskEvent): void
  /** Shows that a task is paused for a while and resumes automatically. */
  showWait(task: Task): void
  /** Shows how a task ended, or that it was paused. */
  showEnd(task: Task): void
  /** Ends the live part. */
  close(): void
}

/** `shown` gives the tasks as they are now. */
export function createReport(context: Context, shown: () => readonly Task[]): Report {
  const { terminal, count, typed } = context
  const failedTasks = new Set<TaskId>()
  const fellBack = new Set<TaskId>()
  const showFailure = createFailureLines(terminal, count)
  const ticking = startTicking(terminal, shown)
  const running = () => shown().filter(({ state }) => state.kind === 'running')
  const reporting = setInterval(() => running().forEach(emitProgress), statusEveryMs)

  function emitProgress(task: Task): void {
    const progress = crawlProgress(task)
    if (progress !== null) terminal.emit(progress)
  }

  return {
    onEvent(event) {
      if (event.kind === 'failed') {
        failedTasks.add(event.taskId)
        showFailure(event.url, event.failure)
      } else if (event.kind === 'fell-back') {
        // Said once: every page of a site may be like this.
        if (!fellBack.has(event.taskId)) showFallBack(terminal, event)
        fellBack.add(event.taskId)
      } else showEvent(context, event)
    },
    showWait: (task) => showWait(terminal, task),
    showEnd(task) {
      const { state } = task
      const problem = problemOf(task)
      const isPaused = state.kind === 'paused'
      // The exit code reports a full disk also when pictures had failed before.
      if (problem) count.bits |= exitBitsOf(problem)
      countShortfalls(count, task)
      emitProgress(task)
      if (problem && (isPaused || !failedTasks.has(task.id)))
        showFailure(firstAddress(rangeOf(task.request.address)), problem)
      const problems = problemCount(task.progress.counts)
      const line = task.request.crawl === undefined ? endLine : crawlEndLine
      terminal.say(line(terminal, task), problem || !isWhole(task.progress.counts) ? 'bad' : 'good')
      if (isEnded(state.kind) && isHeldBack(task) && typed !== null)
        terminal.say(`  ${terminal.texts.run.continueWith(`${typed('continue')} ${task.id}`)}`)
      // Problems are shown later, each with what can be done about it.
      if (problem && (isPaused || problems === 0))
        terminal.warn(`  ${terminalAdvice(problem, terminal.texts.language)}`)
      if (problem && isPaused && typed !== null)
        terminal.warn(`  ${terminal.texts.run.resumeElsewhere(`${typed('resume')} ${task.id}`)}`)
    },
    close() {
      clearInterval(ticking)
      clearInterval(reporting)
      terminal.screen?.clear()
    },
  }
}

/** A failure as programs get it. */
export function failureEvent(reason: Failure) {
  const page = 'page' in reason && reason.page !== undefined ? { page: reason.page } : {}
  return { kind: reason.kind, ...page, message: failureLine(reason, 'en') }
}

/** Draws bars where that is possible, else prints a line from time to time. */
function startTicking(terminal: Terminal, shown: () => readonly Task[]): NodeJS.Timeout {
  const { screen, texts } = terminal
  if (screen === null) {
    return setInterval(() => {
      const tasks = shown()
      if (tasks.length > 0) terminal.say(overallLine(tasks, texts))
    }, statusEveryMs)
  }
  return setInterval(() => {
    const tasks = shown()
    if (tasks.length > 0) screen.draw(liveLines(tasks, screen, texts))
  }, drawEveryMs)
}

/** Counts each failure and shows it; of many of one kind only the first ones. */
function createFailureLines(terminal: Terminal, count: RunCount): (url: string, failure: Failure) => void {
  const shownOf = new Map<FailureKind, number>()
  return (url, failure) => {
    const { kind } = failure
    count.failed++
    count.bits |= exitBitsOf(failure)
    terminal.emit({ event: 'failed', url, failure: failureEvent(failure) })
    const { run, language } = terminal.texts
    const shown = (shownOf.get(kind) ?? 0) + 1
    shownOf.set(kind, shown)
    if (terminal.verbose || shown <= mostShownOfOneKind)
      terminal.warn(run.notSaved(url, failureLine(failure, language)))
    else if (shown === mostShownOfOneKind + 1) terminal.warn(run.moreAlike)
  }
}

function showFallBack(terminal: Terminal, { url, recipe }: Extract<TaskEvent, { kind: 'fell-back' }>): void {
  terminal.emit({ event: 'fell-back', url, recipe })
  terminal.warn(terminal.texts.run.fellBack(recipe, url))
}

function showEvent(
  { terminal, count, typed }: Context,
  event: Exclude<TaskEvent, { kind: 'failed' | 'fell-back' }>,
): void {
  const { texts, verbose } = terminal
  const { run } = texts
  switch (event.kind) {
    case 'gallery':
      terminal.emit({ event: 'gallery', title: event.title, folder: event.folder })
      terminal.say(run.gallery(event.title, event.folder))
      return
    case 'saved': {
      const { url, path, bytes, sha256 } = event
      count.saved++
      terminal.emit({ event: 'saved', url, path, bytes, sha256 })
      if (verbose) terminal.say(run.saved(path, texts.bytes(bytes)), 'faint')
      return
    }
    case 'address':
      terminal.emit({ event: 'image', url: event.url })
      terminal.answer(event.url)
      return
    case 'other-content':
      terminal.emit({ event: 'other-content', url: event.url, path: event.path })
      terminal.say(run.otherContent(event.path))
      return
    case 'skipped':
      count.skipped++
      if (verbose) terminal.say(run.alreadyDownloaded(event.path), 'faint')
      return
    case 'record':
      terminal.emit({ event: 'crawl-record', ...event.record })
      if (verbose) terminal.say(event.record.address, 'faint')
      return
    case 'sink-paused': {
      const { sink, problem, triesAt } = event
      terminal.emit({ event: 'sink-paused', sink, problem, triesAt })
      const now = Date.now()
      terminal.warn(sinkText({ sink, problem, triesAt, waiting: 0, sent: 0 }, now, texts.language))
      return
    }
    case 'sink-waits':
      count.bits |= exitBits.failed
      terminal.emit({ event: 'sink-waits', sink: event.sink, waiting: event.waiting, problem: event.problem })
      terminal.warn(sinkText({ ...event, sent: 0, triesAt: null }, Date.now(), texts.language))
      return
    case 'withdrawn':
      count.saved--
      terminal.emit({ event: 'withdrawn', url: event.url, path: event.path })
      if (verbose) terminal.say(run.withdrawn(event.path), 'faint')
      return
    case 'many-missing':
      terminal.emit({ event: 'many-missing', count: event.count, first: event.first })
      terminal.say(run.manyMissing(String(event.count), event.first))
      if (typed !== null) terminal.say(`  ${run.stopRange(`${typed('stop')} ${event.taskId}`)}`)
      return
    case 'retrying': {
      const { url, waitMs, failure } = event
      const line = run.retryIn(texts.duration(waitMs / 1000), url, failureLine(failure, texts.language))
      if (verbose) terminal.say(line, 'faint')
      return
    }
    case 'waiting': {
      const seconds = Math.max(0, event.until - Date.now()) / 1000
      terminal.say(run.rateLimited(texts.duration(seconds), event.host))
      return
    }
    // `showEnd` reports it, with the rest of the task, which a remote session learns by a batch.
    case 'task-ended':
  }
}

function showWait(terminal: Terminal, { id, state }: Task): void {
  if (state.kind !== 'paused') return
  const { cause } = state
  const { run, until, language } = terminal.texts
  if (cause.kind === 'wait') terminal.warn(run.pausedUntil(id, until(cause.until)))
  else if (cause.kind === 'local') terminal.warn(run.pausedFor(id, failureLine(cause.failure, language)))
}

/** Why a task as a whole did not come to its end; null when it did, or was stopped by the user. */
function problemOf({ state }: Task): Failure | null {
  if (state.kind === 'failed') return state.failure
  return state.kind === 'paused' && state.cause.kind === 'local' ? state.cause.failure : null
}

/** A task that may still resume is not incomplete yet. */
function countShortfalls(count: RunCount, { state, progress }: Task): void {
  if (!isEnded(state.kind)) return
  const { shortfalls = {} } = progress.counts
  for (const kind of shortfallKinds) {
    if (shortfalls[kind] === undefined) continue
    count.incomplete.add(kind)
    count.bits |= exitBits.incomplete
  }
}

/** `Done: address: 35 of 36 pages read, 35 records, 35 new, …`. */
function crawlEndLine({ texts }: Terminal, task: Task): string {
  const { counts } = task.progress
  const parts = [
    ...(counts.crawl === undefined ? [] : crawlParts(counts.crawl, texts)),
    ...(counts.saved === 0 ? [] : [texts.crawl.images(texts.counted(counts.saved, 'image'))]),
    ...taskShortfalls(task, texts.language),
  ]
  return texts.crawl.endLine(endWord(task, texts), taskName(task, texts), parts.join(texts.listSeparator))
}

/** `Incomplete: title: 12 images saved, 3 already downloaded, 1 problem, 2 pictures …, 4.5 MB, in /folder`. */
function endLine({ texts }: Terminal, task: Task): string {
  const { counts } = task.progress
  const problems = problemCount(counts)
  const parts = [
    texts.run.imagesSaved(texts.counted(counts.saved, 'image')),
    ...(counts.skipped === 0 ? [] : [texts.run.countAlreadyDownloaded(texts.count(counts.skipped))]),
    ...(problems === 0 ? [] : [texts.counted(problems, 'problem')]),
    ...taskShortfalls(task, texts.language),
    texts.bytes(counts.bytes),
  ]
  return texts.run.endLine(
    endWord(task, texts),
    taskName(task, texts),
    parts.join(texts.listSeparator),
    task.request.folder,
  )
}

function endWord({ state, id, progress }: Task, { run: { ended }, until }: Terminal['texts']): string {
  switch (state.kind) {
    case 'done':
      if (progress.counts.shortfalls !== undefined) return ended.incomplete
      return problemCount(progress.counts) > 0 ? ended.withProblems : ended.done
    case 'failed':
    case 'cancelled':
      return ended[state.kind]
    case 'paused':
      return state.cause.kind === 'wait' ? ended.waits(id, until(state.cause.until)) : ended.paused(id)
    case 'queued':
    case 'running':
      return ended.paused(id)
  }
}
