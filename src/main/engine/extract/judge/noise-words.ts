import type { SkipReason } from '@shared/model/gallery'
import { hostOf, pathOf } from '../html/resolve-address'

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
  `related recommend recommended recommendation recommendations similar popular latest recent sidebar widget widgets
   comment comments suggested suggestions trending`,
)
const contentWords = words(
  `content entry post article gallery galleries photo photos picture pictures album image images comic comics story main
   reader chapter viewer lightbox lightgallery masonry`,
)

/** Hosts that serve advertising and counters. */
const advertisingHosts =
  /(?:^|\.)(?:doubleclick\.net|googlesyndication\.com|googleadservices\.com|google-analytics\.com|googletagmanager\.com|amazon-adsystem\.com|taboola\.com|outbrain\.com|criteo\.(?:com|net)|adnxs\.com|scorecardresearch\.com|quantserve\.com|statcounter\.com|histats\.com|cnzz\.com|51\.la|51yes\.com|hm\.baidu\.com|pos\.baidu\.com|cpro\.baidu\.com|tanx\.com|mc\.yandex\.ru|exoclick\.com|juicyads\.com|popads\.net)$/

/** Lower-case words of a class, an id or a path: `postAuthor-img2` → post, author, img. */
export function wordsOf(text: string): string[] {
  return text
    .slice(0, 1000)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
}

/** What the names of one element say about what is in it. */
export type Region = Extract<SkipReason, 'icon' | 'advertising' | 'minor-group'> | 'content' | null

const regionOfTag: Readonly<Record<string, Region>> = {
  nav: 'icon',
  header: 'icon',
  footer: 'icon',
  aside: 'minor-group',
  button: 'icon',
  // inert until a script copies it: what it holds may be a pattern
  template: 'minor-group',
  main: 'content',
  article: 'content',
}

/** Judges an element by its name, class and id; null when they say nothing. */
export function regionByNames(tag: string, className: string, id: string): Region {
  const names = className === '' && id === '' ? [] : wordsOf(`${className} ${id}`)
  if (names.some((word) => advertisingWords.has(word))) return 'advertising'
  if (names.some((word) => iconWords.has(word) || controlWords.has(word))) return 'icon'
  if (names.some((word) => minorWords.has(word))) return 'minor-group'
  return regionOfTag[tag] ?? (names.some((word) => contentWords.has(word)) ? 'content' : null)
}

/** Judges a picture by its absolute address; null when it says nothing. */
export type JudgeAddress = (address: string) => Extract<Region, 'icon' | 'advertising'> | null

/**
 * Judges the pictures of a page by their addresses.
 *
 * A word that stands in the page's own address too is what the page is about: the pictures of `/icons-of-novgorod/` are
 * no icons.
 */
export function createAddressJudge(page: string): JudgeAddress {
  const subject = new Set(wordsOf(pathOf(page)))
  return (address) => {
    if (advertisingHosts.test(hostOf(address))) return 'advertising'
    const pathname = pathOf(address)
    const path = wordsOf(pathname.slice(-300)).filter((word) => !subject.has(word))
    if (path.some((word) => iconWords.has(word)) || /\.(?:svgz?|ico|cur)$/i.test(pathname)) return 'icon'
    return path.some((word) => word !== 'ad' && word !== 'promo' && advertisingWords.has(word))
      ? 'advertising'
      : null
  }
}
