import { isLoginAddress } from '../../../address/known-pages'
import { type Element, parentOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { isHiddenElement } from '../hints/noise-words'
import { demandedLogin, loginText, loginTitle, protectedText } from './obstacle-words'
import { longestNotice, mostDecoration, type Pictures, type Words } from './page-words'

/** Names of parameters that hold the page to which a login leads back. */
const returnParameters =
  /^(?:next|return|return_?to|return_?url|redirect|redirect_?to|redirect_?ur[il]|continue|back|backurl|goto|target|dest|destination|from|ref|referer|url|forward|after_?login|came_from|r)$/i

/** Whether an address names the page to which it leads back: a way in, before that page. */
function leadsBack(address: string): boolean {
  const query = /\?([^#]*)/.exec(address.slice(0, 4000))?.[1]
  if (query === undefined) return false
  return [...new URLSearchParams(query)].some(
    ([name, value]) => returnParameters.test(name) && /^(?:\/(?!\/)|https?:\/\/)/i.test(value),
  )
}

/** Parts of a page beside its content, where sites keep a form for their members. */
const besideContent = new Set(['header', 'nav', 'aside', 'footer', 'dialog'])

/** Deepest place of a form that is looked at. */
const mostLevels = 40

function standsBeside(element: Element): boolean {
  let at: Element | null = element
  for (let level = 0; at && level < mostLevels; level++) {
    if (besideContent.has(at.name) || isHiddenElement(at)) return true
    at = parentOf(at)
  }
  return false
}

/** Forms for a password, where they stand. */
interface Forms {
  readonly anywhere: boolean
  readonly inContent: boolean
  /** The form of WordPress for one protected entry. */
  readonly ofEntry: boolean
}

function formsOf(page: PageDocument): Forms {
  const inputs = page.select('input[type="password" i]', 'passwords').slice(0, 20)
  const inContent = inputs.filter((input) => !standsBeside(input))
  return {
    anywhere: inputs.length > 0,
    inContent: inContent.length > 0,
    ofEntry: inContent.some((input) => input.attribs['name'] === 'post_password'),
  }
}

/**
 * Whether a page asks for a login. A form alone says nothing on a page with pictures: sites keep one in their head. The
 * name of the page, the address that leads back, or the redirect that led here decide then (`isSentOn`).
 */
export function asksForLogin(
  page: PageDocument,
  { names, own: ownNames, text }: Words,
  { own, linked }: Pictures,
  isSentOn: boolean,
): boolean {
  const forms = formsOf(page)
  // Teasers of what the login opens, however many
  if (ownNames.some((name) => loginText.test(name))) return true
  if (forms.inContent && ownNames.some((name) => demandedLogin.test(name))) return true
  const few = own + linked <= mostDecoration
  const isNamed = isLoginAddress(page.address) || names.some((name) => loginTitle.test(name))
  // A picture or two beside the form are the site's; forms in the head of a gallery are not the page
  if (few && forms.anywhere && isNamed) return true
  if (few && forms.inContent && (isSentOn || leadsBack(page.address))) return true
  const isProtected = forms.ofEntry || protectedText.test(text.slice(0, longestNotice))
  if (few && forms.inContent && isProtected && text.length < longestNotice) return true
  if (own + linked > 0) return false
  return forms.anywhere ? text.length < longestNotice : loginText.test(text.slice(0, longestNotice * 2))
}
