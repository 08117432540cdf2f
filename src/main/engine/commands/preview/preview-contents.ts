import type { TaskOptions } from '@shared/model/download-request'
import type { Preview, SkippedAddress } from '@shared/model/gallery'
import type { Settings } from '@shared/model/settings'
import { isInRange } from '@shared/page-range/in-range'
import type { PageRange } from '@shared/page-range/page-range'
import { displayText } from '@shared/text/display-text'
import { countWanted, parseImageRange } from '@shared/text/image-range'
import type { Finding, PageToRead } from '../../crawl/crawl'
import {
  type Grouping,
  galleriesOfRange,
  galleryTitle,
  groupingOf,
  sharedGallery,
} from '../../crawl/one-gallery'
import { lackingOn } from '../../crawl/save/announced'
import { folderSegments } from '../../disk/names/file-name'
import type { LinkedPage } from '../../extract/extraction'
import type { RecipeBook } from '../../extract/recipes/recipe-book'
import type { Asking } from '../../extract/recipes/request-headers'
import { folderNameFields } from '../../library/gallery-names'
import type { Ports } from '../../ports/ports'
import { previewImage, wantedImages } from './preview-images'

/** A page that a preview has read. */
export type PageFinding = Extract<Finding<PageToRead>, { readonly kind: 'page' }>

interface ContentsPorts {
  readonly ports: Pick<Ports, 'now'>
  readonly settings: () => Settings
  readonly recipeBook: RecipeBook
}

/** The request of a preview with its range. */
interface Previewed extends Asking {
  readonly range: PageRange
}

/** Shows what a finding means: the sink of a preview. `longest` bounds each list of addresses. */
export function previewContents(
  { ports, settings, recipeBook }: ContentsPorts,
  { request: { options }, recipe, range }: Previewed,
  { address, content, fellBack, isImage, unwanted }: PageFinding,
  longest: number,
): Omit<Preview, 'comparedWith' | 'missing'> {
  const summary = recipeBook.list().find(({ name, error }) => name === recipe.name && error === null)
  if (!summary) throw new Error(`recipe ${recipe.name} is not in the book`)
  const { host } = new URL(address)
  const grouping = groupingOf(range, recipe, options)
  const shared = sharedGallery(grouping, { address, inRange: range.count !== 1, isImage })
  const title = galleryTitle(shared, content, host)
  const template = options.folderTemplate ?? recipe.folder ?? settings().folderTemplate
  const { id: siteId, fields } = content
  const named = { title, siteId, host, fields, position: 0 }
  const { wanted, outside } = wantedImages(content.images, options.images)
  const isAlbum = content.judgement.kind === 'thumbnails'
  const links = isAlbum ? content.items : content.galleries
  const albums = isAlbum ? content.galleries : []
  const isFollowed = isAlbum && links.length > 0 && options.follow !== false
  const skipped: readonly SkippedAddress[] = [
    ...outside.map(({ address: image }) => ({ address: image, reason: 'out-of-range' as const })),
    ...content.skipped,
  ]
  return {
    page: address,
    recipe: summary,
    encoding: content.encoding ?? '',
    title,
    folder: folderSegments(template, folderNameFields(named, range.count ?? 0, ports.now())).join('/'),
    images: wanted.slice(0, longest).map((image) => previewImage(image, isFollowed)),
    imageCount: wanted.length,
    videoCount: wanted.filter(({ media }) => media === 'video').length,
    skipped: skipped.slice(0, longest),
    nextPage: content.next ?? content.moved,
    links: links.slice(0, longest).map(previewLink),
    linkCount: links.length,
    albums: albums.slice(0, longest).map(previewLink),
    albumCount: albums.length,
    judgement: content.judgement,
    expected: expectedOf(content, grouping, { range, options, isImage }),
    lacking: lackingOn(content),
    fellBack,
    unwanted,
    tried: content.tried,
  }
}

const previewLink = ({ address, title }: LinkedPage) => ({ address, title: displayText(title) })

/** What the whole request is expected to bring: each page of the range as much as this one. */
function expectedOf(
  { judgement, images, items, galleries: linked, next }: PageFinding['content'],
  grouping: Grouping,
  asked: {
    readonly range: PageRange
    readonly options: TaskOptions
    readonly isImage: boolean
  },
): Preview['expected'] {
  const { range, options, isImage } = asked
  const follows = options.follow !== false
  // Pages may stand in a grid of files; of thumbnails that are followed only the pictures behind them are saved.
  const shown = follows && judgement.kind !== 'gallery' && items.length > 0 ? 0 : images.length
  const each = shown + (follows ? items.length : 0)
  const own = each === 0 ? 0 : galleriesOfRange(grouping, range, isImage)
  if (follows && linked.length > 0) {
    if (grouping.kind === 'task') return { galleries: 1, images: null }
    const others = range.count === null ? null : linked.length * range.count
    return { galleries: own === null || others === null ? null : own + others, images: null }
  }
  if (range.count === null) return { galleries: own === 1 ? 1 : null, images: null }
  const all = each * range.count
  const { mostImages = Infinity } = options
  // How many further pages a gallery has is not known before they are read.
  if (follows && next !== null && !isInRange(range, next) && each < mostImages)
    return { galleries: own, images: null }
  if (own === null) return { galleries: null, images: options.images === undefined ? all : null }
  return { galleries: own, images: savedOf(all, own, options) }
}

/** Of so many images in so many like galleries those within the limits of the user. */
function savedOf(all: number, galleries: number, { images, mostImages = Infinity }: TaskOptions): number {
  const each = Math.ceil(all / Math.max(1, galleries))
  const positions = images === undefined ? null : parseImageRange(images)
  const wanted = positions === null ? each : countWanted(positions, each)
  return Math.min(wanted, mostImages) * galleries
}
