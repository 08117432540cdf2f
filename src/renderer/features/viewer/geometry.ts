/**
 * Where an image stands in its frame.
 *
 * `scale` is CSS pixels per image pixel; `x` and `y` are the distance of the image's centre from the frame's centre in
 * CSS pixels. `fit` follows the frame and ignores the rest.
 */
export type Placement =
  | { readonly kind: 'fit' }
  | { readonly kind: 'free'; readonly scale: number; readonly x: number; readonly y: number }

/** In CSS pixels for a frame, in its own pixels for an image. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A point in CSS pixels, measured from the centre of the frame. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Limit of zooming in, in device pixels per image pixel. */
const largestZoom = 32

/** Zooms that the keys stop at, in device pixels per image pixel. */
const stops = [0.02, 0.05, 0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32]

/** The whole image, as large as its frame allows. */
export const fitPlacement: Placement = { kind: 'fit' }

/**
 * The scale at which the whole image is seen. An image smaller than the frame is not blown up: it gets one device pixel
 * for each of its own.
 */
export function fitScale(image: Size, frame: Size, pixelRatio: number): number {
  if (image.width <= 0 || image.height <= 0 || frame.width <= 0 || frame.height <= 0) return 1 / pixelRatio
  return Math.min(frame.width / image.width, frame.height / image.height, 1 / pixelRatio)
}

/** Scale and offset that a placement comes to in a frame, kept inside it. */
export function resolvePlacement(
  placement: Placement,
  image: Size,
  frame: Size,
  pixelRatio: number,
): { readonly scale: number; readonly x: number; readonly y: number } {
  if (placement.kind === 'fit') return { scale: fitScale(image, frame, pixelRatio), x: 0, y: 0 }
  const { scale } = placement
  return {
    scale,
    x: keepInside(placement.x, image.width * scale, frame.width),
    y: keepInside(placement.y, image.height * scale, frame.height),
  }
}

/** An image narrower than the frame is centred; a wider one may not leave a gap at its edge. */
function keepInside(offset: number, length: number, frameLength: number): number {
  const slack = Math.max(0, (length - frameLength) / 2)
  return Math.min(slack, Math.max(-slack, offset)) + 0
}

/**
 * Zooms to a scale so that the image's point under `at` stays where it is. An image that is seen whole gets no smaller:
 * zooming out ends in `fit`.
 */
export function zoomTo(
  placement: Placement,
  scale: number,
  at: Point,
  image: Size,
  frame: Size,
  pixelRatio: number,
): Placement {
  const before = resolvePlacement(placement, image, frame, pixelRatio)
  const after = Math.min(largestZoom / pixelRatio, scale)
  if (after < before.scale && after <= fitScale(image, frame, pixelRatio)) return fitPlacement
  const ratio = after / before.scale
  const moved = {
    kind: 'free',
    scale: after,
    x: at.x - (at.x - before.x) * ratio,
    y: at.y - (at.y - before.y) * ratio,
  } as const
  return { kind: 'free', ...resolvePlacement(moved, image, frame, pixelRatio) }
}

/** Moves the image by a distance in CSS pixels. One that is seen whole stays. */
export function panBy(
  placement: Placement,
  by: Point,
  image: Size,
  frame: Size,
  pixelRatio: number,
): Placement {
  if (placement.kind === 'fit') return placement
  const now = resolvePlacement(placement, image, frame, pixelRatio)
  const moved = { kind: 'free', scale: now.scale, x: now.x + by.x, y: now.y + by.y } as const
  return { kind: 'free', ...resolvePlacement(moved, image, frame, pixelRatio) }
}

/** The next scale that the keys stop at above or below this one. */
export function nextStop(scale: number, direction: 'in' | 'out', pixelRatio: number): number {
  const zoom = scale * pixelRatio
  // A zoom that is a stop but for rounding must not be answered with itself, or the key does nothing.
  const margin = zoom * 0.005
  const stop =
    direction === 'in'
      ? stops.find((candidate) => candidate > zoom + margin)
      : stops.findLast((candidate) => candidate < zoom - margin)
  return stop === undefined ? scale : stop / pixelRatio
}

/** Lines and pages of a wheel in pixels; the values of Chromium for a line and a usual frame. */
const wheelUnits = [1, 16, 400]

/**
 * Factor of zooming for one turn of the wheel (`WheelEvent.deltaY` and `deltaMode`). One notch of a mouse, 100 to 120
 * pixels, is about a fifth; a track pad's many small turns add up to the same; a single leap is bounded.
 */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const pixels = deltaY * (wheelUnits[deltaMode] ?? 1)
  const bounded = Math.min(240, Math.max(-240, pixels))
  return Math.exp(-bounded / 550)
}

/** Zoom in percent of the image's own pixels on this screen, whole. */
export function zoomPercent(scale: number, pixelRatio: number): number {
  return Math.round(scale * pixelRatio * 100)
}
