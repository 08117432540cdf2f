import type { ImageRow } from '@shared/model/gallery'
import type { ImageId } from '@shared/model/units'

/** Where in a gallery to go. */
export type Step = 'first' | 'previous' | 'next' | 'last'

/** Position after a step among `count` images; stays at the ends. */
export function stepTo(position: number, step: Step, count: number): number {
  switch (step) {
    case 'first':
      return 0
    case 'last':
      return Math.max(0, count - 1)
    case 'previous':
      return Math.max(0, position - 1)
    case 'next':
      return Math.max(0, Math.min(count - 1, position + 1))
  }
}

/** Position after this one in a slideshow, which begins again after the last. */
export function slideAfter(position: number, count: number): number {
  return count === 0 ? 0 : (position + 1) % count
}

/** The images that can be looked at: those with a file. */
export function imagesOnDisk(images: readonly ImageRow[]): readonly ImageRow[] {
  return images.filter(
    (image) => image.file !== null && (image.state === 'saved' || image.state === 'skipped'),
  )
}

/**
 * Position of an image; the first if none is asked for. Of one that is no longer there, `fallback`, bounded: what
 * stood behind it has moved into its place.
 */
export function positionOf(images: readonly ImageRow[], id: ImageId | null, fallback = 0): number {
  if (id === null) return 0
  const position = images.findIndex((image) => image.id === id)
  return position === -1 ? Math.max(0, Math.min(images.length - 1, fallback)) : position
}

/** Positions worth loading before they are asked for: the next one in the direction of travel, then the other side. */
export function positionsToPreload(
  position: number,
  count: number,
  travel: 'forward' | 'backward',
): readonly number[] {
  const sides = travel === 'forward' ? [position + 1, position - 1] : [position - 1, position + 1]
  return sides.filter((side) => side >= 0 && side < count)
}
