import { randomUUID } from 'node:crypto'
import { failureLine, failureWords } from '@shared/messages/failure-text'
import { counted } from '@shared/messages/format'
import type { DownloadRequestInput, TaskOptions } from '@shared/model/download-request'
import { type Failure, FailureError, failure } from '@shared/model/failure'
import type { Preview, SkipReason } from '@shared/model/gallery'
import { addressAt, lastAddress, type PageRange } from '@shared/page-range/page-range'
import type { Context } from '../context'
import { exitBits, exitBitsOf } from '../exit-code'
import { readRanges } from '../input/read-ranges'
import { hasEnded, takeEach, withSession } from '../session/open-session'
import type { Session } from '../session/session'

/** All of a page is listed; a page of more images than this is no page for people. */
const longestList = 1_000_000

const reasons: Readonly<Record<SkipReason, string>> = {
  duplicate: 'taken already',
  decoration: 'decoration: stands on both compared pages',
  'too-small': 'too small for a picture',
  spacer: 'a placeholder',
  'minor-group': 'not among the main pictures of the page',
  icon: 'a logo, icon, avatar or button',
  advertising: 'advertising',
  thumbnail: 'a thumbnail: the larger version is taken',
  'not-http': 'neither http nor https',
  'other-size': 'another size of the same picture is taken',
  filtered: 'outside the limits of size',
  'out-of-range': 'not in the range of --range',
  'out-of-scope': 'a page outside the site or the limit',
  dismissed: 'failed, and you do without it',
}

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

/** Reads the first page of each range and tells what it would bring; nothing is saved. */
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
        tellPreview(context, range, await preview(context, session, asked))
      } catch (error) {
        if (!(error instanceof FailureError) || hasEnded(session, error)) throw error
        if (error.failure.kind === 'invalid-input') throw error
        tellFailure(context, addressAt(range, 0), error.failure)
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

function tellFailure({ terminal, count }: Context, url: string, reason: Failure): void {
  count.failed++
  count.bits |= exitBitsOf(reason.kind)
  const message = failureLine(reason)
  terminal.emit({ event: 'failed', url, failure: { kind: reason.kind, message } })
  terminal.warn(`${url}: ${message}`)
  terminal.warn(`  ${failureWords[reason.kind].next}`)
}

function tellPreview(context: Context, range: PageRange, preview: Preview): void {
  const { terminal } = context
  const { title, folder, images, skipped } = preview
  terminal.emit({ event: 'gallery', title, folder })
  for (const url of images) terminal.emit({ event: 'image', url })
  for (const { address, reason } of skipped) terminal.emit({ event: 'left-out', url: address, reason })
  terminal.answer(`Page      ${preview.page}`)
  if (range.count !== 1) terminal.answer(`Pages     ${pagesText(range)}`)
  if (preview.comparedWith !== null) terminal.answer(`Compared  ${preview.comparedWith}`)
  terminal.answer(`Recipe    ${preview.recipe.title} (${preview.recipe.name})`)
  if (preview.encoding !== '') terminal.answer(`Encoding  ${preview.encoding}`)
  terminal.answer(`Title     ${title}`)
  terminal.answer(`Folder    ${folder}`)
  if (preview.nextPage !== null) terminal.answer(`Goes on   ${preview.nextPage}`)
  if (preview.galleryCount > 0) terminal.answer(`Links to  ${counted(preview.galleryCount, 'gallery')}`)
  terminal.answer(`Images    ${preview.imageCount}`)
  for (const url of images) terminal.answer(`  ${url}`)
  if (skipped.length > 0) terminal.answer(`Skipped   ${skipped.length}`)
  for (const { address, reason } of skipped) terminal.answer(`  ${address}  (${reasons[reason]})`)
  const leads = preview.nextPage !== null || preview.galleryCount > 0
  if (preview.imageCount > 0 || leads) return
  const tried = preview.tried.length === 0 ? '' : `looked for: ${preview.tried.join(', ')}`
  tellFailure(context, preview.page, failure('no-images', tried))
}

/** So many addresses are all named; of more the first, the middle and the last. */
const fewAddresses = 3

/** `2: a, b`, or `50: first … middle … last`. */
function pagesText(range: PageRange): string {
  const last = lastAddress(range)
  if (range.count === null || last === null) return `from ${addressAt(range, 0)} on, until some are missing`
  const { count } = range
  if (count <= fewAddresses) {
    return `${count}: ${Array.from({ length: count }, (_, index) => addressAt(range, index)).join(', ')}`
  }
  const middle = addressAt(range, Math.floor(count / 2))
  return `${count.toLocaleString('en')}: ${addressAt(range, 0)} … ${middle} … ${last}`
}
