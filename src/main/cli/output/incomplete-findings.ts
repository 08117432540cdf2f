import { existsSync } from 'node:fs'
import { failureLine, failureName } from '@shared/messages/failure-text'
import type { TerminalTexts } from '@shared/messages/terminal-text'
import { FailureError } from '@shared/model/failure'
import { type Incomplete, type MissingAddress, mostExamples } from '@shared/model/library/incomplete'
import type { RecordCheck } from '../../engine/library/check/verify-gallery'
import type { Context } from '../context'
import { withReading } from '../session/open-session'

/** Something is missing in a gallery or of a task. `task` and `state` are null when only the `gallery.json` says so. */
export interface Gap
  extends Pick<Incomplete, 'title' | 'folder' | 'images' | 'pages' | 'examples' | 'isGone'> {
  readonly task: number | null
  readonly state: Incomplete['state'] | null
  /** What to download again where no task can be continued. */
  readonly address: string
}

/** So many addresses are named of each gallery without `-v`. */
const fewExamples = 5

/** What a gallery's own record says is missing; null when it says nothing. */
export function gapOfRecord(folder: string, check: RecordCheck): Gap | null {
  const { head, absent, absentExamples } = check
  if (absent + head.missingPages === 0) return null
  const { title, source: address, missingPages: pages } = head
  return { task: null, state: null, title, folder, address, images: absent, pages, examples: absentExamples }
}

/**
 * What is missing below the folders: by the list of downloads if there is one, and by the records of galleries that it
 * does not know. What the user has skipped is not missing.
 */
export async function findGaps(
  context: Context,
  folders: readonly string[],
  recorded: readonly Gap[],
): Promise<readonly Gap[]> {
  const list = await askList(
    context,
    folders,
    recorded.flatMap(({ folder }) => folder ?? []),
  )
  if (list === null) return recorded
  const known = new Set(list.rows.map(({ folder }) => folder))
  const ignored = new Map(list.ignored.map(({ folder, images }) => [folder, images]))
  const others = recorded
    .filter(({ folder }) => !known.has(folder))
    .map((gap) => ({ ...gap, images: Math.max(0, gap.images - (ignored.get(gap.folder ?? '') ?? 0)) }))
    .filter(({ images, pages }) => images + pages > 0)
  return [...others, ...list.rows.map(({ taskId, ...row }) => ({ ...row, task: taskId }))]
}

/** Null when there is no list of downloads, or when it cannot be read: then that is said. */
async function askList(context: Context, folders: readonly string[], lacking: readonly string[]) {
  if (!existsSync(context.paths.database)) return null
  try {
    return await withReading(context, (session) =>
      session.invoke('listIncomplete', { folders: [...folders], lacking: lacking.slice(0, 20_000) }),
    )
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    const { texts } = context.terminal
    context.terminal.warn(texts.gaps.listUnreadable(failureLine(error.failure, texts.language)))
    return null
  }
}

/** `3 images missing, 1 page missing`. */
export function missingText(
  { images, pages }: { readonly images: number; readonly pages: number },
  texts: TerminalTexts,
): string {
  const { missing } = texts.gaps
  const parts = [
    ...(images === 0 ? [] : [missing(texts.counted(images, 'image'))]),
    ...(pages === 0 ? [] : [missing(texts.counted(pages, 'page'))]),
  ]
  return parts.join(texts.listSeparator)
}

/** Reports what is missing of one gallery or task. */
export function reportGap({ terminal }: Pick<Context, 'terminal'>, gap: Gap): void {
  const { task, state, folder, title, images, pages, examples } = gap
  const { texts } = terminal
  terminal.emit({ event: 'incomplete', task, state, folder, title, images, pages, missing: examples })
  terminal.warn(gapLine(gap, texts))
  const named = examples.slice(0, terminal.verbose ? mostExamples : fewExamples)
  for (const example of named) terminal.warn(`  ${exampleLine(example, texts)}`)
  const more = images + pages - named.length
  if (named.length > 0 && more > 0) terminal.warn(`  ${texts.tasks.andMore(texts.count(more))}`)
}

function gapLine(gap: Gap, texts: TerminalTexts): string {
  const { task, state, folder, address, isGone } = gap
  const { gaps, states } = texts
  const what = missingText(gap, texts) || gaps.notFinished
  const stateText = state === null ? '' : states[state]
  if (folder === null) return gaps.ofTask(task, stateText, what, address)
  const isOpen = state !== null && state !== 'done' && state !== 'removed'
  const note = task === null || state === 'removed' ? '' : gaps.taskNote(task, isOpen ? stateText : null)
  return `${isGone ? gaps.gone(folder, what) : gaps.incomplete(folder, what)}${note}`
}

function exampleLine({ address, kind, page }: MissingAddress, { gaps, language }: TerminalTexts): string {
  return `${address}: ${kind === null ? gaps.notFetchedYet : failureName(kind, null, language, page)}`
}

/** What can be done about the gaps, each with its command. */
export function gapAdvice(
  { typed, terminal: { texts } }: Pick<Context, 'typed' | 'terminal'>,
  gaps: readonly Gap[],
): readonly string[] {
  const { gaps: words } = texts
  const lines: string[] = []
  const tasksIn = (...states: readonly Gap['state'][]) => [
    ...new Set(
      gaps.flatMap(({ task, state, isGone }) =>
        task !== null && !isGone && states.includes(state) ? [task] : [],
      ),
    ),
  ]
  const paused = tasksIn('paused')
  if (paused.length > 0 && typed) lines.push(words.continueWith(`${typed('resume')} ${paused.join(' ')}`))
  const gone = [...new Set(gaps.filter(({ isGone }) => isGone).map(({ address }) => address))]
  if (gone.length > 0) lines.push(words.goneAdvice(gone.slice(0, 5).join(' ')))
  const ended = tasksIn('done', 'failed', 'cancelled')
  if (ended.length > 0 && typed) lines.push(words.retryWith(`${typed('retry')} ${ended.join(' ')}`))
  const skippable = tasksIn('done', 'failed')
  if (skippable.length > 0 && typed) lines.push(words.skipWith(`${typed('skip')} ${skippable.join(' ')}`))
  if (tasksIn('queued', 'running').length > 0) lines.push(words.stillDownloading)
  if (gaps.some(({ state }) => state === null || state === 'removed')) lines.push(words.unlisted)
  return lines
}
