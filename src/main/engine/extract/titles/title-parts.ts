import { type Element, foldBlanks, isElement, isText, parentOf, textOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'

/** Between the parts of a title: a hyphen or colon only between blanks, as names hold them. */
const separator = '(?:\\s+[-:·•]\\s+|\\s*[|_»«—–｜]+\\s*)'
const endsWithSeparator = new RegExp(`${separator}$`)
const beginsWithSeparator = new RegExp(`^${separator}`)
const anySeparator = new RegExp(separator)

/** What counts within a work; it names nothing without the name of that: "Chapter 4". */
const counting =
  /^\W*(?:chapter|chap|ch|episode|ep|vol(?:ume)?|issue|part|page|kapitel|folge|seite|chapitre|cap[íi]tulo|глава|том|bölüm|第)?\W*\d+\s*(?:[話话章回卷集화]|巻)?\W*$/iu

/** Whether a text only counts within a work. */
export const isCounting = (text: string) => counting.test(text)

/** What stands before a name at the end of a title, or behind one at its beginning; null where the name is neither. */
function restOf(title: string, name: string): { readonly rest: string; readonly isLast: boolean } | null {
  if (name === '' || name.length >= title.length) return null
  const front = title.slice(0, -name.length)
  if (title.endsWith(name) && endsWithSeparator.test(front))
    return { rest: front.replace(endsWithSeparator, ''), isLast: true }
  const back = title.slice(name.length)
  if (title.startsWith(name) && beginsWithSeparator.test(back))
    return { rest: back.replace(beginsWithSeparator, ''), isLast: false }
  return null
}

/** Whether a part of a title could be the name of its site: one part, and none that counts. */
const mayBeSite = (part: string) => part !== '' && !anySeparator.test(part) && !/\d/.test(part)

/** What a page says of its name besides its title. */
export interface PageNames {
  /** The last of a trail that leads to the page: `Home / Steam / Engines`; empty without. */
  readonly trail: string
  /** Own headings of the first and of the second level, in order. */
  readonly first: readonly string[]
  readonly second: readonly string[]
}

/**
 * The part of a title that is the name of its page, as the page itself says it: the end of its trail, or a heading that
 * stands beside no more than the name of a site. Of two headings that a title joins the later one: sites print their
 * own name first. Null where nothing says so, and where what is left only counts.
 */
export function ownPart(title: string, { trail, first, second }: PageNames): string | null {
  const byTrail = restOf(title, trail)
  if (byTrail && !counting.test(trail)) return trail
  // A page that shows its name twice, in a box of its own too, has one name
  const headings = [...new Set([...first, ...second])]
  const joined = headings.filter((name) => {
    const found = restOf(title, name)
    return found !== null && mayBeSite(found.rest) && !counting.test(name)
  })
  // both ends are headings: "Site - Page" of a site that prints its name as a heading, unless one counts in the other
  const ends = joined.filter((name) => joined.includes(restOf(title, name)?.rest ?? ''))
  if (ends.length > 1) return ends.every((name) => !/\d/.test(name)) ? (ends.at(-1) ?? null) : null
  return joined.length === 1 ? (joined[0] ?? null) : null
}

/**
 * A title without the words before the name of its page, where the page calls itself so in its links: "View topic: Model
 * ships" of a forum whose posts link to the topic as "Model ships". The same title where nothing says so.
 */
export function withoutLabel(title: string, names: readonly string[]): string {
  const own = names.filter((name) => {
    const found = restOf(title, name)
    return found?.isLast === true && mayBeSite(found.rest) && !counting.test(name)
  })
  return own.reduce((longest, name) => (name.length > longest.length ? name : longest), '') || title
}

/** Most links of a page that are looked at for its trail. */
const mostLinks = 500
const longestTrail = 400

const betweenSteps = /^[\s\u00a0]*(?:[/>»›→|·•:\\]|::|-{1,2}>?)[\s\u00a0]*$/

/** Whether a step of a trail stands before a node: a link, and a mark between. */
function followsStep(node: Element): boolean {
  let mark = false
  let at = node.prev
  for (let i = 0; at && i < 6; i += 1, at = at.prev) {
    if (isText(at)) {
      if (betweenSteps.test(at.data)) mark = true
      else if (at.data.trim() !== '') return false
    } else if (isElement(at)) {
      if (at.name === 'a') return mark
      if (betweenSteps.test(foldBlanks(textOf(at).slice(0, 50)))) mark = true
      else return false
    }
  }
  return false
}

/** The last step of a trail of links that leads to the page itself; empty without one. */
export function trailEnd(page: PageDocument): string {
  for (const link of page.select('a[href]', 'trail').slice(0, mostLinks)) {
    if (page.resolve(link.attribs['href'] ?? '') !== page.address || !followsStep(link)) continue
    const parent = parentOf(link)
    if (!parent || textOf(parent).length > longestTrail) continue
    const name = foldBlanks(textOf(link))
    if (name !== '') return name
  }
  return ''
}

/** Titles that every album has. */
const general =
  /^(?:(?:my|our|the|photo|photos|picture|pictures|image|images|gallery|galleries|album|albums|web|index|home|page|untitled|document|bilder|fotos?|galerie|fotoalbum|bildergalerie|galería|galleria|фото|галерея|альбом|相册|图片|アルバム|写真|앨범|사진)[\s_-]*)+$/iu

/** Whether a title names no page: "Photo album", "Index". */
export const isGeneralTitle = (title: string) => general.test(title)

/**
 * Whether the only heading of the second level stands above the pictures of a page, so that it names them. What follows
 * them is a heading of something else.
 */
export function headsPictures(page: PageDocument, heading: Element): boolean {
  let [before, after] = [0, 0]
  let isBelow = false
  for (const element of page.select('h2, img', 'heading over pictures').slice(0, 2000)) {
    if (element === heading) isBelow = true
    else if (element.name === 'img' && isBelow) after += 1
    else if (element.name === 'img') before += 1
  }
  return after > before
}
