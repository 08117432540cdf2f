import type { Element } from '../../html/dom'

const names = (text: string): readonly string[] => text.split(/\s+/)

/** Attributes that name a larger version than the one shown, and are known to hold nothing else. */
const knownLarger = names(
  `data-full data-full-url data-full-src data-fullsrc data-orig-file data-original-src data-large-file data-large_image
   data-large data-large-url data-large-src data-hires data-hi-res data-highres data-zoom data-zoom-image data-zoom-src
   data-src-retina data-pswp-src data-src-full data-src-large data-src-orig data-image-full data-image-large
   data-original-url data-full-image data-fullsize data-download-url zoomfile`,
)

/** Attributes that scripts of lazy loading read the address from, commonest first. */
const knownLazy = names(
  `data-original data-src data-lazy-src data-lazy data-lazyload data-echo data-url data-img data-image data-actualsrc
   data-cfsrc data-ks-lazyload lay-src lazysrc original file _src`,
)

/** Words in other names that say the same. */
const largerWords =
  /(?:^|[-_])(?:full\w*|large\w*|big\w*|hi-?res|high-?res|zoom\w*|orig|raw|hd|max|retina|fancybox|mfp|href|download)(?:$|[-_])|hires|highres|srcfull/
const lazyWords =
  /lazy|src|origin|url|img|image|photo|pic|file|source|bg|background|layzr|unveil|aload|defer|delayed|normal|cdn/

/** Words in names of the original, which is larger than what a link opens. */
const originalWords =
  /(?:^|[-_])(?:orig(?:inal)?|full\w*|big|raw|max|hd|hi-?res|high-?res|download)(?:$|[-_])|hires|highres/

/** Words in names of less than the picture, and of something else. */
const lessWords =
  /thumb|small|tiny|preview|blur|placeholder|fallback|error|broken|hover|icon|avatar|poster|loading|spinner|default|blank|script|json|ajax|(?:^|[-_])(?:mini|low|lq|lqip|over|swap|alt|page|share|api)(?:$|[-_])/

const endsLikePicture =
  /\.(?:jpe?g|jpe|jfif|pjpeg|png|apng|gif|webp|avif|bmp|tiff?|jxl|heic|heif)(?:[?#:!;@]|_[a-z0-9]{1,20}|$)/i

/** Lower is better; `src` is 5. What is not known by its name comes before `src` only if it ends like a picture. */
const rank = {
  original: -1,
  link: 0,
  larger: 1,
  wordLarger: 2,
  srcset: 3,
  candidates: 3.5,
  lazy: 4,
  wordLazy: 4.5,
  src: 5,
  other: 6,
}

/** What a name says; null for one that holds no picture. Numbers are ranks. */
function rankOfName(name: string): number | null {
  if (name === 'src' || name === 'srcset') return rank[name]
  if (name.endsWith('srcset')) return rank.candidates
  const [larger, lazy] = [knownLarger.indexOf(name), knownLazy.indexOf(name)]
  if (larger >= 0) return rank.larger + larger / 100
  if (lazy >= 0) return rank.lazy + lazy / 100
  // attributes of HTML itself have no hyphen, but for a few that hold words
  const isForeign = name.includes('-') || /lazy|src/.test(name)
  if (!isForeign || /^(?:aria|accept)-|^http-equiv$/.test(name) || lessWords.test(name)) return null
  if (largerWords.test(name)) return rank.wordLarger
  return lazyWords.test(name) ? rank.wordLazy : rank.other
}

/**
 * Whether an attribute of a link or a container says that it names the original: `data-big`, `data-orig-file`,
 * `data-download-url`. What the link opens is then a smaller version for the light box.
 */
export function namesOriginal(name: string): boolean {
  return name.startsWith('data-') && originalWords.test(name) && !lessWords.test(name)
}

const known = new Map<string, number | null>()
const mostKnown = 10_000

/** As `rankOfName`, worked out once for each name: pages repeat them a hundred thousand times. */
function rememberedRank(name: string): number | null {
  const remembered = known.get(name)
  if (remembered !== undefined) return remembered
  const found = rankOfName(name)
  if (known.size < mostKnown) known.set(name, found)
  return found
}

/** An address at the first look: lazy attributes hold numbers, settings and templates on other sites. */
function looksLikeAddress(value: string): boolean {
  return /[/.]/.test(value) && !/^[\d.]+$|[{}<>]/.test(value)
}

function rankOf(name: string, value: string): number | null {
  const found = rememberedRank(name)
  if (found === null || found === rank.candidates) return found
  if (!looksLikeAddress(value)) return null
  if (found === rank.other) return endsLikePicture.test(value) ? found : null
  const isWord = found === rank.wordLarger || found === rank.wordLazy
  return isWord && !endsLikePicture.test(value) ? rank.other : found
}

/** Attributes that hold an address in every page: the link around an element and its own two. */
const plain = ['link', 'srcset', 'src'] as const
const plainRanked: readonly RankedAttribute[] = plain.map((name) => ({ name, rank: rank[name] }))

/** An attribute with its place among others, smaller is better; see `rankOfAttribute`. */
export interface RankedAttribute {
  readonly name: string
  readonly rank: number
}

/** Places: links, larger versions (surely, by a word), candidates, lazy ones (the same), `src`, other names. */
export const rankOfAttribute = rank

/** The attribute that an element says to hold the original, which counts before its link: `data-isoriginal="true"`. */
function originalOf({ attribs }: Element): RankedAttribute[] {
  const isOriginal = attribs['data-isoriginal'] === 'true' || attribs['data-is-original'] === 'true'
  const name = 'data-link'
  return isOriginal && endsLikePicture.test(attribs[name] ?? '') ? [{ name, rank: rank.original }] : []
}

/**
 * Attributes of an element that may hold the address of its picture, best first: `link`, larger versions, candidates,
 * lazy ones, `src`, and those whose name says nothing.
 */
export function rankedAttributes(element: Element): readonly RankedAttribute[] {
  const found: RankedAttribute[] = [...originalOf(element)]
  for (const [name, value] of Object.entries(element.attribs)) {
    if (name === 'src' || name === 'srcset') continue
    const at = rankOf(name, value)
    if (at !== null) found.push({ name, rank: at })
  }
  if (found.length === 0) return plainRanked
  return [...found, ...plainRanked].sort((a, b) => a.rank - b.rank)
}

/** The names of `rankedAttributes`. */
export function pictureAttributes(element: Element): readonly string[] {
  return rankedAttributes(element).map(({ name }) => name)
}
