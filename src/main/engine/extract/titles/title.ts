import type { SiteTemplate } from '../extraction'
import type { PageDocument } from '../html/page-document'
import { linkedNamesOf } from '../linked-data'
import { withoutPage } from '../page-address'
import { pageMark, pageWord } from './page-mark'
import { headingBelow, secondHeadings } from './second-heading'
import { namesAround } from './title-names'
import { isCounting, ownPart, trailEnd, withoutLabel } from './title-parts'
import { headingOfAddress, metaContent, rawTitlesOf, squash, titleSeparator } from './title-texts'
import { withoutViewWords } from './view-words'

/** Longest label of a host name, which is nearly always the site's own; empty when too short to mean anything. */
function siteLabel(address: string): string {
  const host = new URL(address).hostname
  if (/^[\d.]+$|^\[/.test(host)) return ''
  const label = host
    .split('.')
    .slice(0, -1)
    .reduce((longest, one) => (one.length > longest.length ? one : longest), '')
  return label.length >= 4 ? squash(label) : ''
}

/** Names that are no part of what a gallery is called. */
interface OtherNames {
  /** Of the site: taken off both ends. */
  readonly site: ReadonlySet<string>
  /** Of what the page is in: taken off the end, where such names stand. */
  readonly above: ReadonlySet<string>
  /** Own label of the host. */
  readonly label: string
}

/** What programs print behind every title. */
const credit = /^(?:powered by|proudly powered|view (?:topic|forum)$)/i

/** A last part that calls its site a blog or a forum: a name of few words. */
const kindOfSite =
  /^.{0,24}(?:博客|论坛|論壇|社区|社區|贴吧|部落格|ブログ|掲示板|フォーラム|블로그)$|^(?:[^\s]{1,20} ){0,2}(?:web ?log|blog|forums?)$/iu

const endOf = /[\s\-:·•|_»«—–｜/~›‹*]+$/
const startOf = /^[\s\-:·•|_»«—–｜/~›‹*]+/

/** Takes the names of the site and of what the page is in off the ends of a title, where a separator sets them apart. */
function withoutNames(text: string, { site, above, label }: OtherNames): string {
  const isSite = (part: string) => {
    const plain = squash(part)
    return plain !== '' && (site.has(plain) || credit.test(part) || (label !== '' && plain.startsWith(label)))
  }
  let rest = text
  for (;;) {
    const parts = rest.split(titleSeparator)
    const [first = '', last = ''] = [parts[0], parts.at(-1)]
    if (parts.length < 2) return rest
    if (last === '' || isSite(last) || kindOfSite.test(last))
      rest = rest.slice(0, rest.length - last.length).replace(endOf, '')
    else if (first === '' || isSite(first)) rest = rest.slice(first.length).replace(startOf, '')
    else if (above.has(squash(last))) rest = rest.slice(0, rest.length - last.length).replace(endOf, '')
    else return rest
  }
}

/** A page's number at the end of a title, set apart: `- page 2 of 7`, `(Seite 3)`, `第2页`. */
const markAtEnd = new RegExp(String.raw`\s*[-–—|:,·_(（[]+\s*(?:${pageMark(pageWord)})\s*[)）\]]*\s*$`, 'iu')

function withoutMark(text: string): string {
  const rest = text.slice(0, 500).replace(markAtEnd, '').trim()
  return rest === '' ? text : rest
}

/** Whether the compared pages are pages of one gallery by their addresses: what they share is its title. */
const areOneGallery = ({ pages: [a, b] }: SiteTemplate) => a !== b && withoutPage(a) === withoutPage(b)

/** Whether the compared pages follow one another: what neighbours share may be the title of a series. */
function areNeighbours({ pages: [a, b] }: SiteTemplate): boolean {
  const [one, other] = [a.match(/\d+/g) ?? [], b.match(/\d+/g) ?? []]
  if (a.replaceAll(/\d+/g, '#') !== b.replaceAll(/\d+/g, '#')) return false
  const steps = one
    .map((number, at) => Math.abs(Number(number) - Number(other[at])))
    .filter((step) => step > 0)
  return steps.length === 1 && steps[0] === 1
}

/** Takes off what the titles of the compared pages share. */
function withoutShared(text: string, template: SiteTemplate, { site, label }: OtherNames): string {
  const { titlePrefix, titleSuffix } = template
  const parts = titlePrefix
    .split(titleSeparator)
    .map(squash)
    .filter((part) => part !== '')
  const isSite = parts.every((part) => site.has(part) || (label !== '' && part.startsWith(label)))
  const isSeries = areOneGallery(template) || (areNeighbours(template) && !isSite)
  let rest = text
  if (titlePrefix !== '' && !isSeries && rest.startsWith(titlePrefix)) rest = rest.slice(titlePrefix.length)
  if (titleSuffix !== '' && rest.endsWith(titleSuffix)) rest = rest.slice(0, rest.length - titleSuffix.length)
  return rest.trim() === '' ? text : rest.trim()
}

/** The heading that names the page; empty when none does. */
function headingOf(headings: readonly string[], parts: readonly string[], title: string): string {
  const [only = ''] = headings
  if (headings.length > 1) {
    // Of several headings none is the page's, unless its title says which: the name of the site stands first
    return (
      headings.findLast((text) => parts.includes(text)) ??
      headings.find((text) => title.startsWith(text)) ??
      ''
    )
  }
  return withoutViewWords(only)
}

/** What was chosen for a title, and what it was chosen from. */
interface Chosen {
  readonly chosen: string
  /** `chosen` without what the compared pages share. */
  readonly rest: string
  readonly heading: string
  readonly title: string
  readonly ownHeadings: readonly string[]
}

/** The part of a title that the page itself says to be its name; null where nothing says so. */
function nameInTitle(
  page: PageDocument,
  { chosen, rest, heading, title, ownHeadings }: Chosen,
): string | null {
  const second = secondHeadings(page).map(({ text }) => text)
  const names = { trail: trailEnd(page), first: ownHeadings, second }
  // A site that prints its name as a heading: the title says what follows it
  const isPrefix = chosen === heading && title.startsWith(chosen) && title !== chosen
  const part = ownPart(rest, names) ?? (isPrefix ? ownPart(title, names) : null)
  if (part !== null) return part
  // The same where its name stands behind: "Harbour | Jo Photo", over a second heading "Harbour"
  const isSuffix = chosen === heading && title.endsWith(chosen) && title !== chosen
  const below = isSuffix ? ownPart(title, names) : null
  if (below !== null && second.includes(below)) return below
  return chosen === title && ownHeadings.length === 0 ? headingBelow(page, title) : null
}

/**
 * Title of a page without a recipe's help: `og:title`, the name by which the page links to itself where its title has it
 * too, `h1`, JSON-LD, the last breadcrumb, `h2` or `title`; minus the names of the site and of what the page is in, what
 * the compared pages share, and the number of the page. Empty when the page has none.
 */
export function titleOf(page: PageDocument, template: SiteTemplate | null): string {
  const { openGraph, headings, title, siteNames: linked, generalHeading } = rawTitlesOf(page)
  const data = linkedNamesOf(page)
  const around = namesAround(page)
  const isFront = new URL(page.address).pathname === '/' && !page.address.includes('?')
  const named = [
    metaContent(page, 'meta[property="og:site_name" i], meta[name="og:site_name" i]'),
    metaContent(page, 'meta[name="application-name" i]'),
    ...linked,
  ]
  const setOf = (names: readonly string[]) => new Set(names.map(squash).filter((name) => name !== ''))
  const others: OtherNames = {
    site: setOf(isFront ? named : [...named, ...around.site]),
    above: setOf([...around.above, ...data.above]),
    label: siteLabel(page.address),
  }
  const repeated = template && !areOneGallery(template) ? template.headings : []
  const isShared = (text: string) => text === '' || others.site.has(squash(text)) || repeated.includes(text)
  const parts = title.split(titleSeparator).filter((part) => part !== '')
  const isPart = (text: string) => parts.length > 1 && parts.includes(text) && /\p{L}/u.test(text)
  const own = isFront
    ? undefined
    : around.own.find((text) => isPart(text) && !isShared(text) && !isCounting(text))
  const ownHeadings = headings.filter((text) => !isShared(text))
  const heading = headingOf(ownHeadings, parts, title)
  const bySlug = headingOfAddress(page)
  const isSaid = bySlug === '' || squash([openGraph, ...headings, title].join(' ')).includes(squash(bySlug))
  const chosen =
    [isSaid ? '' : bySlug, openGraph, own ?? '', heading, data.page, data.crumb, title].find(
      (text) => !isShared(text),
    ) ||
    title ||
    openGraph ||
    headings[0] ||
    generalHeading
  const rest = template ? withoutShared(chosen, template, others) : chosen
  const byParts = nameInTitle(page, { rest, chosen, heading, title, ownHeadings })
  const bare = withoutViewWords(byParts ?? rest)
  const plain = withoutLabel(byParts === null ? withoutNames(bare, others) || rest : bare, around.own)
  const isPage = (template !== null && areOneGallery(template)) || pageAddress.test(page.address)
  return isPage ? withoutMark(plain) : plain
}

/** Addresses that say which page of a thing they are. */
const pageAddress =
  /[?&;](?:page|paged|pg|pagina|seite|start|offset)=\d|\/(?:page|pag|seite|pagina)[/_,-]?\d|thread-\d+-\d+-\d+/i
