import { nameInAddress } from '../address/address-text'
import { cutExtension } from '../disk/names/file-name'

/** Names of pictures that stand for one that cannot be had, as whole words of a file name. */
const placeholderWords =
  /(?:^|[^a-z])(?:removed|deleted|error|expired|placeholder|hotlink(?:ed|ing)?|nohotlink|forbidden|denied|unavailable|not[-_ ]?found|no[-_ ]?image|image[-_ ]?not[-_ ]?(?:found|available)|gone|missing|blocked|403|404|410)(?:[^a-z0-9]|$)/i

function stemIn(address: string): string {
  return cutExtension(nameInAddress(address)).stem
}

/** Whether the file name in an address says that the picture stands for one that cannot be had. */
export function isNamedPlaceholder(address: string): boolean {
  return placeholderWords.test(stemIn(address).slice(0, 200))
}

/** Whether a redirect leads to a file of another name: then several requests may have been sent to one picture. */
export function isElsewhere(asked: string, answered: string): boolean {
  return asked !== answered && stemIn(asked) !== stemIn(answered)
}

/** Most answers that are remembered. */
const mostRemembered = 2000

/** Pictures that answered in place of others, of one task. */
export interface SeenAnswers {
  /**
   * Whether a picture that came stands for one that cannot be had: a redirect to a file that is called so, to a file to
   * which another address was sent too, or the bytes that another address brought under such a name.
   */
  isPlaceholder(asked: string, answered: string, sha256: string): boolean
}

/** No answer was seen yet. */
export function createSeenAnswers(): SeenAnswers {
  const firstAsked = new Map<string, string>()

  function isSecond(mark: string, asked: string): boolean {
    const first = firstAsked.get(mark)
    if (first !== undefined) return first !== asked
    if (firstAsked.size >= mostRemembered) {
      for (const oldest of firstAsked.keys()) {
        firstAsked.delete(oldest)
        break
      }
    }
    firstAsked.set(mark, asked)
    return false
  }

  return {
    isPlaceholder(asked, answered, sha256) {
      const elsewhere = isElsewhere(asked, answered)
      const named = isNamedPlaceholder(answered)
      if (elsewhere && (named || isSecond(`address ${answered}`, asked))) return true
      return named && isSecond(`content ${sha256}`, asked)
    },
  }
}
