import { taskTitle } from '@shared/messages/task-title'
import type { TerminalTexts } from '@shared/messages/terminal-text'
import {
  doneImages,
  doneShare,
  problemCount,
  secondsLeft,
  type Task,
  type TaskCounts,
} from '@shared/model/task'
import { withoutUserinfo } from '@shared/text/address-parts'
import { crawlParts } from './crawl-lines'
import { plainText } from './terminal'
import { fitWidth, padWidth, textWidth } from './text-width'

/** Columns of a bar, and of one on a narrow terminal. */
const barWidth = 20
const narrowBarWidth = 10
const leastColumnsForWideBar = 90
const leastNameWidth = 6

/** How a task is named: by the title of its gallery, else by its address. */
export function taskName(task: Task, { language }: Pick<TerminalTexts, 'language'>): string {
  return plainText(taskTitle(task, language) ?? withoutUserinfo(task.request.address))
}

/** `█████░░░░░`, or a row of dots while nothing is known. */
export function bar(share: number | null, columns: number): string {
  if (share === null) return '·'.repeat(columns)
  const full = Math.min(columns, Math.max(0, Math.round(share * columns)))
  return '█'.repeat(full) + '░'.repeat(columns - full)
}

function pagesParts(
  { pagesKnown, pagesRead, pagesFailed }: TaskCounts,
  texts: TerminalTexts,
): readonly string[] {
  if (pagesKnown === 1) return []
  const known = pagesKnown === null ? null : texts.count(pagesKnown)
  return [texts.bars.page(texts.count(pagesRead + pagesFailed), known)]
}

/** One task in one line of exactly as many columns as fit; what matters least goes first, the bar last. */
export function taskLine(task: Task, columns: number, texts: TerminalTexts): string {
  const share = doneShare(task.progress.counts)
  const nameColumns = Math.max(leastNameWidth, Math.min(40, Math.floor(columns * 0.35)))
  const drawn = bar(share, columns >= leastColumnsForWideBar ? barWidth : narrowBarWidth)
  const named = `${padWidth(taskName(task, texts), nameColumns)} ${drawn}`
  const percent = (share === null ? '' : texts.share(share)).padStart(4)
  const withPercent = `${named} ${percent}`
  if (textWidth(withPercent) > columns) return fitWidth(named, columns)
  const state = joinFitting(stateParts(task, texts), columns - textWidth(withPercent) - 2, texts)
  return state === '' ? withPercent : `${withPercent}  ${state}`
}

/** What a task does, the most important first. */
function stateParts({ state, progress: { counts, waiting } }: Task, texts: TerminalTexts): readonly string[] {
  const { bars } = texts
  const wait = waiting ? [bars.waitingFor(plainText(waiting.host))] : []
  if (state.kind === 'queued') return [bars.queued, ...wait]
  if (counts.crawl !== undefined) return [...crawlParts(counts.crawl, texts), ...wait]
  const failed = counts.found === 0 ? 0 : problemCount(counts)
  return [
    counts.found === 0
      ? bars.lookingForImages
      : bars.images(texts.count(doneImages(counts)), texts.count(counts.found)),
    ...(failed === 0 ? [] : [texts.counted(failed, 'problem')]),
    ...pagesParts(counts, texts),
    ...wait,
  ]
}

/** The first parts, as many as there is space for. */
function joinFitting(parts: readonly string[], columns: number, { listSeparator }: TerminalTexts): string {
  for (let count = parts.length; count > 0; count -= 1) {
    const text = parts.slice(0, count).join(listSeparator)
    if (textWidth(text) <= columns) return text
  }
  return ''
}

interface Sum {
  readonly done: number
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
    done: add((task) => doneImages(task.progress.counts)),
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
export function overallLine(tasks: readonly Task[], texts: TerminalTexts): string {
  return overallParts(tasks, texts).join(texts.listSeparator)
}

function overallParts(tasks: readonly Task[], texts: TerminalTexts): readonly string[] {
  const [first] = tasks
  const only = tasks.length === 1 ? first?.progress.counts.crawl : undefined
  if (only !== undefined)
    return [...crawlParts(only, texts), texts.speed(first?.progress.bytesPerSecond ?? 0)]
  const sum = sumOf(tasks)
  const isEnding = sum.secondsLeft !== null && sum.secondsLeft > 0
  return [
    texts.bars.images(texts.count(sum.done), texts.count(sum.found)),
    texts.bytes(sum.bytes),
    texts.speed(sum.bytesPerSecond),
    ...(sum.problems === 0 ? [] : [texts.counted(sum.problems, 'problem')]),
    ...(isEnding ? [texts.bars.left(texts.duration(sum.secondsLeft))] : []),
  ]
}

/** The lines of the live area: running tasks first, as many as there is space for, and all together last. */
export function liveLines(
  tasks: readonly Task[],
  { columns, rows }: { readonly columns: number; readonly rows: number },
  texts: TerminalTexts,
): readonly string[] {
  const { bars } = texts
  const fitting = Math.max(1, columns - 1)
  const active = tasks.filter((task) => task.state.kind === 'running' || task.state.kind === 'queued')
  const sorted = [...active].sort(
    (a, b) => Number(a.state.kind === 'queued') - Number(b.state.kind === 'queued'),
  )
  const most = Math.max(1, rows - 3)
  const lines = sorted.slice(0, most).map((task) => taskLine(task, fitting, texts))
  if (sorted.length > most) lines.push(fitWidth(bars.furtherTasks(sorted.length - most), fitting))
  const ended = texts.count(tasks.length - active.length)
  const share = tasks.length > 1 ? [bars.tasksDone(ended, texts.counted(tasks.length, 'task'))] : []
  const parts = [...share, ...overallParts(tasks, texts)]
  const all = joinFitting(parts, fitting - textWidth(bars.inAll), texts)
  return [...lines, fitWidth(`${bars.inAll}${all}`, fitting)]
}
