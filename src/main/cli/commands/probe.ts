import { randomUUID } from 'node:crypto'
import { failureLine, skipReasonText, terminalAdvice } from '@shared/messages/failure-text'
import type { TerminalTexts } from '@shared/messages/terminal-text'
import type { DownloadRequestInput, TaskOptions } from '@shared/model/download-request'
import { type Failure, FailureError, failure } from '@shared/model/failure'
import type { Preview } from '@shared/model/gallery'
import { addressAt, lastAddress, type PageRange } from '@shared/page-range/page-range'
import type { Command } from 'commander'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { exitBits, exitBitsOf } from '../exit-code'
import { readRanges } from '../input/read-ranges'
import { padWidth } from '../output/text-width'
import { hasEnded, takeEach, withSession } from '../session/open-session'
import type { Session } from '../session/session'

/** All of a page is listed; a page of more images than this is not meant for reading. */
const longestList = 1_000_000

/** Options of `galleon probe` as commander gives them. */
export interface ProbeOptions {
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
  const request = { recipe: options.recipe ?? null, options: {} }
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
        reportPreview(context, range, await preview(context, session, asked))
      } catch (error) {
        if (!(error instanceof FailureError) || hasEnded(session, error)) throw error
        if (error.failure.kind === 'invalid-input') throw error
        reportFailure(context, addressAt(range, 0), error.failure)
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

function reportFailure({ terminal, count }: Context, url: string, reason: Failure): void {
  const { kind } = reason
  const { language } = terminal.texts
  count.failed++
  count.bits |= exitBitsOf(reason)
  terminal.emit({ event: 'failed', url, failure: { kind, message: failureLine(reason, 'en') } })
  terminal.warn(`${url}: ${failureLine(reason, language)}`)
  terminal.warn(`  ${terminalAdvice(reason, language)}`)
}

function reportPreview(context: Context, range: PageRange, preview: Preview): void {
  const { terminal } = context
  const { title, folder, images, skipped } = preview
  terminal.emit({ event: 'gallery', title, folder })
  for (const { address } of images) terminal.emit({ event: 'image', url: address })
  for (const { address, reason } of skipped) terminal.emit({ event: 'left-out', url: address, reason })
  for (const line of previewLines(range, preview, terminal.texts)) terminal.answer(line)
  const leads = preview.nextPage !== null || preview.linkCount > 0
  if (preview.imageCount > 0 || leads) return
  const tried = preview.tried.length === 0 ? '' : `looked for: ${preview.tried.join(', ')}`
  reportFailure(context, preview.page, failure('no-images', tried))
}

/** Columns of the labels: that of the longest one and a blank. */
const labelColumns = 10

function previewLines(range: PageRange, preview: Preview, texts: TerminalTexts): readonly string[] {
  const { labels } = texts.get
  const { images, skipped } = preview
  const line = (label: keyof typeof labels, text: string) => `${padWidth(labels[label], labelColumns)}${text}`
  return [
    line('page', preview.page),
    ...(range.count === 1 ? [] : [line('pages', pagesText(range, texts))]),
    ...(preview.comparedWith === null ? [] : [line('compared', preview.comparedWith)]),
    line('recipe', `${preview.recipe.title} (${preview.recipe.name})`),
    ...(preview.encoding === '' ? [] : [line('encoding', preview.encoding)]),
    line('title', preview.title),
    line('folder', preview.folder),
    ...(preview.nextPage === null ? [] : [line('next', preview.nextPage)]),
    ...(preview.linkCount === 0 ? [] : [line('links', texts.counted(preview.linkCount, 'gallery'))]),
    line('images', texts.count(preview.imageCount)),
    ...images.map(({ address }) => `  ${address}`),
    ...(skipped.length === 0 ? [] : [line('skipped', texts.count(skipped.length))]),
    ...skipped.map(({ address, reason }) => `  ${address}  (${skipReasonText(reason, texts.language)})`),
  ]
}

/** So many addresses are all named; of more the first, the middle and the last. */
const fewAddresses = 3

/** `2: a, b`, or `50: first … middle … last`. */
function pagesText(range: PageRange, texts: TerminalTexts): string {
  const last = lastAddress(range)
  if (range.count === null || last === null) return texts.get.openRange(addressAt(range, 0))
  const { count } = range
  if (count <= fewAddresses) {
    return `${count}: ${Array.from({ length: count }, (_, index) => addressAt(range, index)).join(', ')}`
  }
  const middle = addressAt(range, Math.floor(count / 2))
  return `${texts.count(count)}: ${addressAt(range, 0)} … ${middle} … ${last}`
}

/** Describes `galleon probe`. */
export function addProbe(program: Command, choose: Choose): void {
  const command = program
    .command('probe')
    .description('show what would be taken from an address, and why not the rest')
    .argument('<address>', 'an address; of a range the first page is read, or the first two to compare them')
    .option('--pages <range>', 'pages of a plain address, as for get: 1-50')
    .option('--recipe <name>', 'read the site with this recipe')
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        'galleon probe https://example.org/gallery/5510.html',
        "galleon probe 'https://example.org/gallery/[5510-5560].html' --json",
      ),
    )
    .action((address: string, options: CommonOptions & ProbeOptions) =>
      choose(plain(options, (context) => probe(context, address, options))),
    )
}
