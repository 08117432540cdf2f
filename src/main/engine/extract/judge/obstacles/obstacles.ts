import type { PageObstacle } from '@shared/model/page-kind'
import { type Element, foldBlanks, isLive, textOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { hostOf, pathOf } from '../../html/resolve-address'
import { titleSeparator } from '../../titles/title-texts'
import { contentFrame } from './frames'
import {
  ageText,
  answerText,
  challengeText,
  challengeTitle,
  goneText,
  goneTitle,
  loginText,
  loginTitle,
  scriptText,
} from './obstacle-words'

/** What stands in the way of the pictures of a page. */
export interface Obstacle {
  readonly obstacle: PageObstacle
  /** A frame of the same site that holds the content instead; else null. */
  readonly moved: string | null
  /** Of `frames`: the frame that holds the content. */
  readonly frame?: string
}

/** What of the page's pictures is known when obstacles are looked for. */
export interface Pictures {
  /** Pictures that link nowhere or to files: what a page that stands in the way has at most as decoration. */
  readonly own: number
  /** Pictures that link to pages. */
  readonly linked: number
  /** Picture addresses in its scripts. */
  readonly inScripts: number
}

/** Text of a page beyond which it is no mere notice, in UTF-16 units. */
const longestNotice = 1500

/** Text beside a picture up to which a sentence says what the page is, in UTF-16 units. */
const longestSentence = 200

/** Pictures that a form of login or a notice may have as decoration. */
const mostDecoration = 3

/** Last segments of addresses under which sites ask for a login. */
const loginPath =
  /(?:^|[/_.-])(?:log-?in|sign-?in|log-?on|sign_in|auth(?:enticate|orize)?|sso|session\/new|sessions?|wp-login|member\.php|anmelden|connexion|iniciar-sesion|accounts?\/login|register|signup|sign-?up)(?:\.\w{2,5})?\/?$/i

/** Whether an address is, by its path, one that asks for a login: a redirect to it means that the page wants one. */
export function isLoginAddress(address: string): boolean {
  return loginPath.test(pathOf(address))
}

/** Whether an address is the home page of its site, also in one of its languages. */
export function isHomeAddress(address: string): boolean {
  return /^\/(?:(?:[a-z]{2}(?:-[a-z]{2})?)\/?|(?:index|default|home)(?:\.\w{2,5})?\/?)?$/i.test(
    pathOf(address),
  )
}

/** Markup that only checks of visitors have. */
const challengeMarkup = [
  '#challenge-form',
  '#challenge-stage',
  '#challenge-running',
  '#challenge-error-text',
  '#cf-challenge-running',
  '.cf-browser-verification',
  '#cf-please-wait',
  'form[action*="/cdn-cgi/l/chk_"]',
  'form[action*="__cf_chl_"]',
  '#px-captcha',
  '#datadome-captcha',
  'iframe[src*="captcha-delivery.com"]',
  'iframe[src*="_Incapsula_Resource"]',
  '#incapsula-error-page',
  '#aws-waf-captcha',
  '#anubis_challenge',
  '#sec-if-cpt-container',
  'script[src*="/cdn-cgi/challenge-platform/h/"][src*="orchestrate"]',
  'script[src*="ddos-guard/js-challenge"]',
].join(', ')

/** Markup of checks that forms of comments have too. */
const captchaMarkup = [
  '.g-recaptcha',
  '.h-captcha',
  '.cf-turnstile',
  '.geetest_holder',
  '.smart-captcha',
  '.frc-captcha',
  'iframe[src*="hcaptcha.com"]',
  'iframe[src*="google.com/recaptcha"]',
  'img[src*="captcha" i]',
].join(', ')

const ageMarkup =
  '[id*="age-gate" i], [class*="age-gate" i], [id*="agegate" i], [class*="agegate" i], [id*="age-verif" i], [class*="age-verif" i], [id*="age_verif" i], [class*="age_verif" i], [id*="agecheck" i], [class*="age-check" i], form[action*="agecheck" i], form[action*="age-verif" i]'

/** Elements that scripts fill, by the frameworks that make them. */
const scriptRoots =
  '#root, #app, #__next, #__nuxt, #___gatsby, #svelte, #react-root, #app-root, #main-app, #application, #q-app, app-root, [ng-app], [data-reactroot], [data-server-rendered], ytd-app'

/** What of a page's words is looked at. */
interface Words {
  /** Parts of the title, and headings. */
  readonly names: readonly string[]
  /** Text of the body, folded, in its first 20,000 units. */
  readonly text: string
}

function wordsOfPage(page: PageDocument): Words {
  const texts = (selector: string) =>
    page
      .select(selector, selector)
      .slice(0, 20)
      .filter(isLive)
      .map((element) => foldBlanks(textOf(element)).slice(0, 300))
  const body = page.first('body')
  const names = [...texts('title').flatMap((title) => title.split(titleSeparator)), ...texts('h1, h2')]
  return {
    names: names.map((name) => name.trim()).filter((name) => name !== ''),
    text: body ? foldBlanks(textOf(body)) : '',
  }
}

function isChallenge(page: PageDocument, { names, text }: Words, { own, linked }: Pictures): boolean {
  if (page.first(challengeMarkup) && own <= mostDecoration) return true
  if (own + linked > mostDecoration) return false
  if (names.some((name) => challengeTitle.test(name))) return true
  if (text.length > longestNotice) return false
  return challengeText.test(text) || (text.length < 400 && page.first(captchaMarkup) !== undefined)
}

function asksForLogin(page: PageDocument, { names, text }: Words, { own, linked }: Pictures): boolean {
  const hasForm = page.first('input[type="password" i]') !== undefined
  const isNamed = isLoginAddress(page.address) || names.some((name) => loginTitle.test(name))
  // a picture or two beside the form are the site's; forms in the head of a gallery are not the page
  if (hasForm && isNamed && own + linked <= mostDecoration) return true
  if (own + linked > 0) return false
  return hasForm ? text.length < longestNotice : loginText.test(text.slice(0, longestNotice * 2))
}

function asksForAge(page: PageDocument, { names, text }: Words, { own, linked }: Pictures): boolean {
  if (own + linked > mostDecoration) return false
  const says = names.some((name) => ageText.test(name)) || ageText.test(text.slice(0, longestNotice))
  if (own + linked === 0 && says && text.length < 2 * longestNotice) return true
  const asks = page.first(ageMarkup) !== undefined || page.first('form, button, a[onclick]') !== undefined
  return (asks || offersAnswer(page)) && says && text.length < longestNotice
}

/** Whether a page asks a question that links answer: "Yes", "Enter", "Leave". */
function offersAnswer(page: PageDocument): boolean {
  return page
    .select('a[href]', 'links')
    .slice(0, 50)
    .some((link) => answerText.test(foldBlanks(textOf(link)).slice(0, 60)))
}

function saysGone({ names, text }: Words, { own, linked }: Pictures): boolean {
  if (own > 1) return false
  // a heading alone: in a page with pictures a sentence may be about anything
  if (names.some((name) => name.length < 120 && goneTitle.test(name))) return own === 0 || text.length < 600
  if (own + linked === 0) return text.length < 600 && goneTitle.test(text)
  // beside the picture of such a page there is little but that sentence
  return linked === 0 && text.length < longestSentence && goneText.test(text)
}

function isEmpty(element: Element): boolean {
  return foldBlanks(textOf(element)).length < 40
}

function isFilledByScript(page: PageDocument, { text }: Words): boolean {
  if (text.length > longestNotice || page.first('script') === undefined) return false
  if (page.select(scriptRoots, 'roots').slice(0, 10).some(isEmpty)) return true
  const notices = page.select('noscript', 'noscript').slice(0, 20)
  const asks = notices.some((element) => scriptText.test(foldBlanks(textOf(element)).slice(0, 2000)))
  return asks || (text.length < 300 && scriptText.test(text))
}

/**
 * What stands in the way of the pictures of a page, surest first; null when nothing does. A page with pictures of its own
 * is judged by its pictures, whatever words stand on it.
 */
export function findObstacle(page: PageDocument, pictures: Pictures): Obstacle | null {
  const words = wordsOfPage(page)
  const hasOwn = pictures.own + pictures.inScripts > 0
  const named = (obstacle: PageObstacle): Obstacle => ({ obstacle, moved: null })
  if (isChallenge(page, words, pictures)) return named('challenge')
  if (asksForLogin(page, words, pictures)) return named('login')
  if (asksForAge(page, words, pictures)) return named('age-gate')
  if (saysGone(words, pictures) && pictures.inScripts === 0) return named('soft-404')
  if (hasOwn || pictures.linked > 0) return null
  const frame = contentFrame(page, words.text.length)
  if (frame !== null) {
    const isSame = hostOf(frame) === hostOf(page.address)
    return { obstacle: 'frames', moved: isSame ? frame : null, frame }
  }
  return isFilledByScript(page, words) ? named('script') : null
}
