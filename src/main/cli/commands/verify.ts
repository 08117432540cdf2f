import { resolve } from 'node:path'
import { hasCode } from '@shared/model/error-code'
import { FailureError, failure } from '@shared/model/failure'
import type { Command } from 'commander'
import { isInside } from '../../engine/disk/paths'
import {
  BadRecordError,
  type FileEntry,
  findGalleries,
  summarizeRecord,
} from '../../engine/library/check/read-record'
import { type FileFinding, type RecordCheck, verifyFolder } from '../../engine/library/check/verify-gallery'
import { isRepairable } from '../../engine/library/repair/repair'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { exitBits, interruptedCode } from '../exit-code'
import { Interrupted } from '../interruption'
import { bar } from '../output/bar-lines'
import { findGaps, type Gap, gapOfRecord, reportGap } from '../output/incomplete-findings'
import type { Terminal } from '../output/terminal'
import { fitWidth } from '../output/text-width'
import { conclude, type Findings, hasBadFiles, noFindings } from '../output/verify-findings'
import { takeEach } from '../session/open-session'
import { runTasks } from './run-tasks'

/** Options of `galleon verify` as commander gives them. */
export interface VerifyOptions {
  /** Fetch again what is bad; a whole image of other content is kept beside the one that is fetched. */
  readonly repair?: boolean
  /** Leave whole images of other content as they are. */
  readonly keepChanged?: boolean
}

/** The bar is drawn again this often; without one, a line comes this often. */
const drawEveryMs = 100
const statusEveryMs = 5000

/**
 * Checks every gallery below the folders, and fetches again what is bad if `repair` is given.
 *
 * Checking alone reads files, and the list of downloads if there is one: what that list knows to be missing is reported.
 */
export async function verify(
  context: Context,
  typed: readonly string[],
  { repair = false, keepChanged = false }: VerifyOptions,
): Promise<number> {
  const changed = !keepChanged
  const { interruption, cwd } = context
  const roots = typed.map((folder) => resolve(cwd, folder))
  try {
    const found = await check(context, roots, changed)
    if (!repair || found.repairable.size === 0) return conclude(context, found, { repaired: repair, roots })
    const code = await fetchAgain(context, [...found.repairable], changed)
    if (interruption.signal.aborted || code === interruptedCode) return code
    context.terminal.say(context.terminal.texts.verify.checkingAgain)
    const now = await check(context, roots, changed)
    // What is still bad reports what could not be fetched; the rest of the code says why.
    return (
      conclude(context, now, { repaired: repair, roots }) |
      (hasBadFiles(now) ? code : code & ~exitBits.failed)
    )
  } catch (error) {
    if (interruption.signal.aborted) throw new Interrupted()
    throw error
  }
}

async function check(context: Context, roots: readonly string[], changed: boolean): Promise<Findings> {
  const { terminal } = context
  const { texts } = terminal
  const found = noFindings()
  const { folders, absent } = await galleriesBelow(context, roots, found)
  const total = await sumUp(context, folders)
  const images = texts.counted(total.files, 'image')
  terminal.say(
    texts.verify.checking(images, texts.counted(folders.length, 'gallery'), texts.bytes(total.bytes)),
  )
  const recorded: Gap[] = []
  const progress = createProgressLine(terminal, total)
  try {
    for (const folder of folders) {
      const result = await checkFolder(context, folder, found, { changed, onProgress: progress.add })
      const gap = result === null ? null : gapOfRecord(folder, result)
      if (gap !== null) recorded.push(gap)
    }
  } finally {
    progress.close()
  }
  found.gaps = await findGaps(context, roots, recorded)
  for (const gap of found.gaps) reportGap(context, gap)
  refuseEmpty(roots, absent, folders.length, found)
  return found
}

/** Fails with `invalid-input` when a root is absent, or when there is nothing to verify. */
function refuseEmpty(
  roots: readonly string[],
  absent: readonly AbsentRoot[],
  galleries: number,
  { gaps, badRecords }: Findings,
): void {
  for (const { root, reason } of absent) {
    // A folder that the list knows galleries in was deleted, and that is reported by now.
    if (!gaps.some(({ folder }) => folder !== null && isInside(folder, root))) throw reason
  }
  if (galleries + badRecords + gaps.length > 0) return
  const text = `no gallery.json in ${roots.join(', ')} or in a folder below: nothing to verify`
  throw new FailureError(failure('invalid-input', text))
}

interface FolderCheckOptions {
  /** Whether a repair would replace whole pictures of other content. */
  readonly changed: boolean
  readonly onProgress: (files: number, bytes: number) => void
}

/** Checks one gallery, reports what is bad and adds it to `found`; null when its record cannot be used. */
async function checkFolder(
  context: Context,
  folder: string,
  found: Findings,
  { changed, onProgress }: FolderCheckOptions,
): Promise<RecordCheck | null> {
  const { signal } = context.interruption
  try {
    for await (const finding of verifyFolder(folder, signal)) {
      if (finding.kind !== 'file') {
        reportGallery(context, folder, finding)
        addFolder(found, finding)
        return finding
      }
      onProgress(1, finding.bytesRead)
      if (isRepairable(finding.verdict, changed)) found.repairable.add(folder)
      reportFile(context, found, finding)
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof BadRecordError) && !hasCode(error)) throw error
    found.badRecords++
    reportBadRecord(context, folder, error.message)
  }
  return null
}

/** How much there is to check, or was checked. */
interface Amount {
  readonly files: number
  readonly bytes: number
}

/** A bar of a check on a terminal, elsewhere a line from time to time. */
function createProgressLine({ screen, say, texts }: Terminal, total: Amount) {
  let files = 0
  let bytes = 0
  const show = () => {
    const share = total.bytes === 0 ? 1 : Math.min(1, bytes / total.bytes)
    const counts = `${texts.count(files)}/${texts.counted(total.files, 'image')}`
    const text = [counts, texts.bytes(bytes), texts.share(share)].join(texts.listSeparator)
    if (screen) screen.draw([fitWidth(`${bar(share, 20)}  ${text}`, screen.columns - 1)])
    else say(text)
  }
  const ticking = setInterval(show, screen ? drawEveryMs : statusEveryMs)
  return {
    add(moreFiles: number, moreBytes: number) {
      files += moreFiles
      bytes += moreBytes
    },
    close() {
      clearInterval(ticking)
      screen?.clear()
    },
  }
}

/** A folder that is not there, and the error if the list of downloads knows nothing in it either. */
interface AbsentRoot {
  readonly root: string
  readonly reason: FailureError
}

async function galleriesBelow(
  { terminal, interruption }: Context,
  roots: readonly string[],
  found: Findings,
): Promise<{ readonly folders: readonly string[]; readonly absent: readonly AbsentRoot[] }> {
  const folders = new Set<string>()
  const absent: AbsentRoot[] = []
  for (const root of roots) {
    try {
      for await (const one of findGalleries(root, interruption.signal)) {
        if (one.kind === 'gallery') folders.add(one.folder)
        else {
          found.badRecords++
          terminal.emit({ event: 'folder', folder: one.folder, message: one.detail })
          terminal.warn(terminal.texts.verify.unreadableFolder(one.folder, one.detail))
        }
      }
    } catch (error) {
      interruption.signal.throwIfAborted()
      if (!hasCode(error)) throw error
      const text = `${root} is no folder that can be read: ${error.message}`
      const reason = new FailureError(failure('invalid-input', text), { cause: error })
      if (error.code !== 'ENOENT') throw reason
      absent.push({ root, reason })
    }
  }
  return { folders: [...folders], absent }
}

/** What there is to do, as far as the records can be read. */
async function sumUp({ interruption }: Context, folders: readonly string[]): Promise<Amount> {
  let files = 0
  let bytes = 0
  for (const folder of folders) {
    try {
      const summary = await summarizeRecord(folder, interruption.signal)
      files += summary.files
      bytes += summary.bytes
    } catch {
      // It is reported when it is checked; an interruption likewise.
      interruption.signal.throwIfAborted()
    }
  }
  return { files, bytes }
}

function reportFile({ terminal }: Context, found: Findings, finding: FileFinding<FileEntry>): void {
  const { expected, path, verdict, detail } = finding
  if (verdict === 'whole') return
  found.verdicts[verdict]++
  terminal.emit({ event: 'file', path, verdict, detail, url: expected.address })
  terminal.warn(`${terminal.texts.verify.verdicts[verdict]}: ${path}: ${terminal.texts.detail(detail)}`)
}

function addFolder(found: Findings, check: RecordCheck): void {
  found.galleries++
  found.files += check.files
  found.whole += check.whole
  found.badRecords += check.badEntryCount
  found.unknown += check.unknown
  found.leftovers += check.leftovers
  found.absent += check.absent
}

function reportGallery({ terminal }: Context, folder: string, check: RecordCheck): void {
  for (const detail of check.badEntries) reportBadRecord({ terminal }, folder, detail)
  const { head, files, whole, bad, absent, unknown, leftovers } = check
  const { title } = head
  terminal.emit({ event: 'gallery', folder, title, files, whole, bad, absent, unknown, leftovers })
  if (!terminal.verbose && bad === 0) return
  const { texts } = terminal
  const line = texts.verify.gallery(title, texts.count(whole), texts.counted(files, 'image'), folder)
  terminal.say(line, bad > 0 ? 'bad' : 'faint')
}

function reportBadRecord({ terminal }: Pick<Context, 'terminal'>, folder: string, detail: string): void {
  terminal.emit({ event: 'record', folder, message: detail })
  terminal.warn(terminal.texts.verify.badRecord(folder, detail))
}

/** Begins the repair of each folder and follows the tasks to their end. */
function fetchAgain(context: Context, folders: readonly string[], changed: boolean): Promise<number> {
  const left = [...folders]
  let queued = 0
  return runTasks(context, async (session, follow) => {
    await takeEach(left, async (folder) => {
      const start = await session.invoke('repairFolder', { folder, changed })
      if (start.taskId !== null) follow(start.taskId)
      queued += start.queued
    })
    const { verify: words, counted } = context.terminal.texts
    context.terminal.say(words.fetching(counted(queued, 'image')))
  })
}

/** Describes `galleon verify`. */
export function addVerify(program: Command, choose: Choose): void {
  const command = program
    .command('verify')
    .description('check what was saved against the record of each gallery, and repair it')
    .argument('<folders...>', 'galleries, or folders with galleries somewhere below')
    .option('--repair', 'fetch again what is missing, damaged, changed or of the wrong size')
    .option('--keep-changed', 'leave whole pictures of other content: perhaps you edited them')
  withCommonOptions(command)
    .addHelpText(
      'after',
      `${examples('galleon verify ~/Pictures/Galleon', 'galleon verify ~/Pictures/Galleon --repair')}

Checking reads files, and the list of downloads if there is one, to report what is missing. A repair replaces a damaged
file when its replacement is whole, and deletes no other: a changed file, which is a whole picture, is kept beside the
new one as "NAME (old)".

Exit code: 0 when every file is whole and none is missing, 4 otherwise (with --repair: still), 32 when there is
nothing to verify, 128 for the system.`,
    )
    .action((folders: string[], options: CommonOptions & VerifyOptions) =>
      choose(plain(options, (context) => verify(context, folders, options))),
    )
}
