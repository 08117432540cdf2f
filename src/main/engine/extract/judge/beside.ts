import type { Judgement } from '@shared/model/page-kind'
import type { LinksBeside, Question } from '../extraction'
import { foldBlanks, textOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import type { Placed } from './candidates/targets'
import { areaOf, countDistinct } from './groups/groups'
import { pageShape } from './hints/address-shape'
import type { Shown } from './read-pictures'
import { linksOf } from './take-by-kind'
import { lengthOfWords, type TextLink } from './text-links'

/** Fewer links than this are a row of buttons, or what stands beside any picture. */
const leastLinks = 4

/** Beyond this many links a page is not asked about: they travel with what was read of it. */
const mostLinks = 2000

/** So many pictures may be the head of a page, whatever is linked below it; more, where the links are three times as many. */
const mostHeads = 2

/** From this length on, in UTF-16 units, words beside a picture may be what a page is for. */
const leastWords = 600

/**
 * Links to like pages beside the few pictures that a page was judged by. A head that the site has on each of its pages looks
 * like a page of one picture: what two of the linked pages show says which of both it is. None where the page is surely
 * about its own pictures: these lead to files, or stand in a list of a script. `page`: its address.
 */
export function linksBeside(
  page: string,
  { kind }: Judgement,
  { chosen: { own, best, linked }, listed }: Shown,
  textIndex: readonly TextLink[] | null,
): LinksBeside | null {
  if ((kind !== 'picture' && kind !== 'gallery') || listed.length > 0) return null
  if (own.length === 0 || best?.link === 'picture') return null
  const links = linked
    ? linksOf(linked.candidates)
    : (textIndex ?? []).map((link) => ({ ...link, thumbnail: null }))
  const distinct = countDistinct(own)
  const isFew = distinct <= mostHeads || distinct * 3 <= links.length
  if (!isFew || links.length < leastLinks || links.length > mostLinks) return null
  const form = pageShape(page)
  const haveOwnForm = links.every(({ address }) => pageShape(address) === form)
  return {
    links,
    page,
    haveOwnForm,
    areBelow: best !== null && (linked === null || best.first < linked.first),
  }
}

/** The rule of a question how large a picture of the page is: an ornament of a page of words announces no size. */
export const ownSize = 'own-size'

/** Length of the main heading, in UTF-16 units: the name of a gallery may be as long as a text, and is none. */
function lengthOfHeading(page: PageDocument): number {
  const heading = page.first('h1')
  return heading ? foldBlanks(textOf(heading)).length : 0
}

const isUnsized = (one: Placed) =>
  one.link === 'none' && one.shown === 'image' && areaOf(one) === null && !one.versions?.width

/**
 * What to ask about the one or two pictures of a page of words, where nothing says how large they are: they may be ornaments.
 * `favourite`: the picture that the page names as its own.
 */
export function questionsOfOwnSize(
  page: PageDocument,
  { kind }: Judgement,
  { chosen: { own }, listed, named }: Shown,
  textIndex: readonly TextLink[] | null,
): Question[] {
  if ((kind !== 'picture' && kind !== 'gallery') || listed.length > 0) return []
  const addresses = [...new Set(own.map(({ address }) => address))]
  if (addresses.length === 0 || addresses.length > mostHeads || !own.every(isUnsized)) return []
  if (named.some(({ address }) => addresses.includes(address))) return []
  if (textIndex === null && lengthOfWords(page) - lengthOfHeading(page) < leastWords) return []
  return addresses.map((shown) => ({ kind: 'sizes', shown, larger: [], rule: ownSize }))
}
