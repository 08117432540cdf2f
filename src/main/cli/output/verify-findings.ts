import { counted } from '@shared/messages/format'
import { type BadVerdict, badVerdicts, type Rebuild } from '@shared/model/check'
import type { Context } from '../context'
import { exitBits } from '../exit-code'
import { shellQuote } from '../input/started-as'
import { type Gap, gapAdvice, missingText } from './incomplete-findings'
import type { Terminal } from './terminal'

/** What a file is found to be, in the terminal's words. */
export const verdictWords: Readonly<Record<BadVerdict, string>> = {
  missing: 'Missing',
  'wrong-size': 'Wrong size',
  damaged: 'Damaged',
  changed: 'Changed',
  unreadable: 'Cannot be read',
}

/** The same inside a sentence that counts. */
export const verdictCounts: Readonly<Record<BadVerdict, string>> = {
  missing: 'missing',
  'wrong-size': 'of the wrong size',
  damaged: 'damaged',
  changed: 'changed',
  unreadable: 'unreadable',
}

/** Reports a list of downloads that was lost in whole or in part, once, when everything on disk was found again. */
export function reportRebuild(rebuild: Rebuild | null, terminal: Terminal): void {
  if (rebuild === null) return
  const { what, kept, reason, tasks, unreadable, galleries } = rebuild
  const keptAs = kept === null ? '' : ` The old file is kept as ${kept}.`
  if (what !== 'rows') {
    terminal.warn(`${whatHappened[what](reason)}${keptAs}`)
    terminal.warn(`Found again on disk: ${counted(galleries, 'gallery')}. ${whatToDo(what, tasks)}`)
  }
  if (unreadable.length === 0) return
  const [name, verb] = unreadable.length === 1 ? ['Task', 'was'] : ['Tasks', 'were']
  terminal.warn(
    `${name} ${unreadable.join(', ')} could not be read and ${verb} taken off the list. Their files and galleries stay; add their addresses again.`,
  )
}

const whatHappened = {
  damaged: () => 'The list of downloads was damaged, and a new one was started.',
  emptied: (reason) => `The list of downloads was lost (${reason}), and a new one was started.`,
  behind: (reason) => `The last changes to the list of downloads were lost (${reason}).`,
} satisfies Record<Exclude<Rebuild['what'], 'rows'>, (reason: string) => string>

function whatToDo(what: Rebuild['what'], tasks: number): string {
  if (what === 'behind')
    return 'Resume the tasks that had not ended: files that are there are not fetched again.'
  if (tasks === 0) return 'Downloads that had not ended must be started again.'
  return `${counted(tasks, 'download')} could still be read: paused, to be resumed or cancelled. Files that are there are not fetched again.`
}

/** What was found in all folders together. */
export interface Findings {
  galleries: number
  files: number
  whole: number
  readonly verdicts: Record<BadVerdict, number>
  /** Records, and entries of records, that cannot be used. */
  badRecords: number
  unknown: number
  leftovers: number
  absent: number
  /** What is missing of galleries and tasks. */
  gaps: readonly Gap[]
  /** Folders of galleries in which a repair finds something to do. */
  readonly repairable: Set<string>
}

export function nothingFound(): Findings {
  const verdicts = { missing: 0, 'wrong-size': 0, damaged: 0, changed: 0, unreadable: 0 }
  return {
    galleries: 0,
    files: 0,
    whole: 0,
    verdicts,
    badRecords: 0,
    unknown: 0,
    leftovers: 0,
    absent: 0,
    gaps: [],
    repairable: new Set(),
  }
}

/** Whether a file or a record is not as it should be, or something is missing. */
export function isBad(found: Findings): boolean {
  return found.gaps.length > 0 || hasBadFiles(found)
}

/** Whether a file or a record is not as it should be. */
export function hasBadFiles({ verdicts, badRecords }: Findings): boolean {
  return badRecords > 0 || Object.values(verdicts).some((count) => count > 0)
}

/** What was checked: folders, absolute or as the list has them, and whether a repair was tried. */
export interface Checked {
  readonly repaired: boolean
  readonly roots: readonly string[]
}

/** Says how all ended and what to do about it; answers the exit code. */
export function conclude(context: Context, found: Findings, { repaired, roots }: Checked): number {
  const { terminal, count, typed } = context
  const { galleries, files, whole, verdicts, badRecords, unknown, leftovers, absent, gaps } = found
  const missing = missingCount(gaps)
  count.verified = { galleries, files, whole, verdicts, badRecords, unknown, leftovers, absent, missing }
  if (unknown > 0) terminal.say(`${counted(unknown, 'further file')} that no record names: left alone.`)
  if (leftovers > 0) {
    terminal.say(
      `${counted(leftovers, 'partial file')} (.part) of downloads that did not end: ${typed?.('resume') ?? 'galleon resume'} continues them.`,
    )
  }
  if (!isBad(found)) {
    terminal.say(
      `All is well: ${counted(files, 'image')} of ${counted(galleries, 'gallery')} are whole.`,
      'good',
    )
    return 0
  }
  const parts = badVerdicts.flatMap((verdict) => {
    const bad = verdicts[verdict]
    return bad === 0 ? [] : [`${bad} ${verdictCounts[verdict]}`]
  })
  if (badRecords > 0) parts.push(counted(badRecords, 'bad record'))
  if (gaps.length > 0) parts.push(missingText(missing) || 'a download that is not finished')
  terminal.warn(`Not all is well: ${whole} of ${counted(files, 'image')} whole, ${parts.join(', ')}.`)
  for (const line of [
    ...advice(found, repaired ? null : repairCommand(context, roots)),
    ...gapAdvice(context, gaps),
  ])
    terminal.warn(`  ${line}`)
  return exitBits.failed
}

function missingCount(gaps: readonly Gap[]) {
  const sum = (of: (gap: Gap) => number) => gaps.reduce((total, gap) => total + of(gap), 0)
  const tasks = new Set(gaps.flatMap(({ task }) => task ?? [])).size
  return { images: sum(({ images }) => images), pages: sum(({ pages }) => pages), tasks }
}

function repairCommand({ typed }: Context, roots: readonly string[]): string {
  const folders = roots.map((root) => shellQuote(root, process.platform))
  return [typed?.('verify') ?? 'galleon verify', '--repair', ...folders].join(' ')
}

/** `repair`: the command that repairs; null when that was tried. */
function advice({ verdicts, badRecords }: Findings, repair: string | null): readonly string[] {
  const bad = verdicts.missing + verdicts['wrong-size'] + verdicts.damaged + verdicts.changed
  const lines: string[] = []
  if (bad > 0) {
    lines.push(
      repair === null
        ? 'What could not be fetched is listed above; try again later with the same command.'
        : `Fetch again what is bad, and only that: ${repair}`,
    )
  }
  if (verdicts.changed > 0) {
    lines.push(
      'A changed file is a whole picture, perhaps one that you edited: a repair keeps it beside the new one as "NAME (old)", and --keep-changed leaves it alone.',
    )
  }
  if (verdicts.unreadable > 0) lines.push('What cannot be read: look at its permissions, and at the disk.')
  if (badRecords > 0)
    lines.push('A bad record is left as it is: download the gallery again to have a new one.')
  return lines
}
