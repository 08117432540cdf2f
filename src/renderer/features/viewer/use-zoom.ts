import { useState } from 'react'
import {
  fitPlacement,
  fitScale,
  nextStop,
  type Placement,
  type Point,
  panBy,
  resolvePlacement,
  type Size,
  zoomPercent,
  zoomTo,
} from './geometry'
import type { Picture } from './use-picture'

/** How large a picture is shown and where it stands in its frame, and what changes that. */
export interface Zoom {
  /** CSS pixels per pixel of the picture, and the distance of the centres in CSS pixels; null without a picture. */
  readonly shown: { readonly scale: number; readonly x: number; readonly y: number } | null
  /** Whether the picture follows the size of the frame. */
  readonly fits: boolean
  /** Whether the picture is larger than its frame, so that it can be moved. */
  readonly overflows: boolean
  /** Percent of the picture's own pixels on this screen; null without a picture. */
  readonly percent: number | null
  /** To the next stop, to the frame, or to one device pixel per pixel, around the middle. */
  zoom(to: 'in' | 'out' | 'fit' | 'actual'): void
  /** Multiplies the scale, around a point of the frame. */
  zoomBy(factor: number, at: Point): void
  /** Shows the picture's own pixels around a point, or all of it if it shows them already. */
  toggleActual(at: Point): void
  /** Moves the picture by a distance in CSS pixels; one that is seen whole stays. */
  pan(by: Point): void
}

/** Zoom and position of the picture on the screen; `picture` may still be the last one. */
export function useZoom(picture: Picture | null, frame: Size): Zoom {
  const [placement, setPlacement] = useState<Placement>(fitPlacement)
  const whole = picture?.kind === 'whole' ? picture : null
  const pixelRatio = window.devicePixelRatio
  const actual = 1 / pixelRatio
  const shown = whole === null ? null : resolvePlacement(placement, whole, frame, pixelRatio)

  const zoomAround = (scale: number, at: Point): void => {
    if (whole !== null) setPlacement(zoomTo(placement, scale, at, whole, frame, pixelRatio))
  }

  return {
    shown,
    fits: placement.kind === 'fit',
    overflows:
      whole !== null &&
      shown !== null &&
      (whole.width * shown.scale > frame.width + 0.5 || whole.height * shown.scale > frame.height + 0.5),
    percent: shown === null ? null : zoomPercent(shown.scale, pixelRatio),
    zoom(to) {
      if (to === 'fit') return setPlacement(fitPlacement)
      if (shown === null) return
      zoomAround(to === 'actual' ? actual : nextStop(shown.scale, to, pixelRatio), { x: 0, y: 0 })
    },
    zoomBy(factor, at) {
      if (shown !== null) zoomAround(shown.scale * factor, at)
    },
    toggleActual(at) {
      if (whole === null || shown === null) return
      const isActual = Math.abs(shown.scale - actual) < 0.001
      zoomAround(isActual ? fitScale(whole, frame, pixelRatio) : actual, at)
    },
    pan(by) {
      if (whole !== null) setPlacement(panBy(placement, by, whole, frame, pixelRatio))
    },
  }
}
