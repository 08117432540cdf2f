import type { VersionChoice } from '../extraction'
import { type Element, isElement } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import type { SkippedList } from '../skipped'
import { isStreamAddress } from './addresses/picture-address'
import type { PictureVersions } from './find-versions'
import { readReference } from './image-address'

/** Attributes of a `<video>` and its sources that hold an address, also those that scripts of lazy loading read. */
const attributes = [
  'src',
  'data-src',
  'data-lazy-src',
  'data-video',
  'data-video-src',
  'data-mp4',
  'data-webm',
] as const

const streamTypes = /^(?:application\/(?:vnd\.apple\.mpegurl|x-mpegurl|dash\+xml)|audio\/x?-?mpegurl)/i

/** How large a source says it is: `label="1080p"`, `res`, `size`, `data-res`. */
function qualityOf({ attribs }: Element): number {
  const text =
    attribs['res'] ?? attribs['data-res'] ?? attribs['size'] ?? attribs['label'] ?? attribs['title'] ?? ''
  const [, lines = '0'] = /(\d{3,4})\s*p?\b/i.exec(text.slice(0, 100)) ?? []
  return Number(lines)
}

interface VideoSource {
  readonly address: string
  readonly element: Element
  readonly quality: number
}

/** Its files, the largest first, and its streams, which are not saved. */
function sourcesOf(video: Element, page: PageDocument, skipped: SkippedList) {
  const holders = [video, ...video.children.filter(isElement).filter(({ name }) => name === 'source')]
  const found = new Map<string, VideoSource>()
  const streams = new Set<string>()
  for (const element of holders) {
    for (const name of attributes) {
      const address = readReference(element.attribs[name] ?? '', page, skipped)
      if (address === null || found.has(address)) continue
      if (isStreamAddress(address) || streamTypes.test(element.attribs['type'] ?? '')) streams.add(address)
      else found.set(address, { address, element, quality: qualityOf(element) })
    }
  }
  return { files: [...found.values()].sort((a, b) => b.quality - a.quality), streams }
}

/**
 * The video of a `<video>` element, its sources with the largest first, and its still. What is not taken goes to `skipped`:
 * as `stream` only where the video has no file, because then it is missing. Null where no file is left.
 */
export function findVideo(
  video: Element,
  page: PageDocument,
  choice: VersionChoice,
  skipped: SkippedList,
): PictureVersions | null {
  const { files: sources, streams } = sourcesOf(video, page, skipped)
  const isMissing = choice.videos && sources.length === 0
  for (const address of streams)
    skipped.add(address, isMissing ? 'stream' : choice.videos ? 'other-size' : 'video')
  const poster = readReference(video.attribs['poster'] ?? video.attribs['data-poster'] ?? '', page, skipped)
  const [first, ...others] = sources
  if (!first) return null
  if (!choice.videos) {
    for (const { address } of sources) skipped.add(address, 'video')
    return null
  }
  if (poster !== null) skipped.add(poster, 'thumbnail')
  for (const { address } of others) skipped.add(address, 'other-size')
  return {
    address: first.address,
    alternatives: others.map(({ address }) => address),
    shown: null,
    width: null,
    height: null,
    source: 'src',
    element: first.element,
    media: 'video',
    ...(poster === null ? {} : { poster }),
  }
}
