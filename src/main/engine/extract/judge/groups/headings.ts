import { type Element, foldBlanks, isElement, parentOf, textOf } from '../../html/dom'
import type { Group } from './groups'

/** Words over lists of something else, in the languages that sites use most. */
const otherWords =
  /(?<!\p{L})(?:related|similar|popular|recommended|recommendations|you (?:may|might)|also (?:like|see|of interest)|more (?:from|in|by|posts|galleries|albums|sets|like|photos|pictures|comics|series)|latest|recent(?:ly)?|newest|random|trending|most (?:viewed|popular|liked)|elsewhere|see also|sponsored|ähnliche[sr]?|beliebte?|weitere|mehr (?:von|aus|bilder|galerien)|neueste|zuletzt|auch interessant|das könnte|similaires|populaires|à lire aussi|voir aussi|derniers|dernières|vous aimerez|relacionad[ao]s?|populares|recomendad[ao]s?|últim[ao]s|también|más (?:de|fotos|visto)|veja também|mais (?:de|vist)|correlati|popolari|potrebbe|gerelateerd|populair|powiązane|popularne)(?!\p{L})|похож|популярн|ещё|рекоменд|последние|нов(?:ые|инки)|相关|推荐|热门|最新|猜你|更多|随机|関連|人気|おすすめ|最近|관련|추천|인기|최신/iu

/** Whether the words of a heading say that something else stands below it. */
export const isOtherHeading = (text: string) => otherWords.test(text)

const headings = new Set(['h2', 'h3', 'h4', 'h5', 'h6', 'dt', 'legend', 'strong', 'b'])

/** How far up and back from a list its heading is looked for. */
const reach = 5
const mostSiblings = 6

/** Whether an element is a heading: by its tag, or by a class that says so. */
function isHeading(element: Element): boolean {
  if (headings.has(element.name)) return true
  return /(?:^|[\s_-])(?:title|heading|headline|header|caption|hd)(?:$|[\s_-])/i.test(
    (element.attribs['class'] ?? '').slice(0, 200),
  )
}

function headingIn(element: Element): Element | null {
  if (isHeading(element)) return element
  const [child] = element.children.filter(isElement)
  return child && isHeading(child) ? child : null
}

/** The heading over an element: the nearest before it among its siblings and those of its containers. */
function headingOver(element: Element): string {
  let at: Element | null = element
  for (let level = 0; at && level < reach && at.name !== 'body'; level += 1, at = parentOf(at)) {
    let before = at.prev
    for (let i = 0; before && i < mostSiblings; before = before.prev) {
      if (!isElement(before)) continue
      i += 1
      if (before.name === 'h1') return ''
      const heading = headingIn(before)
      const text = heading ? foldBlanks(textOf(heading).slice(0, 300)) : ''
      if (text !== '' && text.length < 80) return text
    }
  }
  return ''
}

/** The heading over a group as a whole; empty when there is none. */
export function headingOf({ candidates: [first, second] }: Group): string {
  if (!first) return ''
  const over = headingOver(first.element)
  // The heading of a card stands over that one alone
  return !second || headingOver(second.element) === over ? over : ''
}

/** Whether the heading over a single picture says that it is of something else. */
export const isBelowOtherHeading = ({ element }: Group['candidates'][number]): boolean =>
  otherWords.test(headingOver(element))

/** Whether the heading over a group of links says that they lead to something else than the page is about. */
export const isHeadedAsOther = (group: Group): boolean => otherWords.test(headingOf(group))
