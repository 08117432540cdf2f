import { resolve } from 'node:path'
import { counted, formatBytes, formatShare } from '@shared/messages/format'
import { hasCode } from '@shared/model/error-code'
import { FailureError, failure } from '@shared/model/failure'
import { isInside } from '../../engine/disk/paths'
import {
  BadRecordError,
  type FileEntry,
  findGalleries,
  summarizeRecord,
} from '../../engine/library/check/read-record'
import { type FileFinding, type FolderCheck, verifyFolder } from '../../engine/library/check/verify-gallery'
import { isRepairable } from '../../engine/library/repair/repair'
import type { Context } from '../context'
import { exitBits, interruptedCode } from '../exit-code'
import { Interrupted } from '../interruption'
import { bar } from '../output/bar-lines'
import { findGaps, type Gap, gapOfRecord, tellGap } from '../output/incomplete-findings'
import { fitWidth } from '../output/text-width'
import { conclude, type Findings, hasBadFiles, nothingFound, verdictWords } from '../output/verify-findings'
import { takeEach } from '../session/open-session'
import { runTasks } from './run-tasks'

export interface VerifyOptions {
  /** Fetch again what is bad; a whole image of other content is kept beside the one that is fetched. */
  readonly repair?: boolean
  /** Leave whole images of other content as they are. */
  readonly keepChanged?: boolean
}

/** The bar is drawn anew this often; without one, a line comes this often. */
const drawEveryMs = 100
const statusEveryMs = 5000

/**
 * Checks every gallery below the folders, and fetches again what is bad if that is wished.
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
    context.terminal.say('Checking once more …')
    const now = await check(context, roots, changed)
    // What could not be fetched is told by what is still bad; the rest of the code says why.
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
  const { terminal, interruption } = context
  const { signal } = interruption
  const found = nothingFound()
  const { folders, absent } = await galleriesBelow(context, roots, found)
  const recorded: Gap[] = []
  const total = await sumUp(context, folders)
  terminal.say(
    `Checking ${counted(total.files, 'image')} of ${counted(folders.length, 'gallery')}, ${formatBytes(total.bytes)} …`,
  )
  let files = 0
  let bytes = 0
  const show = () => {
    const share = total.bytes === 0 ? 1 : Math.min(1, bytes / total.bytes)
    const text = `${files}/${counted(total.files, 'image')}, ${formatBytes(bytes)}, ${formatShare(share)}`
    if (terminal.screen) {
      terminal.screen.draw([fitWidth(`${bar(share, 20)}  ${text}`, terminal.screen.columns - 1)])
    } else terminal.say(text)
  }
  const ticking = setInterval(show, terminal.screen ? drawEveryMs : statusEveryMs)
  try {
    for (const folder of folders) {
      try {
        for await (const finding of verifyFolder(folder, signal)) {
          if (finding.kind === 'file') {
            files++
            bytes += finding.bytesRead
            if (isRepairable(finding.verdict, changed)) found.repairable.add(folder)
            tellFile(context, found, finding)
          } else {
            tellGallery(context, folder, finding)
            addFolder(found, finding)
            const gap = gapOfRecord(folder, finding)
            if (gap !== null) recorded.push(gap)
          }
        }
      } catch (error) {
        signal.throwIfAborted()
        if (!(error instanceof BadRecordError) && !hasCode(error)) throw error
        found.badRecords++
        tellBadRecord(context, folder, error.message)
      }
    }
  } finally {
    clearInterval(ticking)
    terminal.screen?.clear()
  }
  found.gaps = await findGaps(context, roots, recorded)
  for (const gap of found.gaps) tellGap(context, gap)
  for (const { root, reason } of absent) {
    // A folder that the list knows galleries in was deleted, and that is reported by now.
    if (!found.gaps.some(({ folder }) => folder !== null && isInside(folder, root))) throw reason
  }
  if (folders.length === 0 && found.badRecords + found.gaps.length === 0) {
    throw new FailureError(
      failure(
        'invalid-input',
        `no gallery.json in ${roots.join(', ')} or in a folder below: nothing to verify`,
      ),
    )
  }
  return found
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
          terminal.warn(`Cannot be looked into: ${one.folder}: ${one.detail}`)
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
async function sumUp({ interruption }: Context, folders: readonly string[]) {
  let files = 0
  let bytes = 0
  for (const folder of folders) {
    try {
      const summary = await summarizeRecord(folder, interruption.signal)
      files += summary.files
      bytes += summary.bytes
    } catch {
      // It is told when it is its turn; an interruption likewise.
      interruption.signal.throwIfAborted()
    }
  }
  return { files, bytes }
}

function tellFile({ terminal }: Context, found: Findings, finding: FileFinding<FileEntry>): void {
  const { expected, path, verdict, detail } = finding
  if (verdict === 'whole') return
  found.verdicts[verdict]++
  terminal.emit({ event: 'file', path, verdict, detail, url: expected.address })
  terminal.warn(`${verdictWords[verdict]}: ${path}: ${detail}`)
}

function addFolder(found: Findings, check: FolderCheck): void {
  found.galleries++
  found.files += check.files
  found.whole += check.whole
  found.badRecords += check.badEntryCount
  found.unknown += check.unknown
  found.leftovers += check.leftovers
  found.absent += check.absent
}

function tellGallery({ terminal }: Context, folder: string, check: FolderCheck): void {
  for (const detail of check.badEntries) tellBadRecord({ terminal }, folder, detail)
  const { head, files, whole, bad, absent, unknown, leftovers } = check
  terminal.emit({
    event: 'gallery',
    folder,
    title: head.title,
    files,
    whole,
    bad,
    absent,
    unknown,
    leftovers,
  })
  if (terminal.verbose || bad > 0) {
    terminal.say(
      `Gallery: ${head.title}: ${whole} of ${counted(files, 'image')} whole, in ${folder}`,
      bad > 0 ? 'bad' : 'faint',
    )
  }
}

function tellBadRecord({ terminal }: Pick<Context, 'terminal'>, folder: string, detail: string): void {
  terminal.emit({ event: 'record', folder, message: detail })
  terminal.warn(`Bad record: ${folder}: the gallery.json cannot be used here: ${detail}`)
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
    context.terminal.say(`Fetching ${counted(queued, 'image')} again …`)
  })
}
