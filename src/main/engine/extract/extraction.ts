import type { TaskOptions } from '@shared/model/download-request'
import type { SkippedAddress } from '@shared/model/gallery'
import type { Judgement, PageKind } from '@shared/model/page-kind'
import type { ReferrerPolicy } from '../address/referrer-policy'

/** One HTML document as the site sent it; extraction decodes it. */
export interface FetchedPage {
  /** Address after redirects. */
  readonly address: string
  /** Body after content decoding. */
  readonly bytes: Uint8Array
  readonly contentType: string | null
  /** The `Refresh` field, which means what `<meta http-equiv=refresh>` does; absent: none. */
  readonly refresh?: string
  /** The `Referrer-Policy` fields, joined by commas; absent: none. */
  readonly referrerPolicy?: string
}

/** What an address answered: a page to read, or an image, which is a gallery of one. */
export type PageReply =
  | { readonly kind: 'page'; readonly page: FetchedPage }
  /** `address` after redirects; its body was not read. */
  | { readonly kind: 'image'; readonly address: string }

/** A picture of a page. */
export interface FoundImage {
  /** Absolute http(s) address without a fragment; `PAGE#data-sha256-HEX` of a picture inside its page. */
  readonly address: string
  /** Smaller versions and other addresses of it to try when it fails, in falling order of size. */
  readonly alternatives: readonly string[]
  /** Address that the page shows, where it is another one: a thumbnail. */
  readonly shown?: string
  /** Announced area of `shown` in square CSS pixels; absent: unknown. */
  readonly shownArea?: number
  /** A rule of the site made `address` of what is shown: it counts only with more pixels in the same ratio. */
  readonly guessed?: true
  /** Announced size of `address` in pixels; absent: unknown. */
  readonly width?: number
  readonly height?: number
  /** `address` is an argument of a script, which may make another one of it: the picture in `shown` is the sure one. */
  readonly byScript?: true
  /** A video (`.mp4` and the like); absent: a picture, be it animated. */
  readonly media?: 'video'
  /** Still picture of a video. */
  readonly poster?: string
  /** The referrer policy for it, where the page or the element that shows it names one. */
  readonly policy?: ReferrerPolicy
}

/** A page that a page links to as one of several alike. */
export interface LinkedPage {
  readonly address: string
  /** Text of the link or its heading; empty when it has none. */
  readonly title: string
  /** The small picture that stands for it. */
  readonly thumbnail: FoundImage | null
  /** Its place among the images of the page and links such as this, from 0; absent: these are all links. */
  readonly at?: number
}

/** Links to like pages beside the few pictures of a page. */
export interface LinksBeside {
  readonly links: readonly LinkedPage[]
  /** Address of the page itself. */
  readonly page: string
  /** Their addresses have the form of that of the page: it may be one of them. */
  readonly haveOwnForm: boolean
  /** They stand below the pictures: one picture above a list of galleries is its head. */
  readonly areBelow: boolean
}

/**
 * What a page states by which two pages are known to be of one gallery: it is the same on both, or shows that they follow one
 * another. A title or a heading may be that of a picture instead.
 */
export interface PageIdentity {
  /** `rel=canonical`, absolute; null without. */
  readonly canonical: string | null
  /** `og:url`, absolute; null without. */
  readonly ogUrl: string | null
  /** The page's own heading, before anything is cut off. */
  readonly heading: string
  /** The page's `<title>`, before anything is cut off. */
  readonly documentTitle: string
  /** Whether a bar of links leads along a series of such pages and to its ends. */
  readonly inSeries: boolean
}

/**
 * Something that the page alone does not show. `page`: what a link of a group leads to (a page or a picture). `sizes`: which
 * of some addresses of one picture has the most pixels; `larger` are guessed from `shown` by a rule (`rule`).
 */
export type Question =
  | { readonly kind: 'page'; readonly address: string }
  | {
      readonly kind: 'sizes'
      readonly shown: string
      readonly larger: readonly string[]
      readonly rule: string
    }

/** Size of a picture by its first bytes; `type` is its media type. */
export interface ProbedPicture {
  readonly type: string
  readonly width: number | null
  readonly height: number | null
}

/** What was found out about a question; `null`: it could not be. */
export type Answer =
  | { readonly kind: 'page'; readonly address: string; readonly found: 'file' | Extraction | null }
  | {
      readonly kind: 'sizes'
      readonly shown: string
      readonly rule: string
      /** By address; an address that answers with no picture is absent. */
      readonly sizes: Readonly<Record<string, ProbedPicture>>
    }

/** How many pictures a page says that its gallery has. */
export interface Announced {
  /** In all by its title or heading, which the page of one picture may have too; 0: they do not say. */
  readonly named: number
  /** In all by words about those that it keeps from visitors; 0: there are none. */
  readonly kept: number
  /** Beyond those that it shows by such words; 0: they do not say. */
  readonly further: number
  /** Pairs such as `12 of 40 photos`: those that the page shows, and all. */
  readonly partly?: readonly (readonly [shown: number, all: number])[]
}

/** A page that no link calls the next one. */
export interface MaybeNext {
  readonly address: string
  /** A link calls it `More photos` or `Part 2`, or the one picture of the page leads there. */
  readonly by: 'words' | 'picture'
}

/** What one page holds, read with one recipe. */
export interface Extraction {
  /** Empty when the page has none. */
  readonly title: string
  /** The gallery's identity on its site. */
  readonly id: string | null
  /** What the page is; of a page that a recipe reads `by-recipe`. */
  readonly judgement: Judgement
  /**
   * In document order, each address once. Of `thumbnails` the thumbnails as they stand, of a page with one main picture that
   * one.
   */
  readonly images: readonly FoundImage[]
  /** Of `gallery`: pictures that the page hides and of which nothing says what they are; absent: none. */
  readonly leftHidden?: number
  /** Absent: it says nothing. */
  readonly announced?: Announced
  /**
   * Of `thumbnails`: the pages that they link to, in the order of the album, each once. Of `gallery`: the pages behind
   * thumbnails among its images, with their places.
   */
  readonly items: readonly LinkedPage[]
  /** Of `thumbnails`: pictures of the page itself, which follow those of the items; absent: none. */
  readonly own?: readonly FoundImage[]
  /** Of `gallery` and `picture`: links that may be what the page is for, until its questions are answered. */
  readonly beside?: LinksBeside
  /** What would make the judgement certain, most useful first; empty when nothing would. */
  readonly questions: readonly Question[]
  readonly identity: PageIdentity
  /** Next page of the same gallery, or of the same index. */
  readonly next: string | null
  /**
   * A page that continues this one if it proves to be of the same gallery. Only without `next`, and until it is asked;
   * absent: none.
   */
  readonly maybeNext?: MaybeNext
  /** Where an immediate refresh of a page without pictures leads. */
  readonly moved: string | null
  /** Galleries that an index page links to, each once. */
  readonly galleries: readonly LinkedPage[]
  /** Addresses that were seen and are not taken. */
  readonly skipped: readonly SkippedAddress[]
  /** Further things to record; a field that yields nothing is absent. */
  readonly fields: Readonly<Record<string, string>>
  /** WHATWG name of the page's encoding. */
  readonly encoding: string
  /** What was looked for, in order, when no image was found; empty otherwise. */
  readonly tried: readonly string[]
}

/** What two or three pages of one range have in common: not their content. Plain JSON of bounded size. */
export interface SiteTemplate {
  /** Addresses of the first and the last of the compared pages. */
  readonly pages: readonly [string, string]
  /** Addresses of pictures that stand on two of them, without logins. */
  readonly images: readonly string[]
  /** What every title of the site begins with. */
  readonly titlePrefix: string
  /** What every title of the site ends with. */
  readonly titleSuffix: string
  /** Headings and titles that are the same on the first and the last: the site's name, not the gallery's. */
  readonly headings: readonly string[]
  /** Places (see `placeOf`) all of whose pictures stand on two of them. */
  readonly places: readonly string[]
}

/** How a page was reached: it changes what the page is taken for. */
export type PageRole =
  | 'start' // an address of the range
  | 'gallery' // linked by an index
  | 'item' // linked by a thumbnail: its one main picture is wanted
  | 'next' // continues a gallery
  | 'list' // continues an index

/** Which of the versions of a picture is wanted. */
export interface VersionChoice {
  readonly version: 'largest' | 'shown'
  /** Preferred at equal pixels, best first; empty: the original format (jpg, png before webp, avif). */
  readonly formats: readonly string[]
  readonly videos: boolean
}

/** What is taken unless the user says otherwise. */
export const defaultChoice: VersionChoice = { version: 'largest', formats: [], videos: true }

/** The versions that the options of a task ask for. */
export function choiceOf({ version, formats, videos }: TaskOptions): VersionChoice {
  return {
    version: version ?? defaultChoice.version,
    formats: formats ?? defaultChoice.formats,
    videos: videos ?? defaultChoice.videos,
  }
}

/** What is known besides the page. */
export interface ExtractContext {
  readonly role: PageRole
  /** The user's choice of the kind; null: as it is judged. */
  readonly readAs: PageKind | null
  readonly choice: VersionChoice
  /** Of two or three pages of the task; only the automatic recipe uses it. */
  readonly template: SiteTemplate | null
  /** WHATWG label for pages that do not say their encoding. */
  readonly fallbackEncoding: string
  /** The site sent the request for another page here; absent: it did not. */
  readonly isSentOn?: boolean
}

/** A page of which nothing else is known. */
export const plainContext: ExtractContext = {
  role: 'start',
  readAs: null,
  choice: defaultChoice,
  template: null,
  fallbackEncoding: 'utf-8',
}

/** The identity of what names none. */
export const noIdentity: PageIdentity = {
  canonical: null,
  ogUrl: null,
  heading: '',
  documentTitle: '',
  inSeries: false,
}

/** The judgement of a page that nothing but a recipe judges. */
export function judgedByRecipe(kind: PageKind): Judgement {
  const reasons = [{ code: 'by-recipe' as const, count: 0, detail: '' }]
  return { kind, certain: true, reasons, others: [], obstacle: null }
}
