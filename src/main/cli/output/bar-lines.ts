import { counted, formatBytes, formatSeconds, formatShare, formatSpeed } from '@shared/messages/format'
import { doneShare, problemCount, secondsLeft, type Task, type TaskCounts } from '@shared/model/task'
import { firstAddress, rangeOf } from '@shared/page-range/page-range'
import { withoutUserinfo } from '@shared/text/address-parts'
import { plainText } from './terminal'
import { fitWidth, padWidth, textWidth } from './text-width'

/** Columns of a bar, and of one on a narrow terminal. */
const barWidth = 20
const narrowBarWidth = 10
const leastColumnsForWideBar = 90
const leastNameWidth = 6

/** What people know a task by: the title of its gallery, else its address. */
export function taskName(task: Task): string {
  return plainText(task.title ?? withoutUserinfo(task.request.address))
}

/** The plain address that a task begins with. */
export function firstPage(task: Task): string {
  return firstAddress(rangeOf(task.request.address))
}

function endedCount(counts: TaskCounts): number {
  return counts.saved + counts.skipped + counts.failed
}

/** `█████░░░░░`, or a row of dots while nothing is known. */
export function bar(share: number | null, columns: number): string {
  if (share === null) return '·'.repeat(columns)
  const full = Math.min(columns, Math.max(0, Math.round(share * columns)))
  return '█'.repeat(full) + '░'.repeat(columns - full)
}

function pagesParts({ pagesKnown, pagesRead, pagesFailed }: TaskCounts): readonly string[] {
  if (pagesKnown === 1) return []
  return [`page ${pagesRead + pagesFailed}${pagesKnown === null ? '' : ` of ${pagesKnown}`}`]
}

/** One task in one line of exactly as many columns as fit; what matters least goes first, the bar last. */
export function taskLine(task: Task, columns: number): string {
  const share = doneShare(task.progress.counts)
  const nameColumns = Math.max(leastNameWidth, Math.min(40, Math.floor(columns * 0.35)))
  const drawn = bar(share, columns >= leastColumnsForWideBar ? barWidth : narrowBarWidth)
  const named = `${padWidth(taskName(task), nameColumns)} ${drawn}`
  const percent = (share === null ? '' : formatShare(share)).padStart(4)
  const withPercent = `${named} ${percent}`
  if (textWidth(withPercent) > columns) return fitWidth(named, columns)
  const state = joinFitting(stateParts(task), columns - textWidth(withPercent) - 2)
  return state === '' ? withPercent : `${withPercent}  ${state}`
}

/** What a task does, the most telling first. */
function stateParts({ state, progress: { counts, waiting } }: Task): readonly string[] {
  const wait = waiting ? [`waiting for ${plainText(waiting.host)}`] : []
  if (state.kind === 'queued') return ['waits for its turn', ...wait]
  const failed = counts.found === 0 ? 0 : problemCount(counts)
  return [
    counts.found === 0 ? 'looking for images' : `${endedCount(counts)}/${counts.found} images`,
    ...(failed === 0 ? [] : [counted(failed, 'problem')]),
    ...pagesParts(counts),
    ...wait,
  ]
}

/** The first parts, as many as there is room for. */
function joinFitting(parts: readonly string[], columns: number): string {
  for (let count = parts.length; count > 0; count -= 1) {
    const text = parts.slice(0, count).join(', ')
    if (textWidth(text) <= columns) return text
  }
  return ''
}

interface Sum {
  readonly ended: number
  readonly found: number
  readonly bytes: number
  readonly bytesPerSecond: number
  readonly problems: number
  /** null when nothing can be said. */
  readonly secondsLeft: number | null
}

function sumOf(tasks: readonly Task[]): Sum {
  const add = (pick: (task: Task) => number) => tasks.reduce((total, task) => total + pick(task), 0)
  const active = tasks.filter((task) => task.state.kind === 'running' || task.state.kind === 'queued')
  const left = active.map((task) => secondsLeft(task.progress))
  return {
    ended: add((task) => endedCount(task.progress.counts)),
    found: add((task) => task.progress.counts.found),
    bytes: add((task) => task.progress.counts.bytes),
    bytesPerSecond: add((task) => task.progress.bytesPerSecond),
    problems: add((task) => problemCount(task.progress.counts)),
    secondsLeft: left.includes(null)
      ? null
      : left.reduce<number>((most, seconds) => Math.max(most, seconds ?? 0), 0),
  }
}

/** All tasks together: `12/40 images, 3.2 MB, 1.1 MB/s, 12 s left`. */
export function overallLine(tasks: readonly Task[]): string {
  return overallParts(tasks).join(', ')
}

function overallParts(tasks: readonly Task[]): readonly string[] {
  const sum = sumOf(tasks)
  const parts = [`${sum.ended}/${sum.found} images`, formatBytes(sum.bytes), formatSpeed(sum.bytesPerSecond)]
  if (sum.problems > 0) parts.push(counted(sum.problems, 'problem'))
  if (sum.secondsLeft !== null && sum.secondsLeft > 0) parts.push(`${formatSeconds(sum.secondsLeft)} left`)
  return parts
}

/** The lines of the live area: running tasks first, as many as there is room for, and all together last. */
export function liveLines(tasks: readonly Task[], columns: number, rows: number): readonly string[] {
  const fitting = Math.max(1, columns - 1)
  const active = tasks.filter((task) => task.state.kind === 'running' || task.state.kind === 'queued')
  const sorted = [...active].sort(
    (a, b) => Number(a.state.kind === 'queued') - Number(b.state.kind === 'queued'),
  )
  const room = Math.max(1, rows - 3)
  const lines = sorted.slice(0, room).map((task) => taskLine(task, fitting))
  if (sorted.length > room)
    lines.push(fitWidth(`… and ${counted(sorted.length - room, 'further task')}`, fitting))
  const ended = tasks.length - active.length
  const share = tasks.length > 1 ? [`${ended} of ${counted(tasks.length, 'task')} done`] : []
  const all = joinFitting([...share, ...overallParts(tasks)], fitting - 'In all: '.length)
  return [...lines, fitWidth(`In all: ${all}`, fitting)]
}
