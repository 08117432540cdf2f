import { describe, expect, it } from 'vitest'
import {
  fitPlacement,
  fitScale,
  nextStop,
  type Placement,
  panBy,
  resolvePlacement,
  wheelFactor,
  zoomPercent,
  zoomTo,
} from './geometry'

const image = { width: 4000, height: 2000 }
const frame = { width: 1000, height: 800 }

/** Point of the image, in its own pixels from its centre, that is seen at a point of the frame. */
function imagePointAt(placement: Placement, at: { x: number; y: number }) {
  const { scale, x, y } = resolvePlacement(placement, image, frame, 1)
  return { x: (at.x - x) / scale, y: (at.y - y) / scale }
}

describe('fitting', () => {
  it('shows the whole of a wide image', () => {
    expect(fitScale(image, frame, 1)).toBe(0.25)
  })

  it('shows the whole of a tall image', () => {
    expect(fitScale({ width: 500, height: 4000 }, frame, 1)).toBe(0.2)
  })

  it('does not blow up an image that is smaller than the frame', () => {
    expect(fitScale({ width: 10, height: 10 }, frame, 1)).toBe(1)
  })

  it('counts device pixels, so that a small image is sharp on a dense screen', () => {
    expect(fitScale({ width: 10, height: 10 }, frame, 2)).toBe(0.5)
  })

  it('gives a usable scale before the image or the frame is measured', () => {
    expect(fitScale({ width: 0, height: 0 }, frame, 1)).toBe(1)
    expect(fitScale(image, { width: 0, height: 0 }, 1)).toBe(1)
  })
})

describe('zooming at a point', () => {
  it('keeps the point under the pointer where it is', () => {
    const at = { x: 200, y: -50 }
    const before = zoomTo(fitPlacement, 0.5, { x: 0, y: 0 }, image, frame, 1)
    const after = zoomTo(before, 2, at, image, frame, 1)
    expect(imagePointAt(after, at).x).toBeCloseTo(imagePointAt(before, at).x)
    expect(imagePointAt(after, at).y).toBeCloseTo(imagePointAt(before, at).y)
  })

  it('keeps the image inside the frame on the way out', () => {
    const corner = zoomTo(fitPlacement, 4, { x: 400, y: 300 }, image, frame, 1)
    expect(zoomTo(corner, 0.3, { x: -400, y: 0 }, image, frame, 1)).toEqual({
      kind: 'free',
      scale: 0.3,
      x: -100,
      y: 0,
    })
  })

  it('ends in fit on the way out, so that the image never gets lost', () => {
    const near = zoomTo(fitPlacement, 0.3, { x: 0, y: 0 }, image, frame, 1)
    expect(zoomTo(near, 0.2, { x: 0, y: 0 }, image, frame, 1)).toBe(fitPlacement)
    expect(zoomTo(fitPlacement, 0.1, { x: 0, y: 0 }, image, frame, 1)).toBe(fitPlacement)
  })

  it('lets a small image be as small as its own pixels', () => {
    const icon = { width: 20, height: 20 }
    const large = zoomTo(fitPlacement, 8, { x: 0, y: 0 }, icon, frame, 1)
    expect(zoomTo(large, 0.5, { x: 0, y: 0 }, icon, frame, 1)).toBe(fitPlacement)
  })

  it('ends at 3200 % of the device pixels', () => {
    expect(zoomTo(fitPlacement, 1e9, { x: 0, y: 0 }, image, frame, 2)).toMatchObject({ scale: 16 })
  })
})

describe('panning', () => {
  it('leaves an image alone that is seen whole', () => {
    expect(panBy(fitPlacement, { x: 50, y: 50 }, image, frame, 1)).toBe(fitPlacement)
  })

  it('stops at the edge of the image', () => {
    const zoomed = zoomTo(fitPlacement, 0.5, { x: 0, y: 0 }, image, frame, 1)
    expect(panBy(zoomed, { x: 10_000, y: -10_000 }, image, frame, 1)).toEqual({
      kind: 'free',
      scale: 0.5,
      x: 500,
      y: -100,
    })
  })

  it('keeps the image inside a frame that has been made larger', () => {
    const atEdge = { kind: 'free', scale: 0.5, x: 500, y: 100 } as const
    expect(resolvePlacement(atEdge, image, { width: 1800, height: 1200 }, 1)).toEqual({
      scale: 0.5,
      x: 100,
      y: 0,
    })
  })
})

describe('stops of the keys', () => {
  it('goes to the next larger and the next smaller one', () => {
    expect(nextStop(0.3, 'in', 1)).toBe(0.33)
    expect(nextStop(0.3, 'out', 1)).toBe(0.25)
    expect(nextStop(1, 'in', 1)).toBe(1.25)
    expect(nextStop(1, 'out', 1)).toBe(0.75)
  })

  it('leaves a stop that rounding has moved a little', () => {
    expect(nextStop(0.499_999, 'in', 1)).toBe(0.67)
    expect(nextStop(0.500_001, 'out', 1)).toBe(0.33)
  })

  it('means device pixels on a dense screen', () => {
    expect(nextStop(0.5, 'in', 2)).toBe(0.625)
  })

  it('stays at the ends', () => {
    expect(nextStop(32, 'in', 1)).toBe(32)
    expect(nextStop(0.01, 'out', 1)).toBe(0.01)
  })
})

describe('the wheel', () => {
  it('zooms in upwards and out downwards by the same factor', () => {
    expect(wheelFactor(-100, 0)).toBeGreaterThan(1)
    expect(wheelFactor(-100, 0) * wheelFactor(100, 0)).toBeCloseTo(1)
  })

  it('gives for ten small turns what it gives for one large', () => {
    expect(wheelFactor(-10, 0) ** 10).toBeCloseTo(wheelFactor(-100, 0))
  })

  it('knows lines and bounds a leap', () => {
    expect(wheelFactor(-3, 1)).toBeCloseTo(wheelFactor(-48, 0))
    expect(wheelFactor(-100_000, 0)).toBe(wheelFactor(-240, 0))
  })
})

it('reads a zoom in percent of device pixels', () => {
  expect(zoomPercent(0.5, 2)).toBe(100)
  expect(zoomPercent(0.333_3, 1)).toBe(33)
})
