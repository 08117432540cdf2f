import { randomUUID } from 'node:crypto'
import type { DownloadRequestInput, TaskOptions } from '@shared/model/download-request'
import { FailureError } from '@shared/model/failure'
import type { Preview } from '@shared/model/gallery'
import { addressAt, type PageRange } from '@shared/page-range/page-range'
import type { Command } from 'commander'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { exitBits } from '../exit-code'
import { readRanges } from '../input/read-ranges'
import { type ReadingOptions, readingOptions, withReadingOptions } from '../input/request-options'
import { reportPreview, reportProbeFailure } from '../output/preview-lines'
import { hasEnded, takeEach, withSession } from '../session/open-session'
import type { Session } from '../session/session'

/** All of a page is listed; a page of more images than this is not meant for reading. */
const longestList = 1_000_000

/** Options of `galleon probe` as commander gives them. */
export interface ProbeOptions extends ReadingOptions {
  readonly pages?: string
  readonly recipe?: string
}

interface ProbeRequest {
  readonly recipe: string | null
  readonly options: TaskOptions
}

/** Shows what would be taken from an address, and why not the rest. */
export async function probe(context: Context, address: string, options: ProbeOptions): Promise<number> {
  const ranges = readRanges(context, [{ text: address, place: null }], options.pages)
  if (ranges === null) return exitBits.input
  const request = { recipe: options.recipe ?? null, options: readingOptions(options) }
  return probeAddresses(context, ranges, request, (session) => session.settings().folder)
}

/** Reads the first page of each range and shows what it would bring; nothing is saved. */
export async function probeAddresses(
  context: Context,
  ranges: readonly PageRange[],
  request: ProbeRequest,
  folderIn: (session: Session) => string,
): Promise<number> {
  const left = [...ranges]
  const work = (session: Session) =>
    takeEach(left, async (range) => {
      try {
        const asked = { ...request, address: range.canonical, folder: folderIn(session) }
        reportPreview(context, range, await preview(context, session, asked), request.options)
      } catch (error) {
        if (!(error instanceof FailureError) || hasEnded(session, error)) throw error
        if (error.failure.kind === 'invalid-input') throw error
        reportProbeFailure(context, addressAt(range, 0), error.failure)
      }
    })
  await withSession(context, true, work, true)
  return context.count.bits
}

async function preview(
  { interruption }: Context,
  session: Session,
  request: DownloadRequestInput,
): Promise<Preview> {
  const token = randomUUID()
  try {
    return await interruption.race(session.invoke('preview', { token, request, longest: longestList }))
  } finally {
    // Not waited for: a process that hangs must not keep Ctrl-C from ending us.
    session.invoke('cancelPreview', token).catch(() => {})
  }
}

/** Describes `galleon probe`. */
export function addProbe(program: Command, choose: Choose): void {
  const command = program
    .command('probe')
    .description('show what would be taken from an address, and why not the rest')
    .argument(
      '<address>',
      'an address; of a range the first page is read, and one far from it to compare them',
    )
    .option('--pages <range>', 'pages of a plain address, as for get: 1-50')
    .option('--recipe <name>', 'read the site with this recipe')
  withReadingOptions(command)
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        'galleon probe https://example.org/gallery/5510.html',
        'galleon probe https://example.org/album/7 --read-as thumbnails',
        "galleon probe 'https://example.org/gallery/[5510-5560].html' --json",
      ),
    )
    .action((address: string, options: CommonOptions & ProbeOptions) =>
      choose(plain(options, (context) => probe(context, address, options))),
    )
}
