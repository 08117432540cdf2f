import { forgetOldest } from '@shared/collections/forget-oldest'
import { type Failure, statusFailure } from '@shared/model/failure'
import type { GalleryId, ImageId } from '@shared/model/units'
import { nameInAddress } from '../address/address-text'
import { cutExtension } from '../disk/names/file-name'
import type { QueuedImage } from '../storage/images/image-row'
import { shownVersionOf } from './shown-version'

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

/** The failure of an address that answers with a picture in place of the wanted one. */
export function placeholderFailure(asked: string, answered: string): Failure {
  return statusFailure(404, `${asked} answers with a placeholder: ${answered}`)
}

/** An image that passed, and the addresses that were asked for and that answered. */
export interface PassedAnswer {
  readonly image: QueuedImage
  readonly asked: string
  readonly answered: string
}

/** Pictures that answered in place of others, of one task. */
export interface SeenAnswers {
  /**
   * Whether a picture that came stands for one that cannot be had: a redirect to a file that is called so, to a file to
   * which another address was sent too, or the bytes that another address brought under such a name. The image that came
   * first by the same mark is then in `exposed`.
   */
  isPlaceholder(answer: PassedAnswer, sha256: string): boolean
  /**
   * What brought the same bytes before as a larger version of another picture: `proven` where they stand for pictures that
   * cannot be had. Null where it is the first, or is what its page shows.
   */
  twinOf(answer: PassedAnswer, sha256: string): PassedAnswer | 'proven' | null
  /** The pages show two different pictures for these bytes: they stand for pictures that cannot be had. */
  proveStandIn(sha256: string): void
  /** Images that passed before a later one proved that theirs was a placeholder. `takeBackExposed` empties it. */
  readonly exposed: Map<ImageId, PassedAnswer>
}

/** No answer was seen yet. */
export function createSeenAnswers(): SeenAnswers {
  const firsts = new Map<string, PassedAnswer>()
  const exposed = new Map<ImageId, PassedAnswer>()
  /** Marks whose first image is exposed already. */
  const proven = new Set<string>()
  /** Larger versions by their content; null: it stands for pictures that cannot be had. */
  const larger = new Map<string, PassedAnswer | null>()

  function isSecond(mark: string, answer: PassedAnswer): boolean {
    const first = firsts.get(mark)
    if (first !== undefined) {
      if (first.asked === answer.asked) return false
      if (!proven.has(mark)) exposed.set(first.image.id, first)
      proven.add(mark)
      return true
    }
    if (firsts.size >= mostRemembered) {
      for (const oldest of firsts.keys()) {
        firsts.delete(oldest)
        proven.delete(oldest)
        break
      }
    }
    firsts.set(mark, answer)
    return false
  }

  return {
    exposed,
    isPlaceholder(answer, sha256) {
      const { asked, answered } = answer
      const elsewhere = isElsewhere(asked, answered)
      const named = isNamedPlaceholder(answered)
      if (elsewhere && (named || isSecond(`address ${answered}`, answer))) return true
      return named && isSecond(`content ${sha256}`, answer)
    },
    twinOf(answer, sha256) {
      const shown = shownVersionOf(answer.image)
      if (shown === null || answer.asked === shown) return null
      const first = larger.get(sha256)
      if (first === null) return 'proven'
      if (first !== undefined)
        return first.asked === answer.asked || shownVersionOf(first.image) === shown ? null : first
      larger.set(sha256, answer)
      forgetOldest(larger, mostRemembered)
      return null
    },
    proveStandIn(sha256) {
      const first = larger.get(sha256)
      if (first) exposed.set(first.image.id, first)
      larger.set(sha256, null)
    },
  }
}

/** Contents that images of a run have brought. */
export interface SeenContents {
  /** Remembers a content of a gallery; whether an image of the run brought it before. */
  isRepeated(gallery: GalleryId, sha256: string): boolean
}

/** No content was seen yet. */
export function createSeenContents(): SeenContents {
  const seen = new Set<string>()
  return {
    isRepeated(gallery, sha256) {
      const content = `${gallery} ${sha256}`
      if (seen.has(content)) return true
      seen.add(content)
      forgetOldest(seen, mostRemembered)
      return false
    },
  }
}
