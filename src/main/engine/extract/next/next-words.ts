import { nextWords } from './next-word-table'

/** A text without accents on Latin and Greek letters: old pages, and words in capitals, lack them. */
const withoutAccents = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
    .normalize('NFC')

const words: ReadonlySet<string> = new Set(Object.values(nextWords).flat().map(withoutAccents))

/** `next 20 photos`, `次の20件`: how many come. */
const counted =
  /^(?:next \d{1,4}(?: (?:photos|images|pictures|pics|thumbnails|results|items))?|nachste \d{1,4} (?:bilder|fotos)|次の\d{1,4}[件枚]|下\d{1,4}[张張页頁])$/

/**
 * A link to what comes behind the whole gallery, by its first words: another post, chapter, album, thread. A title often
 * follows, so that only the beginning counts.
 */
const otherBegins = new RegExp(
  withoutAccents(
    `^(?:${[
      '(?:the )?next (?:post|article|story|entry(?! page)|chapter|album|gallery|set|thread|topic|blog|news|episode|issue|volume|project|product|work|event|day|month|year|week)\\b',
      '(?:older|newer|previous) (?:post|article|story|entry)(?!s|ies)\\b',
      '下一?(?:篇|章|话|話|组|組|套|部|集|个|個|条|條|回|本|辑|輯|图集|圖集|相册|相冊|专辑|專輯|卷|主题|主題)',
      '次の(?:記事|投稿|アルバム|話|作品|エントリ|章|巻|日記|回|スレ)|次(?:話|章|巻|回)',
      '다음 ?(?:글|화|포스트|게시물|게시글|앨범|작품|기사)',
      'nächste[rs]? (?:beitrag|artikel|album|kapitel|eintrag|galerie|thema|folge)',
      '(?:article|billet|album|chapitre|sujet|épisode) suivant|galerie suivante|prochain (?:article|chapitre)',
      '(?:siguiente|próxima|próximo) (?:entrada|artículo|capítulo|álbum|galería|tema|post)|(?:entrada|artículo|capítulo|álbum|galería|tema) siguiente',
      'próxim[oa] (?:artigo|capítulo|álbum|galeria|postagem)|(?:post|artigo|capítulo|postagem|álbum|galeria) seguinte|postagem mais antiga(?!s)',
      '(?:articolo|post|album|capitolo) successivo|galleria successiva|prossim[oa] (?:articolo|post|capitolo|album|galleria)',
      'следующ(?:ая|ий|ее) (?:запись|пост|статья|альбом|глава|тема|галерея|новость)',
      'volgend[e]? (?:bericht|artikel|album|hoofdstuk|galerij)',
      'następn[yae] (?:wpis|artykuł|album|rozdział|galeria)',
      'sonraki (?:yazı|bölüm|albüm|konu|galeri)',
      'nästa (?:inlägg|artikel|album|galleri)|næste (?:indlæg|artikel|album|galleri)|neste (?:innlegg|album|galleri)|seuraava albumi',
      'další (?:album|galerie|článek|kapitola)',
      '(?:المقال|المقالة|الفصل|الألبوم) (?:التالي|التالية)',
    ].join('|')})`,
  ),
)

/** Arrows that point to what follows, alone in a link. */
const arrows = /^(?:[›»→⟶➔➜➝➞➡➤⮕🡒▶►▸⏵⟩❯≫》＞>⇒⏩]|>>|››|-+>|=+>)$/u

/** Marks around a word that say nothing: arrows, brackets, dots. */
const mark = '[\\s‹›«»←→⟵⟶➔➜➝➞➡➤⬅⮕🡐🡒▶►▸⏵◀◄⏴⟨⟩❮❯≪≫《》＜＞<>⇒⏩=|\\[\\]()（）【】「」…:：.·•-]+'
const around = new RegExp(`^${mark}|${mark}$`, 'gu')

/** What a label counts behind its words: `(2)`, `(13-24)`, `2/5`, `4 of 40`; its last bracket is no more there. */
const counter = /\s*(?:[(（[]\s*\d{1,4}(?:\s*[-–—/]\s*\d{1,4})?|\d{1,4}\s*(?:\/|of)\s*\d{1,4})$/

/** What a label of a link says about where it leads. */
export type NextLabel =
  | 'word' // the next page
  | 'arrow' // an arrow alone
  | 'other' // another gallery
  | 'none'

/** Longest label of a link that leads to a page, in UTF-16 units; a title may follow the words of a neighbour. */
const longestLabel = 300

/** In lower case, without what asks for a coloured sign, and without the dot of a Turkish capital. */
const folded = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\u{FE0F}|(?<=i)\u{307}/gu, '')
    .trim()

/** A label in lower case, without the arrows, brackets and dots around it. */
export function plainLabel(text: string): string {
  return folded(text).replaceAll(around, '')
}

/** Reads a label: text, `title`, `aria-label`, `alt`. */
export function readLabel(text: string): NextLabel {
  if (text.length > longestLabel) return 'none'
  const plain = folded(text)
  if (arrows.test(text.trim()) || arrows.test(plain)) return 'arrow'
  const own = withoutAccents(plainLabel(text))
  if (otherBegins.test(own)) return 'other'
  return words.has(own) || words.has(own.replace(counter, '')) || counted.test(own) ? 'word' : 'none'
}

/** Words in classes and ids beside `next` that make it something else than the next page. */
const otherTokens: ReadonlySet<string> = new Set([
  'post',
  'article',
  'story',
  'chapter',
  'album',
  'gallery',
  'thread',
  'topic',
  'slide',
  'section',
  'step',
  'project',
  'event',
  'carousel',
  'slider',
  'swiper',
  'slick',
  'owl',
  'prev',
  'previous',
  'month',
  'day',
  'year',
  'track',
  'video',
])

/** The words of a class, an id or the name of a file, in lower case. */
export function tokensOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_.]+/)
}

/** Whether one class or id names a link to the next page: `next`, `nxt`, `pagination-next`, `nextPage`, `icon-arrow-right`. */
export function isNextToken(token: string): boolean {
  if (token.length > 60) return false
  const parts = tokensOf(token)
  if (parts.some((part) => otherTokens.has(part))) return false
  if (
    parts.some((part) =>
      /^(?:next|nxt)(?:page|link|btn|button|img|image|photo|pic|arrow|icon|postslink)?$/.test(part),
    )
  )
    return true
  return parts.at(-1) === 'right' && parts.some((part) => /^(?:arrow|chevron|angle|caret)$/.test(part))
}

/** What names of buttons are made of besides `next`: none of them names a photograph. */
const buttonWord =
  /^(?:arrows?|chevron|right|btn|button|icon|ico|nav|navi?gation|page|link|go|img|image|on|off|up|over|hover|active|inv|small|big|large|black|white|gr[ea]y|red|blue|green|gold|\d{1,3}(?:px)?)$/

/** A word that points on in the name of a button. */
const onwards = /^(?:right|fwd|forwards?)$/

/** Name and ending of the file of a picture; empty for a long name, and for other files. */
export function pictureName(address: string): { readonly name: string; readonly ending: string } {
  const [, name = '', ending = ''] = /([^/?#]{1,40})\.(gif|png|svg|jpe?g|webp)(?:[?#]|$)/i.exec(address) ?? []
  return { name, ending }
}

/**
 * Whether the file of a picture in a link is a button to the next page by its whole name: `next.gif`, `arrow_right.png`,
 * `btnNext.png`, `weiter.gif`. A photograph may be called `right.jpg`.
 */
export function isNextFile(address: string): boolean {
  const { name, ending } = pictureName(address)
  const tokens = tokensOf(name)
  const isPhotograph = /^(?:jpe?g|webp)$/i.test(ending)
  const leadsOn = (token: string) =>
    isNextToken(token) || (!isPhotograph && (onwards.test(token) || words.has(token)))
  const isButton = isNextToken(name.replaceAll('.', '-')) || tokens.some(leadsOn)
  return isButton && tokens.every((one) => buttonWord.test(one) || leadsOn(one))
}

/** Names of what holds links to neighbouring posts: what is next there is another gallery. */
export const neighbourPlaces =
  /(?:^|[\s_-])(?:post[-_]?nav(?:igation)?|nav[-_]?(?:single|post)|single[-_]?(?:post[-_]?)?nav(?:igation)?|article[-_]?nav(?:igation)?|entry[-_]?nav(?:igation)?|adjacent(?:[-_]posts?)?|(?:next|prev)[-_]?(?:post|article|entry|story|chapter|album)|post[-_]?(?:next|prev|pager)|related)(?:$|[\s_-])/i

/** Names of what moves pictures in place, or leads through comments: no pages of a gallery. */
export const movingPlaces =
  /(?:^|[\s_-])(?:carousel|slider|slideshow|swiper|slick|owl|flexslider|calendar|comments?|comment[-_]nav(?:igation)?|breadcrumbs?)(?:$|[\s_-])/i

/** Names of what holds the links to pages. */
export const pagerPlaces =
  /(?:^|[\s_-])(?:pag(?:er|es|ing|ination|enav[iv]?|enumbers?|elinks?)|pg[st]?|page[-_](?:nav|navi|links?|numbers?)|nav(?:igation|bar|links?|igator)?|comic-?nav|browse)(?:$|[\s_-])/i
