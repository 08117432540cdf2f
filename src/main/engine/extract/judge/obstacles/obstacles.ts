import type { PageObstacle } from '@shared/model/page-kind'
import { type Element, foldBlanks, textOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { hostOf } from '../../html/resolve-address'
import { asksForAge } from './asks-age'
import { asksForLogin } from './asks-login'
import { hasEmptyGrid, makesPictures } from './filling-scripts'
import { contentFrame, framesBeside } from './frames'
import { challengeText, challengeTitle, scriptText } from './obstacle-words'
import { longestNotice, mostDecoration, type Pictures, type Words, wordsOfPage } from './page-words'
import { saysGone } from './says-gone'

/** What stands in the way of the pictures of a page. */
export interface Obstacle {
  readonly obstacle: PageObstacle
  /** A frame of the same site that holds the content instead; else null. */
  readonly moved: string | null
  /** Of `frames`: the frame that holds the content. */
  readonly frame?: string
  /** Of `frames`: further ones of the same site. */
  readonly beside?: readonly string[]
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

/** Elements that scripts fill, by the frameworks that make them. */
const scriptRoots =
  '#root, #app, #__next, #__nuxt, #___gatsby, #svelte, #react-root, #app-root, #main-app, #application, #q-app, app-root, [ng-app], [data-reactroot], [data-server-rendered], ytd-app'

function isChallenge(page: PageDocument, { names, text }: Words, { own, linked }: Pictures): boolean {
  if (page.first(challengeMarkup) && own <= mostDecoration) return true
  if (own + linked > mostDecoration) return false
  if (names.some((name) => challengeTitle.test(name))) return true
  if (text.length > longestNotice) return false
  return challengeText.test(text) || (text.length < 400 && page.first(captchaMarkup) !== undefined)
}

function isEmpty(element: Element): boolean {
  return foldBlanks(textOf(element)).length < 40
}

/** Text beside which an empty box for pictures is what a page is for, in UTF-16 units. */
const shortText = 400

function isFilledByScript(page: PageDocument, { text }: Words): boolean {
  if (page.first('script') === undefined) return false
  if (makesPictures(page)) return true
  if (text.length > longestNotice) return false
  if (page.select(scriptRoots, 'roots').slice(0, 10).some(isEmpty)) return true
  if (text.length < shortText && hasEmptyGrid(page)) return true
  const notices = page.select('noscript', 'noscript').slice(0, 20)
  const asks = notices.some((element) => scriptText.test(foldBlanks(textOf(element)).slice(0, 2000)))
  return asks || (text.length < 300 && scriptText.test(text))
}

/**
 * What stands in the way of the pictures of a page, surest first; null when nothing does. A page with pictures of its own
 * is judged by its pictures, unless it calls itself something else. `isSentOn`: the site sent the request for another page here.
 */
export function findObstacle(page: PageDocument, pictures: Pictures, isSentOn = false): Obstacle | null {
  const words = wordsOfPage(page)
  const hasOwn = pictures.own + pictures.inScripts > 0
  const named = (obstacle: PageObstacle): Obstacle => ({ obstacle, moved: null })
  if (isChallenge(page, words, pictures)) return named('challenge')
  if (asksForLogin(page, words, pictures, isSentOn)) return named('login')
  if (asksForAge(page, words, pictures)) return named('age-gate')
  if (saysGone(words, pictures) && pictures.inScripts === 0) return named('soft-404')
  if (hasOwn || pictures.linked > 0) return null
  const frame = contentFrame(page, words.text.length)
  if (frame !== null) {
    const isSame = hostOf(frame) === hostOf(page.address)
    return isSame
      ? { obstacle: 'frames', moved: frame, frame, beside: framesBeside(page, frame) }
      : { obstacle: 'frames', moved: null, frame }
  }
  return isFilledByScript(page, words) ? named('script') : null
}
