import type { TerminalTexts } from '@shared/messages/terminal-text'
import { type BadVerdict, badVerdicts, type Rebuild } from '@shared/model/library/check'
import type { Context } from '../context'
import { exitBits } from '../exit-code'
import { shellQuote } from '../input/started-as'
import { type Gap, gapAdvice, missingText } from './incomplete-findings'
import type { Terminal } from './terminal'

/** Reports a list of downloads that was lost in whole or in part, once, when everything on disk was found again. */
export function reportRebuild(rebuild: Rebuild | null, terminal: Terminal): void {
  if (rebuild === null) return
  const { what, kept, reason, tasks, unreadable, galleries } = rebuild
  const { texts } = terminal
  const { rebuild: words } = texts
  if (what !== 'rows') {
    terminal.warn(`${words.what[what](reason)}${kept === null ? '' : words.keptAs(kept)}`)
    terminal.warn(words.found(texts.counted(galleries, 'gallery'), nextAfter(what, tasks, texts)))
  }
  if (unreadable.length > 0) terminal.warn(words.unreadable(unreadable))
}

function nextAfter(what: Rebuild['what'], tasks: number, { rebuild, counted }: TerminalTexts): string {
  if (what === 'behind') return rebuild.resume
  return tasks === 0 ? rebuild.startAgain : rebuild.stillRead(counted(tasks, 'download'))
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

/** The findings before anything was checked. */
export function noFindings(): Findings {
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
  const { verify: words, ...texts } = terminal.texts
  const missing = missingCount(gaps)
  count.verified = { galleries, files, whole, verdicts, badRecords, unknown, leftovers, absent, missing }
  if (unknown > 0) terminal.say(words.unknownFiles(unknown, texts.count(unknown)))
  if (leftovers > 0) {
    const command = typed?.('resume') ?? 'galleon resume'
    terminal.say(words.leftovers(leftovers, texts.count(leftovers), command))
  }
  const images = texts.counted(files, 'image')
  if (!isBad(found)) {
    terminal.say(words.allWell(images, texts.counted(galleries, 'gallery')), 'good')
    return 0
  }
  terminal.warn(words.notWell(texts.count(whole), images, faultsText(found, terminal.texts)))
  const repair = repaired ? null : repairCommand(context, roots)
  for (const line of [...advice(found, repair, words), ...gapAdvice(context, gaps)])
    terminal.warn(`  ${line}`)
  return exitBits.failed
}

/** `2 missing, 1 damaged, 3 images missing`. */
function faultsText({ verdicts, badRecords, gaps }: Findings, texts: TerminalTexts): string {
  const parts = badVerdicts.flatMap((verdict) => {
    const bad = verdicts[verdict]
    return bad === 0 ? [] : [texts.verify.counts[verdict](texts.count(bad))]
  })
  if (badRecords > 0) parts.push(texts.verify.badRecords(badRecords))
  if (gaps.length > 0) parts.push(missingText(missingCount(gaps), texts) || texts.verify.unfinishedDownload)
  return parts.join(texts.listSeparator)
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
function advice(
  { verdicts, badRecords }: Findings,
  repair: string | null,
  words: TerminalTexts['verify'],
): readonly string[] {
  const bad = verdicts.missing + verdicts['wrong-size'] + verdicts.damaged + verdicts.changed
  return [
    ...(bad === 0 ? [] : [repair === null ? words.couldNotFetch : words.fetchAgain(repair)]),
    ...(verdicts.changed === 0 ? [] : [words.changed]),
    ...(verdicts.unreadable === 0 ? [] : [words.unreadable]),
    ...(badRecords === 0 ? [] : [words.recordStays]),
  ]
}
