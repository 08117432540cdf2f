import { failureLine, skipReasonText, terminalAdvice } from '@shared/messages/failure-text'
import { countedMedia } from '@shared/messages/format'
import { evidenceText, judgementText, pageKindName, shortfallTexts } from '@shared/messages/page-text'
import type { TerminalTexts } from '@shared/messages/terminal-text'
import type { TaskOptions } from '@shared/model/download-request'
import type { Failure } from '@shared/model/failure'
import type { Preview, PreviewImage, PreviewLink } from '@shared/model/gallery'
import { addressAt, lastAddress, type PageRange } from '@shared/page-range/page-range'
import type { Context } from '../context'
import { exitBitsOf } from '../exit-code'
import { failureEvent } from './report'
import { padWidth } from './text-width'

/** Reports an address that could not be read, or has nothing to save. */
export function reportProbeFailure({ terminal, count }: Context, url: string, reason: Failure): void {
  const { language } = terminal.texts
  count.failed++
  count.bits |= exitBitsOf(reason)
  terminal.emit({ event: 'failed', url, failure: failureEvent(reason) })
  terminal.warn(`${url}: ${failureLine(reason, language)}`)
  terminal.warn(`  ${terminalAdvice(reason, language)}`)
}

/** Shows what a page is, what would be saved of it, and what not; fails when there is nothing. */
export function reportPreview(
  context: Context,
  range: PageRange,
  preview: Preview,
  options: TaskOptions,
): void {
  const { terminal } = context
  emitPreview(context, preview, options)
  for (const line of previewLines(range, preview, options, terminal.texts)) terminal.answer(line)
  if (preview.unwanted !== null) reportProbeFailure(context, preview.page, preview.unwanted)
}

/** Whether the pictures of the page are only thumbnails of those that are saved. */
function isFollowed({ judgement, linkCount }: Preview, { follow }: TaskOptions): boolean {
  return judgement.kind === 'thumbnails' && linkCount > 0 && follow !== false
}

function emitPreview({ terminal }: Context, preview: Preview, options: TaskOptions): void {
  const { title, folder, images, links, skipped, judgement, recipe } = preview
  terminal.emit({ event: 'gallery', title, folder })
  terminal.emit({
    event: 'page',
    url: preview.page,
    ...judgement,
    recipe: recipe.name,
    fellBack: preview.fellBack,
    comparedWith: preview.comparedWith,
    missing: preview.missing?.address ?? null,
    next: preview.nextPage,
    links: preview.linkCount,
    expected: preview.expected,
    lacking: preview.lacking,
  })
  for (const { address, title: name } of [...links, ...preview.albums])
    terminal.emit({ event: 'linked', url: address, title: name })
  const thumbnails = isFollowed(preview, options)
  for (const { address, ...version } of images) {
    if (thumbnails) terminal.emit({ event: 'left-out', url: address, reason: 'thumbnail' })
    else terminal.emit({ event: 'image', url: address, ...version })
  }
  for (const { address, reason } of skipped) terminal.emit({ event: 'left-out', url: address, reason })
}

/** Columns of the labels: that of the longest one and a blank. */
const labelColumns = 12

function previewLines(
  range: PageRange,
  preview: Preview,
  options: TaskOptions,
  texts: TerminalTexts,
): readonly string[] {
  const { labels, fellBack } = texts.get
  const { images, links, skipped, linkCount, albums, albumCount } = preview
  const line = (label: keyof typeof labels, text: string) => `${padWidth(labels[label], labelColumns)}${text}`
  const expected = expectedText(preview, texts)
  return [
    line('page', preview.page),
    ...missingLines(preview, texts),
    ...(range.count === 1 ? [] : [line('pages', pagesText(range, texts))]),
    ...(preview.comparedWith === null ? [] : [line('compared', preview.comparedWith)]),
    line('recipe', `${preview.recipe.title} (${preview.recipe.name})`),
    ...(preview.fellBack ? [fellBack] : []),
    ...(preview.encoding === '' ? [] : [line('encoding', preview.encoding)]),
    ...judgementLines(preview, texts),
    line('title', preview.title),
    line('folder', preview.folder),
    line('reads', readsText(preview, options, texts)),
    ...(preview.nextPage === null ? [] : [line('next', preview.nextPage)]),
    ...(expected === '' ? [] : [line('expected', expected)]),
    ...shortfallTexts({ announced: preview.lacking }, texts.language).map((lack) => line('lacks', lack)),
    ...(linkCount === 0 ? [] : [line('links', linkedText(preview, texts))]),
    ...links.map(linkLine),
    ...(albumCount === 0 ? [] : [line('links', texts.counted(albumCount, 'gallery'))]),
    ...albums.map(linkLine),
    line(isFollowed(preview, options) ? 'thumbnails' : 'images', texts.count(preview.imageCount)),
    ...images.flatMap((image) => imageLines(image, texts)),
    ...(skipped.length === 0 ? [] : [line('skipped', texts.count(skipped.length))]),
    ...skipped.map(({ address, reason }) => `  ${address}  (${skipReasonText(reason, texts.language)})`),
  ]
}

const linkLine = ({ address, title }: PreviewLink) => `  ${address}${title === '' ? '' : `  (${title})`}`

/** That the first page of the range could not be read, and why not. */
function missingLines({ missing }: Preview, { get, language }: TerminalTexts): readonly string[] {
  return missing === null ? [] : [get.firstMissing(missing.address, failureLine(missing.failure, language))]
}

/** What the page was judged to be, by which evidence, and what it could be read as instead. */
function judgementLines({ judgement }: Preview, { get: { labels }, language, listSeparator }: TerminalTexts) {
  const { kind, reasons, others } = judgement
  const choices = others.map((other) => `${pageKindName(other, language)} (${other})`)
  return [
    `${padWidth(labels.kind, labelColumns)}${pageKindName(kind, language)}: ${judgementText(judgement, language)}`,
    ...reasons.map(
      (reason, index) =>
        `${padWidth(index === 0 ? labels.because : '', labelColumns)}${evidenceText(reason, language)}`,
    ),
    ...(choices.length === 0
      ? []
      : [`${padWidth(labels.instead, labelColumns)}${choices.join(listSeparator)}`]),
  ]
}

/** What is fetched, and in which order it is saved. */
function readsText(preview: Preview, { follow }: TaskOptions, texts: TerminalTexts): string {
  const { judgement, imageCount, linkCount, albumCount, nextPage } = preview
  const { reads, notFollowed } = texts.get
  const isFollowed = follow !== false
  const images = countedMedia(preview, 'image', texts.language)
  const main = () => {
    if (judgement.kind === 'thumbnails' && linkCount > 0) {
      const pages = texts.counted(linkCount, 'page')
      return isFollowed
        ? reads.thumbnails(pages)
        : [reads.gallery(images), notFollowed(pages)].join(texts.listSeparator)
    }
    if (linkCount > 0 && imageCount === 0) {
      const galleries = texts.counted(linkCount, 'gallery')
      return isFollowed ? reads.index(galleries) : notFollowed(galleries)
    }
    if (imageCount === 0) return nextPage === null ? reads.nothing : ''
    return judgement.kind === 'picture' && imageCount === 1 ? reads.picture : reads.gallery(images)
  }
  const isBeside = imageCount > 0 && judgement.kind !== 'thumbnails'
  const besideCount = isBeside ? linkCount : albumCount
  const galleries = texts.counted(besideCount, 'gallery')
  const beside = isFollowed ? reads.index(galleries) : notFollowed(galleries)
  const next = nextPage !== null && isFollowed ? [texts.get.thenNext] : []
  return [main(), ...(besideCount > 0 ? [beside] : []), ...next]
    .filter((part) => part !== '')
    .join(texts.listSeparator)
}

/** The links of thumbnails lead to pages of pictures, all others to galleries. */
function linkedText({ judgement, linkCount }: Preview, texts: TerminalTexts): string {
  return texts.counted(linkCount, judgement.kind === 'thumbnails' ? 'page' : 'gallery')
}

function expectedText({ expected: { galleries, images } }: Preview, texts: TerminalTexts): string {
  const parts = [
    ...(galleries === null ? [] : [texts.counted(galleries, 'gallery')]),
    ...(images === null ? [] : [texts.counted(images, 'image')]),
  ]
  return parts.join(texts.listSeparator)
}

/** The version that is taken, its pixels, what the page shows of it, and what is tried when it cannot be had. */
function imageLines(
  { address, shown, alternatives, width, height, media }: PreviewImage,
  texts: TerminalTexts,
) {
  const { get } = texts
  const facts = [
    ...(width === null || height === null ? [] : [get.pixels(width, height)]),
    ...(media === 'video' ? [get.video] : []),
  ]
  return [
    `  ${address}${facts.length === 0 ? '' : `  (${facts.join(texts.listSeparator)})`}`,
    ...(shown === null || shown === address ? [] : [`      ${get.shownAs(shown)}`]),
    ...alternatives.filter((one) => one !== shown).map((one) => `      ${get.insteadOf(one)}`),
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
