import { sizeInAddress } from '../extract/versions/addresses/announced-size'
import { hasMorePixels } from '../extract/versions/rewrites/learned-rule'
import type { QueuedImage } from '../storage/images/image-row'

/** Width and height in pixels. */
export interface PixelSize {
  readonly width: number
  readonly height: number
}

const pixelsOf = ({ width, height }: PixelSize) => width * height

/** A picture whose longest side is no longer than this may be a thumbnail, in pixels. */
const thumbnailSide = 320

/** A picture with a smaller share of the pixels of its host's largest one is no ordinary one. */
const ordinaryShare = 1 / 4

/** A picture with a smaller share of the width that its page announces is not what was announced. */
const announcedShare = 0.9

/** So often a site proves that what it links is larger than what it shows; then it is believed. */
const mostProofs = 4

/** Most hosts that are remembered. */
const mostHosts = 500

/** What was seen of the pictures of a host. */
interface SeenHost {
  /** Pixels of its largest picture. */
  largest: number
  /** Doubtful pictures in a row that were larger than what their page shows. */
  proofs: number
}

/** What a page announces: the area of what it shows in square CSS pixels, and the width of the larger version in pixels. */
type Announced = Pick<QueuedImage['version'], 'shownArea' | 'width'>

/** Sizes of the pictures of one task that are linked as larger versions of what their pages show. */
export interface LinkedSizes {
  /** Whether a picture of this size may be smaller than what its page shows, so that the other one is worth a request. */
  isDoubtful(address: string, size: PixelSize, announced: Announced): boolean
  /** What the comparison of a doubtful picture said. */
  compared(address: string, isShownLarger: boolean): void
}

/** No picture was seen yet. */
export function createLinkedSizes(): LinkedSizes {
  const hosts = new Map<string, SeenHost>()
  function hostOf(address: string): SeenHost {
    const { host } = new URL(address)
    const known = hosts.get(host)
    if (known) return known
    const seen = { largest: 0, proofs: 0 }
    if (hosts.size >= mostHosts) hosts.clear()
    hosts.set(host, seen)
    return seen
  }
  return {
    isDoubtful(address, size, { shownArea = 0, width = 0 }) {
      const seen = hostOf(address)
      const pixels = pixelsOf(size)
      const isSmall = Math.max(size.width, size.height) <= thumbnailSide
      // A page may announce any width for a candidate; a picture that is turned has it as its height
      const isLess = Math.max(size.width, size.height) < width * announcedShare
      const isOdd = pixels < seen.largest * ordinaryShare
      seen.largest = Math.max(seen.largest, pixels)
      return seen.proofs < mostProofs && (isSmall || isOdd || pixels < shownArea || isLess)
    },
    compared(address, isShownLarger) {
      const seen = hostOf(address)
      seen.proofs = isShownLarger ? 0 : seen.proofs + 1
    },
  }
}

/** The version that the page shows in place of the address of an image; null where it shows that, or is not known. */
export function shownVersionOf({ alternatives, version }: QueuedImage): string | null {
  return version.shown === undefined ? null : (alternatives[version.shown - 1] ?? null)
}

/**
 * Places of the versions of an image in the order in which they are tried: that with the most pixels first. A guess that
 * brought another picture is none of them.
 */
export function versionsInOrder({ alternatives, version: { largest = 0, guessed } }: QueuedImage): number[] {
  const offered = alternatives.map((_, index) => index + 1)
  const places = guessed === true && largest !== 0 ? offered : [0, ...offered]
  return [largest, ...places.filter((place) => place !== largest)].filter((place) => place <= offered.length)
}

/** What compares two versions of a picture. */
export interface SizeComparison {
  readonly sizes: LinkedSizes
  /** Size of a version by its first bytes; null when it has none. */
  readonly sizeOf: (address: string) => Promise<PixelSize | null>
}

/**
 * Whether the page shows a picture with more pixels than this one, which is its address: a "larger" file may be an icon, or
 * stand for one that is gone. Asks for the first bytes of the other one where the size of this one raises doubt.
 */
export async function isShownLarger(
  image: QueuedImage,
  size: PixelSize | null,
  { sizes, sizeOf }: SizeComparison,
): Promise<boolean> {
  const shown = shownVersionOf(image)
  if (shown !== null && image.version.guessed === true) return await isWrongGuess(shown, size, sizeOf)
  if (shown === null || size === null) return false
  if (!sizes.isDoubtful(image.address, size, image.version)) return false
  const other = await sizeOf(shown)
  const isLarger = other !== null && pixelsOf(other) > pixelsOf(size)
  sizes.compared(image.address, isLarger)
  return isLarger
}

/**
 * Whether a guessed address brought another picture than the one that is shown: not with more pixels in the same ratio. The
 * size in the address of the shown one proves it right without a request; what cannot be asked proves nothing.
 */
async function isWrongGuess(
  shown: string,
  size: PixelSize | null,
  sizeOf: SizeComparison['sizeOf'],
): Promise<boolean> {
  if (size !== null && hasMorePixels(size, sizeInAddress(shown))) return false
  const other = await sizeOf(shown)
  return other !== null && (size === null || !hasMorePixels(size, other))
}
