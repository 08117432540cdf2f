import { existsSync } from 'node:fs'
import { failureLine, failureWords } from '@shared/messages/failure-text'
import { counted } from '@shared/messages/format'
import { FailureError } from '@shared/model/failure'
import { type Incomplete, type MissingAddress, mostExamples } from '@shared/model/incomplete'
import type { FolderCheck } from '../../engine/library/check/verify-gallery'
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
export function gapOfRecord(folder: string, check: FolderCheck): Gap | null {
  const { head, absent, absentExamples } = check
  if (absent + head.missingPages === 0) return null
  const { title, source: address, missingPages: pages } = head
  return { task: null, state: null, title, folder, address, images: absent, pages, examples: absentExamples }
}

/**
 * What is missing below the folders: by the list of downloads if there is one, and by the records of galleries that it
 * does not know. What the user does without is not missing.
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
    context.terminal.warn(
      `The list of downloads cannot be read, so only each gallery.json says what is missing: ${failureLine(error.failure)}`,
    )
    return null
  }
}

/** `3 images missing, 1 page missing`. */
export function missingText({ images, pages }: { readonly images: number; readonly pages: number }): string {
  const parts = [
    ...(images === 0 ? [] : [`${counted(images, 'image')} missing`]),
    ...(pages === 0 ? [] : [`${counted(pages, 'page')} missing`]),
  ]
  return parts.join(', ')
}

export function tellGap({ terminal }: Pick<Context, 'terminal'>, gap: Gap): void {
  const { task, state, folder, title, images, pages, examples } = gap
  terminal.emit({ event: 'incomplete', task, state, folder, title, images, pages, missing: examples })
  const what = missingText(gap) || 'not finished'
  const isOpen = state !== null && state !== 'done' && state !== 'removed'
  if (folder === null) terminal.warn(`Task ${task} is ${state}: ${what}: ${gap.address}`)
  else {
    const of = task === null || state === 'removed' ? '' : ` (task ${task}${isOpen ? `, ${state}` : ''})`
    terminal.warn(`${gap.isGone ? 'Gone from disk' : 'Incomplete'}: ${folder}: ${what}${of}`)
  }
  const named = examples.slice(0, terminal.verbose ? mostExamples : fewExamples)
  for (const example of named) terminal.warn(`  ${exampleLine(example)}`)
  const more = images + pages - named.length
  if (named.length > 0 && more > 0) terminal.warn(`  and ${more} more`)
}

function exampleLine({ address, kind }: MissingAddress): string {
  return `${address}: ${kind === null ? 'not fetched yet' : failureWords[kind].what}`
}

/** What can be done about the gaps, each with its command. */
export function gapAdvice({ typed }: Pick<Context, 'typed'>, gaps: readonly Gap[]): readonly string[] {
  const lines: string[] = []
  const tasksIn = (...states: readonly Gap['state'][]) => [
    ...new Set(
      gaps.flatMap(({ task, state, isGone }) =>
        task !== null && !isGone && states.includes(state) ? [task] : [],
      ),
    ),
  ]
  const paused = tasksIn('paused')
  if (paused.length > 0 && typed) lines.push(`Continue with: ${typed('resume')} ${paused.join(' ')}`)
  const gone = gaps.filter(({ isGone }) => isGone)
  if (gone.length > 0)
    lines.push(
      `A gallery that is gone from disk: download its address again into the same folder, ${[...new Set(gone.map(({ address }) => address))].slice(0, 5).join(' ')}`,
    )
  const ended = tasksIn('done', 'failed', 'cancelled')
  if (ended.length > 0 && typed) lines.push(`Ask again with: ${typed('retry')} ${ended.join(' ')}`)
  const skippable = tasksIn('done', 'failed')
  if (skippable.length > 0 && typed)
    lines.push(`If you do without what failed: ${typed('skip')} ${skippable.join(' ')}`)
  if (tasksIn('queued', 'running').length > 0) lines.push('What is queued or running is still downloading.')
  const unlisted = gaps.filter(({ state }) => state === null || state === 'removed')
  if (unlisted.length > 0)
    lines.push(
      'A gallery without a task on the list: download its address again into the same folder; saved pictures are skipped.',
    )
  return lines
}
