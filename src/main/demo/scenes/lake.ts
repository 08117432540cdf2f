import { mix, shade } from '../colour'
import { createCurve, createField } from '../random'
import { drawRidges } from '../strokes/ridges'
import { drawBoat } from '../strokes/shapes'
import { drawDisc } from '../strokes/sky'
import { drawGlitter, drawHaze, drawMirror } from '../strokes/water'
import { createRange, drawSky } from './land'
import type { Painter } from './painter'

/** A still lake that doubles the mountains around it. */
export const paintLake: Painter = function* paintLake(canvas, random, colours) {
  const { width, height } = canvas
  const share = random.between(0.54, 0.64)
  const horizon = Math.round(height * share)
  const sun = { x: random.between(0.2, 0.8), y: random.between(0.14, 0.3) }
  drawSky(canvas, random, colours, {
    sun,
    strength: 0.62,
    horizon: share,
    clouds: [
      { from: 0.02, to: 0.42, count: 2.4, stretch: 4, cover: 0.62, strength: 0.5 },
      { from: 0.2, to: share, count: 3.5, stretch: 12, cover: 0.6, strength: 0.45 },
    ],
  })
  yield
  drawDisc(canvas, sun.x, sun.y, random.between(0.035, 0.05), colours.light)
  yield* drawRidges(
    canvas,
    createRange(canvas, random, colours, {
      from: 0.36,
      to: share + 0.005,
      count: 5,
      lift: random.between(0.2, 0.3),
      roughness: 6,
      sharpness: random.between(0.2, 0.9),
      firs: 0.05,
      mist: colours.low,
      rim: { x: sun.x, paint: colours.light, strength: 0.35 },
    }),
  )
  drawMirror(canvas, horizon, createField(random, 3), mix(colours.near, colours.top, 0.4), 0.32)
  yield
  drawHaze(canvas, horizon, height * 0.025, mix(colours.low, colours.near, 0.35), createCurve(random, 3))
  drawGlitter(canvas, random, sun.x * width, horizon, colours.light, 0.3)
  if (random.next() < 0.6) {
    const x = width * (sun.x < 0.5 ? random.between(0.55, 0.85) : random.between(0.15, 0.45))
    drawBoat(
      canvas,
      x,
      horizon + (height - horizon) * 0.35,
      height * 0.075,
      shade(colours.near, 0.6),
      mix(colours.low, colours.light, 0.6),
    )
  }
}
