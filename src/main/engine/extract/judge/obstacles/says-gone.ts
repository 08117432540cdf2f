import { goneName, goneText, goneTitle } from './obstacle-words'
import type { Pictures, Words } from './page-words'

/** Text beside a picture up to which a sentence says what the page is, in UTF-16 units. */
const longestSentence = 200

/** Text of a page that says little else, in UTF-16 units. */
const shortText = 600

/** Longest name that says that its page does not exist, in UTF-16 units. */
const longestName = 120

/**
 * Whether a page says that it does not exist. Its pictures are those of a list of others then, however many: what decides is
 * that the name speaks of the page itself, or that a sentence does where the name says as much of something.
 */
export function saysGone({ names, own: ownNames, text }: Words, { own, linked }: Pictures): boolean {
  const isShort = (name: string) => name.length < longestName
  if (ownNames.some((name) => isShort(name) && (goneName.test(name) || goneText.test(name)))) return true
  if (
    ownNames.some((name) => isShort(name) && goneTitle.test(name)) &&
    goneText.test(text.slice(0, shortText))
  )
    return true
  if (own > 1) return false
  // A heading alone: in a page with pictures a sentence may be about anything
  if (names.some((name) => isShort(name) && goneTitle.test(name))) return own === 0 || text.length < shortText
  if (own + linked === 0) return text.length < shortText && goneTitle.test(text)
  // Beside the picture of such a page there is little but that sentence
  return linked === 0 && text.length < longestSentence && goneText.test(text)
}
