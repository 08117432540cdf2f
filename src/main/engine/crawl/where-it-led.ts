import { type Failure, failure, obstacleFailure } from '@shared/model/failure'
import type { PageObstacle } from '@shared/model/page-kind'
import { isHomeAddress, isLoginAddress } from '../address/known-pages'
import type { Extraction } from '../extract/extraction'
import { isPictureAddress } from '../extract/versions/addresses/picture-address'

/** What a page that was read brings. */
type Shown = Pick<
  Extraction,
  'judgement' | 'images' | 'items' | 'galleries' | 'next' | 'moved' | 'tried' | 'skipped'
>

/** How a page was asked for. */
export interface AskedPage {
  /** Address of the request. */
  readonly asked: string
  /** Address that answered, after redirects. */
  readonly address: string
  /** The user saw it in a preview: a reading that was chosen there counts before what seems to stand in its way. */
  readonly isSeen: boolean
  /** It belongs to a gallery that other pages began: that it brings nothing is the end of that gallery. */
  readonly continues: boolean
}

/**
 * Obstacles of pages that answer in place of the wanted one: a logo or a link on them is not what was asked for. All others
 * only say why nothing was found.
 */
const inPlaceOfPage: ReadonlySet<PageObstacle> = new Set(['login', 'challenge', 'age-gate', 'soft-404'])

const showsContent = ({ images, items, galleries }: Shown): boolean =>
  images.length + items.length + galleries.length > 0

/** Whether a page brings nothing at all, not even a page that it leads to. */
export function bringsNothing(content: Shown): boolean {
  return !showsContent(content) && content.next === null && content.moved === null
}

/** Whether what a page brings counts although something stands in its way. */
function leadsOn(content: Shown, obstacle: PageObstacle, isSeen: boolean): boolean {
  if (!inPlaceOfPage.has(obstacle)) return !bringsNothing(content)
  return content.moved !== null || (isSeen && showsContent(content))
}

/** The number of a first page in an address: sites send `/page/1/` on to the list itself. */
const firstPage = /\/page\/[01]\/?$|[?&](?:page|paged|pg)=[01]$/i

/** Whether an address is that of the first page of a list, and another one that of the list. */
function isFirstPage(asked: string, address: string): boolean {
  const list = asked.replace(firstPage, '')
  return list !== asked && list.replace(/\/$/, '') === address.replace(/\/$/, '')
}

/** Where a redirect led, if to no page of its own: the home page of the site, or its login. */
function redirectFailure({ asked, address }: AskedPage): Failure | null {
  const isElsewhere = new URL(asked).pathname !== new URL(address).pathname
  if (isElsewhere && isHomeAddress(address) && !isHomeAddress(asked) && !isFirstPage(asked, address))
    return obstacleFailure('home', `${asked} leads to the home page ${address}`)
  if (isLoginAddress(address) && !isLoginAddress(asked))
    return obstacleFailure('login', `${asked} leads to ${address}`)
  return null
}

/** Why a page with a video alone has nothing to save. */
const streamedVideo = 'its video is only sent in pieces (HLS, DASH), and is no file'

function obstacleOnPage(
  { address }: AskedPage,
  obstacle: PageObstacle,
  { judgement, skipped }: Shown,
): Failure {
  const { frame, reasons } = judgement
  const isVideo = obstacle === 'text' && skipped.some(({ reason }) => reason === 'stream')
  const detail = isVideo ? streamedVideo : (frame ?? reasons[0]?.detail ?? '')
  return obstacleFailure(obstacle, detail === '' ? address : `${address}: ${detail}`, frame)
}

/** Why a page that shows and leads to nothing has failed; an address that promised a picture gets its own reason. */
export function emptyPageFailure(asked: string, tried: readonly string[]): Failure {
  return isPictureAddress(asked)
    ? failure('not-an-image', `${asked} answered with a page`)
    : failure('no-images', `looked for: ${tried.join(', ') || 'pictures'}`)
}

/**
 * Why a page that answered is not the wanted one: the site sent the request to its home page or to its login, something
 * stands in the way of the pictures, or there is nothing. Null for a page that is what was asked for.
 */
export function whyNotWanted(page: AskedPage, content: Shown): Failure | null {
  const why = redirectFailure(page) ?? whyNotShown(page, content)
  if (why === null || !('page' in why) || !isPictureAddress(page.asked)) return why
  // A page where a picture was promised is none, whatever stands on it.
  return { kind: 'not-an-image', detail: `${page.asked} answered with a page`, page: why.page }
}

function whyNotShown(page: AskedPage, content: Shown): Failure | null {
  const { obstacle } = content.judgement
  if (obstacle === null)
    return bringsNothing(content) && !page.continues ? emptyPageFailure(page.asked, content.tried) : null
  return leadsOn(content, obstacle, page.isSeen) ? null : obstacleOnPage(page, obstacle, content)
}
