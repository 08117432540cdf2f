import type { Element } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { hostOf } from '../../html/resolve-address'
import { wordsOf } from '../hints/noise-words'

/** Text beside a frame beyond which the page has a content of its own, in UTF-16 units. */
const longestBeside = 500

/** A frame that announces less on a side holds a button, a counter or an advertisement. */
const leastSide = 300

/** Hosts whose frames hold videos, maps, comments, forms and counters. */
const foreignFrames =
  /(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitch\.tv|facebook\.com|twitter\.com|x\.com|instagram\.com|disqus\.com|google\.com|googletagmanager\.com|doubleclick\.net|googlesyndication\.com|recaptcha\.net|hcaptcha\.com|soundcloud\.com|spotify\.com|paypal\.com|addthis\.com|addtoany\.com|bilibili\.com|youku\.com|vk\.com|ok\.ru|rutube\.ru)(?::\d+)?$/

const asideWords = new Set(
  'menu nav navigation navi top bottom left head header kopf toc index contents banner title footer foot links werbung ad ads logo'.split(
    ' ',
  ),
)
const mainWords = new Set(
  'main content inhalt body page view right show text center central mitte hauptfenster display'.split(' '),
)

/** Most inline frames that make up a page like a frame set. */
const mostInline = 4

/** Shares of a frame set: percentages and pixels of a screen of 1000, stars share what is left. */
function sharesOf(list: string): number[] {
  const entries = list
    .split(',')
    .slice(0, 50)
    .map((entry) => /^\s*(\d*)(?:\.\d+)?\s*(%|\*|)/.exec(entry) ?? [])
  const fixed = entries.map(([, number = '', unit = '']) =>
    unit === '*' ? null : unit === '%' ? Number(number) * 10 : Number(number),
  )
  const stars = entries.map(([, number = '', unit = '']) =>
    unit === '*' ? Number(number === '' ? 1 : number) : 0,
  )
  const left = Math.max(0, 1000 - fixed.reduce<number>((sum, one) => sum + (one ?? 0), 0))
  const all = stars.reduce((sum, one) => sum + one, 0)
  return entries.map((_, i) => fixed[i] ?? (left * (stars[i] ?? 0)) / Math.max(1, all))
}

/** How much of the screen each frame of a set takes, in its own set alone. */
function areaOf(frame: Element): number {
  const set = frame.parent
  if (!set || !('attribs' in set)) return 0
  const siblings = set.children.filter(
    (node) => 'name' in node && (node.name === 'frame' || node.name === 'frameset'),
  )
  const at = siblings.indexOf(frame)
  const list = set.attribs['cols'] ?? set.attribs['rows'] ?? ''
  return sharesOf(list)[at] ?? 0
}

function judgeName(frame: Element): number {
  const source = (frame.attribs['src'] ?? '').split(/[?#]/)[0]?.split('/').at(-1) ?? ''
  const words = wordsOf(
    `${frame.attribs['name'] ?? ''} ${frame.attribs['id'] ?? ''} ${source.replace(/\.\w+$/, '')}`,
  )
  if (words.some((word) => mainWords.has(word))) return 1
  return words.some((word) => asideWords.has(word)) ? -1 : 0
}

function addressOf(frame: Element, page: PageDocument): string | null {
  const reference = (frame.attribs['src'] ?? '').trim()
  const address = reference === '' ? null : page.resolve(reference)
  return address === page.address ? null : address
}

function isLarge(frame: Element): boolean {
  const side = (name: string) => {
    const text = frame.attribs[name]?.trim() ?? ''
    if (text === '' || text.endsWith('%')) return true
    const pixels = Number.parseInt(text, 10)
    return Number.isNaN(pixels) || pixels >= leastSide
  }
  const style = frame.attribs['style'] ?? ''
  return (
    side('width') &&
    side('height') &&
    !/display\s*:\s*none|visibility\s*:\s*hidden/i.test(style.slice(0, 500))
  )
}

/**
 * The frame that holds the content of a page: of a frame set the one that is called so, else the largest, else the last;
 * without a set the only large `<iframe>` of a page with few words. Null if there is none.
 */
export function contentFrame(page: PageDocument, textLength: number): string | null {
  const frames = page
    .select('frame[src]', 'frames')
    .slice(0, 50)
    .flatMap((frame) => {
      const address = addressOf(frame, page)
      return address === null ? [] : [{ address, name: judgeName(frame), area: areaOf(frame) }]
    })
  if (frames.length > 0) {
    const best = frames.reduce((a, b) => (b.name > a.name || (b.name === a.name && b.area >= a.area) ? b : a))
    return best.address
  }
  if (textLength > longestBeside) return null
  const inline = page
    .select('iframe[src]', 'frames')
    .slice(0, 50)
    .filter((frame) => isLarge(frame) && frame.attribs['hidden'] === undefined)
    .flatMap((frame) => {
      const address = addressOf(frame, page)
      return address === null || foreignFrames.test(hostOf(address))
        ? []
        : [{ address, name: judgeName(frame) }]
    })
  if (inline.length === 1) return inline[0]?.address ?? null
  // frames of the same site that are laid out like a set
  const own = inline.filter(({ address }) => hostOf(address) === hostOf(page.address))
  if (own.length !== inline.length || own.length > mostInline) return null
  return (
    own.reduce<(typeof own)[number] | null>((a, b) => (a && a.name > b.name ? a : b), null)?.address ?? null
  )
}

/** Most frames beside the one with the content that are looked at. */
const mostOthers = 2

/** Other frames of the same site, in their order: one of them may hold the thumbnails that fill the content. */
export function framesBeside(page: PageDocument, content: string): readonly string[] {
  const addresses = page
    .select('frame[src], iframe[src]', 'frames')
    .slice(0, 50)
    .filter((frame) => frame.name === 'frame' || isLarge(frame))
    .flatMap((frame) => addressOf(frame, page) ?? [])
    .filter((address) => address !== content && hostOf(address) === hostOf(page.address))
  return [...new Set(addresses)].slice(0, mostOthers)
}
