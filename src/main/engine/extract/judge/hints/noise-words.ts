import type { SkipReason } from '@shared/model/gallery'
import { type Element, parentOf } from '../../html/dom'
import { hostOf, pathOf } from '../../html/resolve-address'

/** Words in a class, an id or a file name that say what a picture is for. */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

const iconWords = words(
  `logo logos icon icons ico avatar avatars gravatar userpic favicon emoji emojis smiley smilies emoticon emoticons
   button buttons btn badge badges sprite sprites captcha qrcode`,
)
/** Parts of a page that hold controls; as the name of a file they could be a picture of anything. */
const controlWords = words(
  `nav navbar navigation menu header footer masthead breadcrumb breadcrumbs pagination pager toolbar rating share
   sharing social author byline topbar topnav login`,
)
const advertisingWords = words(
  `ad ads adv advert adverts advertisement advertising adsense adsbygoogle adbox adsbox sponsor sponsors sponsored promo
   dfp guanggao`,
)
const minorWords = words(
  `related recommend recommended recommendation recommendations similar popular latest recent sidebar secondary
   comment comments suggested suggestions trending`,
)
const contentWords = words(
  `content entry post article gallery galleries photo photos picture pictures album image images comic comics story main
   reader chapter viewer lightbox lightgallery masonry`,
)

/** Names of what shows one picture after another. */
const sliderWords = words(
  `carousel carousels slider sliders swiper slick owl splide glide flickity bxslider flexslider marquee ticker`,
)

/** Whether a class or an id is that of a slider that is not called a gallery. */
export function isSliderName(names: string): boolean {
  if (names.length < 4) return false
  const found = wordsOf(names)
  return (
    found.some((word) => sliderWords.has(word)) &&
    !found.some((word) => /^(?:galler|album|photo|lightbox)/.test(word))
  )
}

/** Names of containers that hold pictures for later. */
const preloadWords = words(`preload preloader preloaded preloading prefetch prefetched`)

/** What fades in has no opacity at first, and is no hidden element. */
const invisible = /display\s*:\s*none|visibility\s*:\s*hidden/i
/** Boxes of no size, and boxes far outside the page. */
const sizeless = /(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:!important\s*)?(?:;|$)/i
const outside = /(?:^|;)\s*(?:left|top|right|margin-left|margin-top)\s*:\s*-\d{4,}px/i

/** Whether a style hides what is in its element: at all, in a box that cuts it to nothing, or outside the page. */
function isHidingStyle(style: string): boolean {
  if (invisible.test(style) || outside.test(style)) return true
  // A box without height whose padding gives it its ratio shows a picture
  return /overflow\s*:\s*hidden/i.test(style) && sizeless.test(style) && !/padding/i.test(style)
}

/** Whether a page does not show an element: by its attribute, its style, or a name that says that it loads ahead. */
export function isHiddenElement({ attribs }: Element): boolean {
  if (attribs['hidden'] !== undefined && attribs['hidden'] !== 'until-found') return true
  const style = attribs['style']
  if (style !== undefined && isHidingStyle(style.slice(0, 1000))) return true
  const names = `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`
  return names.length > 6 && wordsOf(names).some((word) => preloadWords.has(word))
}

/** Hosts that serve advertising and counters. */
const advertisingHosts =
  /(?:^|\.)(?:doubleclick\.net|googlesyndication\.com|googleadservices\.com|google-analytics\.com|googletagmanager\.com|amazon-adsystem\.com|taboola\.com|outbrain\.com|criteo\.(?:com|net)|adnxs\.com|scorecardresearch\.com|quantserve\.com|statcounter\.com|histats\.com|cnzz\.com|51\.la|51yes\.com|hm\.baidu\.com|pos\.baidu\.com|cpro\.baidu\.com|tanx\.com|mc\.yandex\.ru|exoclick\.com|juicyads\.com|popads\.net)$/

function splitWords(text: string): string[] {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((token) => !/\d[a-z]/.test(token))
    .map((token) => token.replace(/\d+$/, ''))
    .filter((word) => word !== '')
}

/** Words of what was read last, by the text with its numbers folded: a page repeats its names a hundred thousand times. */
const remembered = new Map<string, readonly string[]>()
const mostRemembered = 5000
const longestRemembered = 200

/**
 * Lower-case words of a class, an id or a path: `postAuthor-img2` → post, author, img.
 *
 * What has a letter behind a digit is a made-up mark (`e-7ad278f2`) and no word: its letters would name an advertisement.
 */
export function wordsOf(text: string): readonly string[] {
  const folded = text.slice(0, 1000).replaceAll(/\d+/g, '0')
  const known = remembered.get(folded)
  if (known) return known
  const found = splitWords(folded)
  if (remembered.size < mostRemembered && folded.length <= longestRemembered) remembered.set(folded, found)
  return found
}

/** What the names of one element say about what is in it. */
export type Region = Extract<SkipReason, 'icon' | 'advertising' | 'minor-group'> | 'content' | null

const regionOfTag: Readonly<Record<string, Region>> = {
  nav: 'icon',
  header: 'icon',
  footer: 'icon',
  aside: 'minor-group',
  button: 'icon',
  main: 'content',
  article: 'content',
}

/** Words of content that sliders have in their names too: `image-carousel`. */
const weakContent = words(`image images main content entry post`)

const pictureWords = words(`gallery galleries photo photos picture pictures album attachment lightbox comic`)

/** Words of controls that pictures have in their names too: `gallery-icon`. */
const weakIcons = words(
  `icon icons ico button buttons btn badge badges social share sharing rating header pager nav navigation menu toolbar`,
)

/** Judges an element by its name, class and id; null when they say nothing. */
export function regionByNames(tag: string, className: string, id: string): Region {
  const names = className === '' && id === '' ? [] : wordsOf(`${className} ${id}`)
  if (names.some((word) => advertisingWords.has(word))) return 'advertising'
  // `gallery-icon`, `photo-button`: what is called a picture too is one
  const isPicture = names.some((word) => pictureWords.has(word))
  const isIcon = (word: string) =>
    (iconWords.has(word) || controlWords.has(word)) && !(isPicture && weakIcons.has(word))
  if (names.some(isIcon)) return 'icon'
  if (names.some((word) => minorWords.has(word))) return 'minor-group'
  const isContent = (word: string) => contentWords.has(word) && !(weakContent.has(word) && isSlider)
  const isSlider = names.some((word) => sliderWords.has(word))
  return regionOfTag[tag] ?? (names.some(isContent) ? 'content' : null)
}

/** Words for what leads on, which sites also call the box around the picture that they lead on from. */
const navigationWords = words('nav navbar navigation menu pagination pager toolbar')

/**
 * Whether nothing but the class of a container calls what is in it navigation: no tag does, and no other word says that it
 * is of the site.
 */
export function isCalledNavigation(element: Element): boolean {
  const levels = 8
  let at: Element | null = element
  for (let level = 0; at && level < levels; level++, at = parentOf(at)) {
    if (regionOfTag[at.name] === 'icon') return false
    const names = `${at.attribs['class'] ?? ''} ${at.attribs['id'] ?? ''}`
    if (regionByNames(at.name, names, '') !== 'icon') continue
    const speaking = wordsOf(names).filter((word) => iconWords.has(word) || controlWords.has(word))
    return speaking.every((word) => navigationWords.has(word))
  }
  return false
}

/** The host that was judged last: pictures of one page come from few. */
let lastHost = { host: '', isAdvertising: false }

/** Whether an address is of a host that serves advertising or counts visits. */
export function isAdvertisingHost(address: string): boolean {
  const host = hostOf(address)
  if (lastHost.host !== host) lastHost = { host, isAdvertising: advertisingHosts.test(host) }
  return lastHost.isAdvertising
}

type Hint = Extract<Region, 'icon' | 'advertising'> | null

/** What the words of an address say. */
export interface AddressHints {
  /** Its folder: holds for all that the site keeps there. */
  readonly folder: Hint
  /** The file's own name: a photograph of a sponsor's tent may have it. */
  readonly name: Hint
  /** The word of that name that says so; empty without. */
  readonly word: string
}

/** Judges a picture by the words of its absolute address. */
export type JudgeAddress = (address: string) => AddressHints

/**
 * Judges the pictures of a page by their addresses.
 *
 * A word that stands in the page's own address too is what the page is about: the pictures of `/icons-of-novgorod/` are
 * no icons.
 */
export function createAddressJudge(page: string): JudgeAddress {
  const subject = new Set(wordsOf(pathOf(page)))
  const hintOf = (text: string): readonly [Hint, string] => {
    const found = wordsOf(text).filter((word) => !subject.has(word))
    const icon = found.find((word) => iconWords.has(word))
    if (icon !== undefined) return ['icon', icon]
    const isAdvertising = (word: string) => word !== 'ad' && word !== 'promo' && advertisingWords.has(word)
    const advertising = found.find(isAdvertising)
    return advertising === undefined ? [null, ''] : ['advertising', advertising]
  }
  return (address) => {
    const path = pathOf(address).slice(-300)
    const end = path.lastIndexOf('/') + 1
    const [name, word] = hintOf(path.slice(end))
    return { folder: hintOf(path.slice(0, end))[0], name, word }
  }
}
