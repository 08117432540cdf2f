import { foldBlanks, textOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { ageText, answerText, birthText } from './obstacle-words'
import { longestNotice, mostDecoration, type Pictures, type Words } from './page-words'

const ageMarkup =
  '[id*="age-gate" i], [class*="age-gate" i], [id*="agegate" i], [class*="agegate" i], [id*="age-verif" i], [class*="age-verif" i], [id*="age_verif" i], [class*="age_verif" i], [id*="agecheck" i], [class*="age-check" i], form[action*="agecheck" i], form[action*="age-verif" i]'

/** Fields in which a date can be given. */
const dateFields =
  'form select, form input:not([type]), form input[type="date" i], form input[type="number" i], form input[type="text" i], form input[type="tel" i]'

/** Whether a page asks a question that links answer: "Yes", "Enter", "Leave". */
function offersAnswer(page: PageDocument): boolean {
  return page
    .select('a[href]', 'links')
    .slice(0, 50)
    .some((link) => answerText.test(foldBlanks(textOf(link)).slice(0, 60)))
}

/** Whether a page asks for the visitor's age, by a question or by the date of birth. */
export function asksForAge(page: PageDocument, { names, text }: Words, { own, linked }: Pictures): boolean {
  if (own + linked > mostDecoration) return false
  const start = text.slice(0, longestNotice)
  if (text.length < longestNotice && birthText.test(start) && page.first(dateFields) !== undefined)
    return true
  const says = names.some((name) => ageText.test(name)) || ageText.test(start)
  if (own + linked === 0 && says && text.length < 2 * longestNotice) return true
  const asks = page.first(ageMarkup) !== undefined || page.first('form, button, a[onclick]') !== undefined
  return (asks || offersAnswer(page)) && says && text.length < longestNotice
}
