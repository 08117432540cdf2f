/** What links to the next page of one thing are called, in lower case, without arrows around it. By language. */
const nextWords: Readonly<Record<string, readonly string[]>> = {
  en: [
    'next',
    'next page',
    'next image',
    'next photo',
    'next picture',
    'next pic',
    'next slide',
    'next scene',
    'next strip',
    'next comic',
    'next entries',
    'older',
    'older posts',
    'older entries',
    'older photos',
    'go to next page',
    'go to the next page',
  ],
  zh: [
    '下一页',
    '下一頁',
    '下页',
    '下頁',
    '后页',
    '后一页',
    '後一頁',
    '下一张',
    '下一張',
    '下一幅',
    '下一图',
    '下一圖',
    '下一p',
    '较早的文章',
    '較早的文章',
    '较旧的文章',
  ],
  ja: [
    '次',
    '次へ',
    '次のページ',
    '次のページへ',
    '次ページ',
    '次ページへ',
    '次頁',
    '次の画像',
    '次の写真',
    '過去の投稿',
    '以前の投稿',
  ],
  ko: [
    '다음',
    '다음 페이지',
    '다음페이지',
    '다음 사진',
    '다음사진',
    '다음 이미지',
    '다음 장',
    '이전 글 보기',
    '이전 글들',
  ],
  de: [
    'weiter',
    'nächste',
    'nächstes',
    'nächster',
    'nächste seite',
    'nächstes bild',
    'nächstes foto',
    'vor',
    'vorwärts',
    'ältere',
    'ältere beiträge',
    'ältere einträge',
  ],
  fr: [
    'suivant',
    'suivante',
    'suivantes',
    'page suivante',
    'image suivante',
    'photo suivante',
    'articles plus anciens',
    'plus anciens',
  ],
  es: [
    'siguiente',
    'siguientes',
    'página siguiente',
    'siguiente página',
    'imagen siguiente',
    'siguiente imagen',
    'foto siguiente',
    'siguiente foto',
    'entradas antiguas',
    'entradas más antiguas',
    'adelante',
  ],
  pt: [
    'próxima',
    'próximo',
    'próxima página',
    'próxima imagem',
    'próxima foto',
    'seguinte',
    'página seguinte',
    'avançar',
    'postagens mais antigas',
    'mais antigas',
  ],
  it: [
    'successiva',
    'successivo',
    'successive',
    'succ',
    'pagina successiva',
    'foto successiva',
    'immagine successiva',
    'avanti',
    'prossima',
    'prossima pagina',
    'post più vecchi',
  ],
  ca: ['següent', 'pàgina següent'],
  ro: ['următoarea', 'următorul', 'pagina următoare', 'înainte'],
  ru: [
    'далее',
    'дальше',
    'следующая',
    'следующее',
    'следующий',
    'следующая страница',
    'след',
    'вперед',
    'вперёд',
    'следующее фото',
    'следующая фотография',
    'следующая картинка',
    'более ранние записи',
    'предыдущие записи',
  ],
  uk: ['далі', 'наступна', 'наступна сторінка', 'наступне фото'],
  bg: ['следваща', 'следваща страница'],
  sr: ['sljedeća', 'sledeća', 'следећа', 'sljedeća stranica'],
  pl: ['następna', 'następny', 'następne', 'następna strona', 'dalej', 'starsze wpisy'],
  cs: ['další', 'další strana', 'další stránka', 'následující', 'starší příspěvky'],
  sk: ['ďalší', 'ďalšia', 'ďalšia strana', 'nasledujúca'],
  hu: ['következő', 'következő oldal', 'tovább'],
  nl: ['volgende', 'volgende pagina', 'volgende foto', 'verder', 'oudere berichten'],
  sv: ['nästa', 'nästa sida', 'nästa bild', 'äldre inlägg'],
  da: ['næste', 'næste side', 'ældre indlæg'],
  no: ['neste', 'neste side'],
  fi: ['seuraava', 'seuraava sivu', 'vanhemmat'],
  tr: ['sonraki', 'sonraki sayfa', 'sonraki resim', 'ileri', 'daha eski kayıtlar'],
  el: ['επόμενη', 'επόμενο', 'επόμενη σελίδα'],
  ar: ['التالي', 'التالية', 'الصفحة التالية', 'الصورة التالية'],
  fa: ['بعدی', 'صفحه بعد', 'صفحه بعدی'],
  he: ['הבא', 'העמוד הבא', 'לעמוד הבא'],
  vi: ['tiếp', 'tiếp theo', 'trang sau', 'trang tiếp', 'kế tiếp'],
  th: ['ถัดไป', 'หน้าถัดไป'],
  id: ['berikutnya', 'selanjutnya', 'halaman berikutnya'],
  hi: ['अगला', 'अगला पृष्ठ'],
}

const words: ReadonlySet<string> = new Set(Object.values(nextWords).flat())

/** `next 20 photos`, `次の20件`: how many come. */
const counted =
  /^(?:next \d{1,4}(?: (?:photos|images|pictures|results|items))?|次の\d{1,4}件|下\d{1,4}[张張页頁])$/

/**
 * A link to what comes behind the whole gallery, by its first words: another post, chapter, album, thread. A title often
 * follows, so that only the beginning counts.
 */
const otherBegins = new RegExp(
  `^(?:${[
    '(?:the )?next (?:post|article|story|entry(?! page)|chapter|album|gallery|set|thread|topic|blog|news|episode|issue|volume|project|product|work|event|day|month|year|week)\\b',
    '(?:older|newer|previous) (?:post|article|story|entry)(?!s|ies)\\b',
    '下一?(?:篇|章|话|話|组|組|套|部|集|个|個|条|條|回|本|辑|輯|卷|主题|主題)',
    '次の(?:記事|投稿|アルバム|話|作品|エントリ|章|巻|日記|回|スレ)|次(?:話|章|巻|回)',
    '다음 ?(?:글|화|포스트|게시물|게시글|앨범|작품|기사)',
    'nächste[rs]? (?:beitrag|artikel|album|kapitel|eintrag|galerie|thema|folge)',
    '(?:article|billet|album|chapitre|sujet|épisode) suivant|galerie suivante|prochain (?:article|chapitre)',
    '(?:siguiente|próxima|próximo) (?:entrada|artículo|capítulo|álbum|galería|tema|post)|(?:entrada|artículo|capítulo|álbum|galería|tema) siguiente',
    'próxim[oa] (?:artigo|capítulo|álbum|galeria|postagem)|(?:post|artigo|capítulo|postagem) seguinte|postagem mais antiga(?!s)',
    '(?:articolo|post|album|capitolo) successivo|galleria successiva|prossimo (?:articolo|post|capitolo)',
    'следующ(?:ая|ий|ее) (?:запись|пост|статья|альбом|глава|тема|галерея|новость)',
    'volgend[e]? (?:bericht|artikel|album|hoofdstuk|galerij)',
    'następn[yae] (?:wpis|artykuł|album|rozdział|galeria)',
    'sonraki (?:yazı|bölüm|albüm|konu|galeri)',
    'nästa (?:inlägg|artikel|album)|næste (?:indlæg|artikel)|neste innlegg',
    '(?:المقال|المقالة|الفصل|الألبوم) (?:التالي|التالية)',
  ].join('|')})`,
)

/** Arrows that point to what follows, alone in a link. */
const arrows = /^(?:[›»→➔➜➝▶►▸⟩❯≫》＞>⇒⏩]|>>|››|-+>|=>)$/

/** Marks around a word that say nothing: arrows, brackets, dots, counters. */
const around =
  /^[\s‹›«»←→➔➜➝▶►▸◀◄⟨⟩❮❯≪≫《》＜＞<>⇒⏩|[\]()（）【】「」…:：.·•-]+|[\s‹›«»←→➔➜➝▶►▸◀◄⟨⟩❮❯≪≫《》＜＞<>⇒⏩|[\]()（）【】「」…:：.·•-]+$/g

/** What a label of a link says about where it leads. */
export type NextLabel =
  | 'word' // the next page
  | 'arrow' // an arrow alone
  | 'other' // another gallery
  | 'none'

/** Longest label of a link that leads to a page, in UTF-16 units; a title may follow the words of a neighbour. */
const longestLabel = 300

const folded = (text: string) => text.normalize('NFKC').toLowerCase().trim()

/** A label in lower case, without the arrows, brackets and dots around it. */
export function plainLabel(text: string): string {
  return folded(text).replaceAll(around, '')
}

/** Reads a label: text, `title`, `aria-label`, `alt`. */
export function readLabel(text: string): NextLabel {
  if (text.length > longestLabel) return 'none'
  const plain = folded(text)
  if (arrows.test(text.trim()) || arrows.test(plain)) return 'arrow'
  const own = plainLabel(text)
  if (otherBegins.test(own)) return 'other'
  return words.has(own) || counted.test(own) ? 'word' : 'none'
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

/** Whether one class or id names a link to the next page: `next`, `nxt`, `pagination-next`, `nextPage`, `icon-arrow-right`. */
export function isNextToken(token: string): boolean {
  if (token.length > 60) return false
  const parts = token
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_]+/)
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

/** Whether the file of a picture in a link is a button to the next page by its whole name: `next.gif`, `arrow_right.png`. */
export function isNextFile(address: string): boolean {
  const name = /([^/?#]{1,40})\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)/i.exec(address)?.[1] ?? ''
  const tokens = name.split(/[-_.]+/).map((token) => token.toLowerCase())
  return (
    isNextToken(name.replaceAll('.', '-')) && tokens.every((one) => buttonWord.test(one) || isNextToken(one))
  )
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
