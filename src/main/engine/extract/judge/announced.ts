import type { Announced } from '../extraction'
import { foldBlanks, textOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { rawTitlesOf } from '../titles/title-texts'

/** What galleries count, in the languages of their programs. */
const things = [
  'photos?|pictures?|pics?|images?|photographs?',
  'fotos?|bilder?|fotografien|aufnahmen',
  'immagini|fotografie|imágenes|imagenes|fotografías|imagens|fotografias',
  'zdjęć|zdjęcia|obrázků|снимк(?:ов|а)|фото(?:графи(?:й|и|я))?|изображени(?:й|я|е)|картин(?:ок|ки)',
  '(?:张|張|枚|장)(?:图片?|圖片?|照片|写真|画像|の(?:写真|画像)|의?\\s?사진)?|幅',
].join('|')

/** Behind the word of a count no letter of the same script follows: `40 photosets`. */
const counted = (before: string) =>
  new RegExp(`${before}(?<![\\d.,])(\\d{1,5})\\s*(?:${things})(?![a-zà-žа-я])`, 'giu')

/** A count that is all of a part of a title: `Harbour (40 photos)`, `40 photos | Harbour`; no sentence: `10 photos that …`. */
const wholePart = new RegExp(
  `(?:^|[(\\[（【［|·•–—:：]\\s*|\\s-\\s|,\\s)(?:共|全)?(\\d{1,5})\\s*(?:${things}|P(?=[\\])】］）]))\\s*(?=$|[)\\]）】］|·•–—:：]|\\s-\\s)`,
  'giu',
)

const further = [
  counted(
    '(?:remaining|other|another|further|additional|more|hidden|rest of (?:the|these)|weiteren?|restlichen?|übrigen|autres|restantes?|otras|outras|altre|остальны[ех]|ещё|еще|其余|剩余|剩下|余下|另外|還有|还有|残り|나머지)\\s{0,3}(?:的\\s?)?',
  ),
  counted('\\+\\s?'),
  new RegExp(
    `(?<![\\d.,])(\\d{1,5})\\s+(?:more|further|additional|other|remaining|hidden|weiteren?|autres|más|mais|altre|ещё)\\s+(?:${things})(?![a-zà-žа-я])`,
    'giu',
  ),
  new RegExp(
    `(?<![\\d.,])(\\d{1,5})\\s+(?:${things})\\s+(?:restantes?|restants|rimanenti|remaining|more)(?![a-z])`,
    'giu',
  ),
]

const inAll = counted(
  '(?:\\ball(?: of)?(?: the)?|\\bof|\\bfull|\\bentire|\\balle|\\btou(?:te)?s les|\\btodas las|\\btodas as|\\btutte le|\\bвсе|全部|所有|共|すべて(?:の)?|全|전체)\\s{0,3}',
)

/** `12 of 40 photos`, `1-12 of 40 photos`, `12 von 40 Bildern`: what a page shows of all. */
const partOfAll = new RegExp(
  `(?<![\\d.,/-])(?:1\\s?[-–—]\\s?)?(\\d{1,4})\\s*(?:(?<!\\p{L})(?:of|out of|von|sur|des?|di|van|из)|/)\\s*(\\d{1,5})\\s*(?:${things}|bildern)(?![a-zà-žа-я])`,
  'giu',
)

/** Most such pairs of a page: a list of albums has one for each. */
const mostPairs = 3

/** What a page says that it shows of all its pictures. */
function partsIn(text: string): [number, number][] {
  const pairs = [...text.matchAll(partOfAll)].map(([, shown, all]): [number, number] => [
    Number(shown),
    Number(all),
  ])
  return pairs.length > mostPairs ? [] : pairs.filter(([shown, all]) => shown > 1 && shown < all)
}

/** What stands beside a count where pictures are kept from visitors. */
const wall =
  /\b(?:log(?:ged)?[ -]?(?:in|on)|sign(?:ed)?[ -]?(?:in|up)|regist(?:er|ered|ration)|subscri(?:be|bers?|ption)|members?(?:hip)?|premium|vip|patrons?|password|unlock|upgrade|purchase|buy|join|account)\b|anmeld|einlogg|registrier|mitglied|abonn|connect(?:er|ez|é)|inscri|inicia(?:r)? (?:la )?sesi|reg[ií]str|suscri|assin|accedi|войти|войдите|авториз|зарегистр|подпис|登录|登錄|登陆|登入|注册|註冊|会员|會員|付费|解锁|ログイン|会員|登録|로그인|회원/iu

/** Text before and behind a count in which it is said, in UTF-16 units. */
const around = 120

/** Most text of a page that is read, in UTF-16 units. */
const mostText = 100_000

/** A year behind a name is no count. */
const isYear = (count: number) => count >= 1950 && count < 2050

function countsIn(text: string, pattern: RegExp): { readonly count: number; readonly at: number }[] {
  return [...text.matchAll(pattern)].map(({ 0: whole, 1: digits = '', index }) => ({
    count: Number(digits),
    at: index + whole.length,
  }))
}

const largest = (counts: readonly number[]) => counts.reduce((most, one) => Math.max(most, one), 0)

/** Counts in a text that stand beside words of a wall. */
function keptIn(text: string, patterns: readonly RegExp[]): number {
  const found = patterns.flatMap((pattern) => countsIn(text, pattern))
  const beside = found.filter(({ at }) => wall.test(text.slice(Math.max(0, at - around), at + around)))
  return largest(beside.map(({ count }) => count))
}

/**
 * How many pictures a page says that its gallery has: by a part of its heading or title, or by what it says of those that it
 * keeps from visitors. Null where it says nothing.
 */
export function announcedBy(page: PageDocument): Announced | null {
  const { openGraph, headings, title } = rawTitlesOf(page)
  const counts = [openGraph, ...headings, title].flatMap((text) => countsIn(text, wholePart))
  const body = page.first('body')
  // No blank stands between the texts of two elements
  const text = body
    ? foldBlanks(textOf(body).slice(0, mostText)).replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    : ''
  const isKept = wall.test(text)
  const announced = {
    named: largest(counts.map(({ count }) => count).filter((count) => !isYear(count))),
    kept: isKept ? keptIn(text, [inAll]) : 0,
    further: isKept ? keptIn(text, further) : 0,
  }
  const partly = partsIn(text).filter(([, all]) => all > announced.kept)
  if (partly.length > 0) return { ...announced, partly }
  return Math.max(...Object.values(announced)) === 0 ? null : announced
}
