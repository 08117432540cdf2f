import { type Failure, obstacleFailure } from '@shared/model/failure'
import { isPictureAddress } from '../extract/versions/addresses/picture-address'
import type { PageContent } from './crawl'

/** Paths of forms that ask for a login, as whole words. */
const loginPath = /(?:^|[/_.-])(?:log-?in|log-?on|sign-?in|signin|wp-login|authenticate|auth)(?:[/_.-]|$)/i

/** The front page of a site, also under a language or by a file name. */
const homePath = /^\/(?:[a-z]{2}(?:[-_][a-z]{2})?\/?)?(?:(?:index|default|home|main)\.[a-z]{3,5})?$/i

function isHome(address: string): boolean {
  const url = new URL(address)
  return homePath.test(url.pathname) && url.search === ''
}

/** What a page that was read brings besides its address. */
type Shown = Pick<PageContent, 'judgement' | 'images' | 'items' | 'galleries' | 'next' | 'moved'>

function leadsOn({ images, items, galleries, next, moved }: Shown): boolean {
  return images.length + items.length + galleries.length > 0 || next !== null || moved !== null
}

/**
 * Why a page that answered is not the wanted one: the site sent the request to its home page or to its login, or something
 * stands in the way of the pictures. Null for a page that is what was asked for.
 *
 * `asked` is the address of the request, `address` the one that answered, after redirects.
 */
export function whyNotWanted(asked: string, address: string, content: Shown): Failure | null {
  const pathname = (text: string) => new URL(text).pathname
  const isElsewhere = pathname(asked) !== pathname(address)
  if (isElsewhere && isHome(address) && !isHome(asked)) {
    return obstacleFailure('home', `${asked} leads to the home page ${address}`)
  }
  if (isElsewhere && loginPath.test(pathname(address)) && !loginPath.test(pathname(asked))) {
    return obstacleFailure('login', `${asked} leads to ${address}`)
  }
  const { obstacle, frame } = content.judgement
  if (obstacle === null || leadsOn(content)) return null
  const [reason] = content.judgement.reasons
  const detail = frame ?? reason?.detail ?? ''
  const why = obstacleFailure(obstacle, detail === '' ? address : `${address}: ${detail}`, frame)
  // a page where a picture was promised is none, whatever stands on it
  return why.kind === 'no-images' && isPictureAddress(asked)
    ? { kind: 'not-an-image', detail: `${asked} answered with a page`, page: obstacle }
    : why
}
