import { isBracketedHost } from '../text/address-parts'
import { beginsAsDates } from './date-span'

const dash = String.raw`(?:-|–|:|\.\.)`
const forms = [
  // a number and a dash, whatever comes behind them: [5-x], [1-20,25]
  String.raw`^\s*(?:\d+|0x[0-9a-f]+)\s*${dash}`,
  // only the end: [-5]
  String.raw`^\s*(?:-|–|\.\.)\s*\d+\s*$`,
  // letters: [a-z], [a-Z], [a-], [l-10]
  String.raw`^\s*[a-z](?:-|–|\.\.|:)(?:[a-z]?|\d+)(?:(?::|\.\.)\d*)?\s*$`,
  // hexadecimal without 0x: [0a-1f], [a0-ff], [e-1f]
  String.raw`^\s*(?=.*\d)[0-9a-f]{1,13}\s*(?:-|–|\.\.)\s*[0-9a-f]{1,13}\s*$`,
].map((form) => new RegExp(form, 'i'))

/** No range is longer than this, blanks included: without a bound brackets in brackets take quadratic time. */
const longestRange = 100

/**
 * Whether what stands between brackets is meant as a range, rightly written or not. Everything else belongs to the
 * address: `tags[]`, `args[0]`, `filter[name]`, `[1,2]`, an IPv6 address.
 */
export function looksLikeRange(text: string): boolean {
  const [begins, ...whole] = forms
  if (begins?.test(text.slice(0, longestRange)) === true) return true
  return text.length <= longestRange && (whole.some((form) => form.test(text)) || beginsAsDates(text))
}

/** Whether brackets with this text in them are an IPv6 address, which a wrong range of three numbers looks like. */
export function isHostText(text: string): boolean {
  return isBracketedHost(`[${text}]`)
}

/** Whether a stretch behind an opening bracket that is never closed is meant as a range: `[5-`, `{a,b`. */
export function beginsAsRange(text: string, bracket: string): boolean {
  const own = /^[^[\]{}/?#&]*/.exec(text)?.[0] ?? ''
  return forms[0]?.test(own) === true || (bracket === '{' && /^[^"%\s]+,/.test(own))
}

/** Whether braces with this text in them are an object of JSON, also percent-encoded: `{"id":5,"first":20}`. */
export function beginsAsJson(text: string): boolean {
  return /^\s*(?:"|%22|\\"|%5c%22)/i.test(text)
}
