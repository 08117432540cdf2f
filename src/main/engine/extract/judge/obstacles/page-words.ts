import { foldBlanks, isLive, textOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { isElsewhere, titleSeparator } from '../../titles/title-texts'

/** Text of a page beyond which it is no mere notice, in UTF-16 units. */
export const longestNotice = 1500

/** Pictures that a form of login or a notice may have as decoration. */
export const mostDecoration = 3

/** What of the page's pictures is known when obstacles are looked for. */
export interface Pictures {
  /** Pictures that link nowhere or to files: what a page that stands in the way has at most as decoration. */
  readonly own: number
  /** Pictures that link to pages. */
  readonly linked: number
  /** Picture addresses in its scripts. */
  readonly inScripts: number
}

/** What of a page's words is looked at. */
export interface Words {
  /** Parts of the title, and headings. */
  readonly names: readonly string[]
  /** What the page calls itself: the first part of its title, and headings of the first level that are not beside its content. */
  readonly own: readonly string[]
  /** Text of the body, folded, in its first 20,000 units. */
  readonly text: string
}

/** Longest name of a page that is looked at, in UTF-16 units. */
const longestName = 300

/** Reads what a page is called and what it says. */
export function wordsOfPage(page: PageDocument): Words {
  const elements = (selector: string) => page.select(selector, selector).slice(0, 20).filter(isLive)
  const textsOf = (selector: string) =>
    elements(selector).map((element) => ({
      element,
      text: foldBlanks(textOf(element)).slice(0, longestName),
    }))
  const titles = textsOf('title').flatMap(({ text }) => text.split(titleSeparator).slice(0, 20))
  const headings = textsOf('h1, h2')
  const body = page.first('body')
  const filled = (names: readonly string[]) => names.map((name) => name.trim()).filter((name) => name !== '')
  return {
    names: filled([...titles, ...headings.map(({ text }) => text)]),
    own: filled([
      ...titles.slice(0, 1),
      ...headings
        .filter(({ element }) => element.name === 'h1' && !isElsewhere(element))
        .map(({ text }) => text),
    ]),
    text: body ? foldBlanks(textOf(body)) : '',
  }
}
