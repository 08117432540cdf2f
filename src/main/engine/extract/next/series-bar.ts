import { type Element, foldBlanks, isElement, isText, type Node, parentOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { labelsOf, partsOf } from './link-labels'
import { pictureName, plainLabel, readLabel, tokensOf } from './next-words'

/** What links to the ends of a series are called, without arrows around them. */
const first =
  /^(?:(?:the )?(?:first|oldest|start|begin(?:ning)?)(?: (?:one|page|comic|strip|picture|photo|image))?|erste[rs]?(?: seite| bild)?|anfang|début|premi(?:er|ère)(?: page)?|primer[ao](?: página)?|inicio|primeir[ao]|início|prim[ao](?: pagina)?|inizio|перв(?:ая|ый)|в начало|最初(?:へ|から)?|第一(?:页|頁|张|張|话|話)|最前|처음(?:으로)?|pierwsz[aye]|první|eerste|första|første|ensimmäinen|ilk|első|legelső|перш(?:а|ий)|початок|първа|πρώτη|الأول(?:ى)?|הראשון|prima pagină|đầu(?: tiên)?|pertama|หน้าแรก)$/
const last =
  /^(?:(?:the )?(?:last|latest|newest|most recent|current|today)(?: (?:one|page|comic|strip|picture|photo|image))?|letzte[rs]?(?: seite| bild)?|neueste[rs]?|derni(?:er|ère)(?: page)?|fin|últim[ao](?: página)?|ultim[ao](?: pagina)?|последн(?:яя|ий)|в конец|最後(?:へ)?|最新(?:话|話|へ)?|最后(?:一[页张])?|尾[页頁]|末[页頁]|마지막(?:으로)?|최신|ostatni[ae]?|poslední|laatste|sista|senaste|siste|seneste|viimeinen|son|utolsó|legutolsó|legutóbbi|остан(?:ня|ній)|последна|τελευταία|الأخيرة?|האחרון|ultima pagină|cuối(?: cùng)?|terakhir|หน้าสุดท้าย|sidste|viimeisin)$/
/** What those to a page before, or to either side of a page, are called; those to the next page: see `readLabel`. */
const step =
  /^(?:(?:the )?(?:next|prev(?:ious)?|forward|back|before|newer|older|earlier)(?: (?:one|page|comic|strip|picture|photo|image))?|次の話|sau|zurück|vorherige[rs]?|précédente?|anterior|precedente|предыдущ(?:ая|ий)|назад|前へ?|前の(?:ページ|話)|上一?[页頁张張]|이전|poprzedni[ae]?|předchozí|vorige|föregående|forrige|edellinen|önceki|előző|попередн(?:я|ій)|предишна|προηγούμεν[ηο]|السابقة?|הקודם|trước|sebelumnya|ก่อนหน้า)$/

/** Signs in a bar. Two arrows lead to an end only where one arrow, or a word for a step, stands beside. */
const oneArrow = /^[<‹←◀◄⟨❮＜>›→▶►⟩❯＞]$/
const twoArrows = /^(?:<<<?|>>>?|[≪«≫»])$/
const endSign = /^(?:[|｜][<‹«≪◀◄]+|[>›»≫▶►]+[|｜]|[⏮⏭⇤⇥])$/

/** Where a label leads: a step along the series, to one of its ends, or to one by a sign that may mean a step. */
type Lead = 'step' | 'one-arrow' | 'end' | 'two-arrows'

function leadOf(text: string): Lead | null {
  // Without what asks for a coloured sign
  const sign = text.replaceAll(/[\s\uFE0F]/g, '')
  if (oneArrow.test(sign)) return 'one-arrow'
  if (twoArrows.test(sign)) return 'two-arrows'
  if (endSign.test(sign)) return 'end'
  const label = plainLabel(text)
  if (first.test(label) || last.test(label)) return 'end'
  return step.test(label) || readLabel(text) === 'word' ? 'step' : null
}

/** Bounds of a bar: levels above one of its links, nodes in it, and text besides its labels, in UTF-16 units. */
const mostLevels = 4
const mostNodes = 80
const mostText = 160

/** Most links of a page that are looked at, and longest label of one. */
const mostLinks = 5000
const longestLabel = 40

/** What an element is called by its attributes. */
function textsOf({ attribs }: Element): readonly string[] {
  return [attribs['alt'], attribs['title'], attribs['aria-label']].flatMap((one) => one?.slice(0, 60) ?? [])
}

/** A word for where a button leads, alone or with one for the button: `first`, `lastbutton`. */
const inButton = /^(first|last|latest|newest|next|prev(?:ious)?)(?:button|btn|arrow|page|comic|strip)?$/

/** The word in the name of a button's file: `first.gif`, `nav_last.png`, `btnNext.gif`, `firstbutton.png`. */
function nameOfPicture({ name, attribs }: Element): readonly string[] {
  if (name !== 'img') return []
  return tokensOf(pictureName(attribs['src'] ?? '').name).flatMap((token) => inButton.exec(token)?.[1] ?? [])
}

/** The labels in some nodes: their texts, and what their pictures are called; null where they hold more than a bar does. */
function labelsIn(nodes: readonly Node[]): readonly string[] | null {
  const labels: string[] = []
  const waiting = nodes.slice(0, mostNodes)
  let length = 0
  for (let seen = 0; waiting.length > 0; seen += 1) {
    const node = waiting.pop()
    if (node === undefined || seen >= mostNodes) return null
    if (isText(node)) {
      const text = foldBlanks(node.data).trim()
      length += text.length
      if (length > mostText) return null
      if (text !== '') labels.push(text)
    } else if (isElement(node)) {
      labels.push(...textsOf(node), ...nameOfPicture(node))
      if (node.name !== 'select' && node.name !== 'script') waiting.push(...node.children.slice(0, mostNodes))
    }
  }
  return labels
}

/** Whether the labels in some nodes lead along a series and to one of its ends. */
function isBar(nodes: readonly Node[]): boolean {
  const labels = labelsIn(nodes)
  if (labels === null) return false
  const leads = new Set(labels.filter((one) => one.length <= longestLabel).map(leadOf))
  const hasStep = leads.has('step') || leads.has('one-arrow')
  return hasStep && (leads.has('end') || leads.has('two-arrows'))
}

/** Links of a bar that stand in a row among other things: so many nodes before and behind one. */
const besides = 9

function rowAround(link: Element): readonly Node[] {
  const row: Node[] = [link]
  let [before, after] = [link.prev, link.next]
  for (let step = 0; step < besides; step += 1) {
    if (before) row.push(before)
    if (after) row.push(after)
    before = before?.prev ?? null
    after = after?.next ?? null
  }
  return row
}

/** Whether a link stands in a bar along a series, for the links of one page. */
export function createBarSearch(): (link: Element) => boolean {
  /** What was found out about an element: a thousand links of one list share it. */
  const known = new Map<Element, boolean>()
  const isBarElement = (element: Element): boolean => {
    const found = known.get(element) ?? isBar(element.children)
    known.set(element, found)
    return found
  }
  return (link) => {
    let at = parentOf(link)
    for (let level = 0; at && at.name !== 'body' && level < mostLevels; level += 1) {
      if (isBarElement(at)) return true
      at = parentOf(at)
    }
    return isBar(rowAround(link))
  }
}

/**
 * Whether a page is one of a series: a bar of links leads to the page before or behind it and to the first or the last one.
 * Links to neighbouring posts lack the ends.
 */
export function isInSeries(page: PageDocument): boolean {
  const isInBar = createBarSearch()
  return page
    .select('a[href], area[href]', 'series')
    .slice(0, mostLinks)
    .some((link) => {
      const label = page.labelOf(link)
      if (label.length > longestLabel) return false
      const leads = [...labelsOf(link, label), ...partsOf(link).flatMap(nameOfPicture)].map(leadOf)
      return (leads.includes('end') || leads.includes('two-arrows')) && isInBar(link)
    })
}
