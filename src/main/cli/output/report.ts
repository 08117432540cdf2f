import type { TaskEvent } from '@shared/contract/task-event'
import { failureLine, failureWords } from '@shared/messages/failure-text'
import { counted, formatBytes, formatSeconds, resumesAt } from '@shared/messages/format'
import type { Failure, FailureKind } from '@shared/model/failure'
import { problemCount, type Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import type { Context } from '../context'
import { exitBitsOf } from '../exit-code'
import { firstPage, liveLines, overallLine, taskName } from './bar-lines'

/** Bars are drawn anew this often; faster than that nobody reads. */
const drawEveryMs = 100
/** Without bars, a line of where things stand comes this often. */
const statusEveryMs = 5000

/** A line for each of a thousand failures would hide everything else. */
const mostToldOfOneKind = 5

/** Tells of tasks while they run: to people in lines and bars, to programs in events. */
export interface Report {
  hear(event: TaskEvent): void
  /** That a task is paused for a while and goes on by itself. */
  tellWait(task: Task): void
  /** How a task ended, or that it was paused. */
  tellEnd(task: Task): void
  /** Ends the live part. */
  close(): void
}

/** `shown` gives the tasks as they are now. */
export function createReport({ terminal, count, typed }: Context, shown: () => readonly Task[]): Report {
  const failedTasks = new Set<TaskId>()
  const toldOf = new Map<FailureKind, number>()

  function tellFailed(url: string, failure: Failure): void {
    count.failed++
    count.bits |= exitBitsOf(failure.kind)
    const message = failureLine(failure)
    terminal.emit({ event: 'failed', url, failure: { kind: failure.kind, message } })
    const told = (toldOf.get(failure.kind) ?? 0) + 1
    toldOf.set(failure.kind, told)
    if (terminal.verbose || told <= mostToldOfOneKind) terminal.warn(`Not saved: ${url}: ${message}`)
    else if (told === mostToldOfOneKind + 1)
      terminal.warn('More fail like that; they are counted at the end, and -v tells each.')
  }

  function drawBars(): void {
    const tasks = shown()
    if (terminal.screen && tasks.length > 0) {
      terminal.screen.draw(liveLines(tasks, terminal.screen.columns, terminal.screen.rows))
    }
  }

  function sayStatus(): void {
    const tasks = shown()
    if (tasks.length > 0) terminal.say(overallLine(tasks))
  }

  const ticking = terminal.screen ? setInterval(drawBars, drawEveryMs) : setInterval(sayStatus, statusEveryMs)

  return {
    hear(event) {
      switch (event.kind) {
        case 'gallery':
          terminal.emit({ event: 'gallery', title: event.title, folder: event.folder })
          terminal.say(`Gallery: ${event.title}  in  ${event.folder}`)
          return
        case 'saved': {
          const { url, path, bytes, sha256 } = event
          count.saved++
          terminal.emit({ event: 'saved', url, path, bytes, sha256 })
          if (terminal.verbose) terminal.say(`Saved: ${path} (${formatBytes(bytes)})`, 'faint')
          return
        }
        case 'address':
          terminal.emit({ event: 'image', url: event.url })
          terminal.answer(event.url)
          return
        case 'other-content':
          terminal.emit({ event: 'other-content', url: event.url, path: event.path })
          terminal.say(`The site serves another picture than before; the new one is ${event.path}`)
          return
        case 'skipped':
          count.skipped++
          if (terminal.verbose) terminal.say(`There already: ${event.path}`, 'faint')
          return
        case 'failed':
          failedTasks.add(event.taskId)
          tellFailed(event.url, event.failure)
          return
        case 'retrying': {
          if (!terminal.verbose) return
          const wait = formatSeconds(event.waitMs / 1000)
          terminal.say(`Again in ${wait}: ${event.url}: ${failureLine(event.failure)}`, 'faint')
          return
        }
        case 'waiting': {
          const seconds = Math.max(0, event.until - Date.now()) / 1000
          terminal.say(`Waiting ${formatSeconds(seconds)}: ${event.host} asked for it.`)
          return
        }
        // `tellEnd` reports it, with the rest of the task, which a remote session learns by a batch.
        case 'task-ended':
      }
    },
    tellWait({ id, state }) {
      if (state.kind !== 'paused') return
      const { cause } = state
      if (cause.kind === 'wait') terminal.warn(`Paused (task ${id}): ${resumesAt(cause.until)}.`)
      else if (cause.kind === 'local')
        terminal.warn(`Paused (task ${id}): ${failureLine(cause.failure)}. Waiting until that is mended.`)
    },
    tellEnd(task) {
      const { state } = task
      const problem =
        state.kind === 'failed'
          ? state.failure
          : state.kind === 'paused' && state.cause.kind === 'local'
            ? state.cause.failure
            : null
      // The exit code tells of a full disk also when pictures had failed before.
      if (problem) count.bits |= exitBitsOf(problem.kind)
      if (problem && (state.kind === 'paused' || !failedTasks.has(task.id)))
        tellFailed(firstPage(task), problem)
      terminal.say(endLine(task), problem || problemCount(task.progress.counts) > 0 ? 'bad' : 'good')
      const problems = problemCount(task.progress.counts)
      // Problems are told later, each with what can be done about it.
      if (problem && (state.kind === 'paused' || problems === 0))
        terminal.warn(`  ${failureWords[problem.kind].next}`)
      if (problem && state.kind === 'paused' && typed !== null)
        terminal.warn(`  Go on with: ${typed('resume')} ${task.id}, or into another folder with -o FOLDER.`)
    },
    close() {
      clearInterval(ticking)
      terminal.screen?.clear()
    },
  }
}

/** `Done: title: 12 images saved, 3 there already, 1 problem, 4.5 MB, in /folder`. */
function endLine(task: Task): string {
  const { counts } = task.progress
  const parts = [`${counted(counts.saved, 'image')} saved`]
  if (counts.skipped > 0) parts.push(`${counts.skipped} there already`)
  const problems = problemCount(counts)
  if (problems > 0) parts.push(counted(problems, 'problem'))
  parts.push(formatBytes(counts.bytes))
  return `${endWord(task)}: ${taskName(task)}: ${parts.join(', ')}, in ${task.request.folder}`
}

function endWord({ state, id, progress }: Task): string {
  switch (state.kind) {
    case 'done':
      return problemCount(progress.counts) > 0 ? 'Finished with problems' : 'Done'
    case 'failed':
      return 'Failed'
    case 'cancelled':
      return 'Cancelled'
    case 'paused':
      return state.cause.kind === 'wait'
        ? `Paused (task ${id}, ${resumesAt(state.cause.until)})`
        : `Paused (task ${id})`
    case 'queued':
    case 'running':
      return `Paused (task ${id})`
  }
}
