import { mix, shade } from '../colour'
import { createCurve, createField } from '../random'
import { createCrest, drawRidges, smooth } from '../strokes/ridges'
import { drawBoat } from '../strokes/shapes'
import { drawDisc, drawStars } from '../strokes/sky'
import { drawGlitter, drawHaze, drawMirror, drawWaves } from '../strokes/water'
import { drawSky } from './land'
import type { Painter } from './painter'

/** The open sea below a sun or a moon, with islands far away and now and then a sail. */
export const paintSea: Painter = function* paintSea(canvas, random, colours) {
  const { width, height } = canvas
  const share = random.between(0.46, 0.6)
  const horizon = Math.round(height * share)
  const sun = { x: random.between(0.24, 0.76), y: share - random.between(0.06, 0.26) }
  drawSky(canvas, random, colours, {
    sun,
    strength: 0.66,
    horizon: share,
    clouds: [
      { from: 0.02, to: share, count: 2.2, stretch: 4.5, cover: 0.62, strength: 0.42 },
      { from: share * 0.45, to: share + 0.02, count: 3.5, stretch: 12, cover: 0.66, strength: 0.5 },
    ],
  })
  yield
  const isNight = colours.top[0] + colours.top[1] + colours.top[2] < 110
  if (isNight) drawStars(canvas, random, 420, share * 0.8)
  drawDisc(canvas, sun.x, sun.y, random.between(0.04, 0.06), colours.light)
  const islands = Array.from({ length: 2 }, (_, layer) => {
    const crest = createCrest(canvas, random, {
      middle: share + 0.035 - 0.012 * layer,
      lift: 0.11,
      hills: random.between(1.6, 3.2),
      roughness: 5,
    })
    const paint = mix(colours.far, colours.near, 0.1 + 0.3 * layer)
    return { crest, ground: smooth(crest), paint, foot: mix(paint, colours.low, 0.5), fade: height * 0.1 }
  })
  yield* drawRidges(canvas, islands)
  drawMirror(canvas, horizon, createField(random, 3), colours.near, 0.55, 3.2)
  yield
  const lit = mix(colours.middle, colours.low, 0.55)
  drawWaves(canvas, horizon, createField(random, 4), lit, shade(colours.near, 0.8), 0.5)
  yield
  drawHaze(canvas, horizon, height * 0.035, mix(colours.low, colours.middle, 0.25), createCurve(random, 3))
  drawGlitter(canvas, random, sun.x * width, horizon, colours.light, 0.55)
  if (random.next() < 0.75) {
    const away = random.between(0.04, 0.3)
    const x = width * (sun.x < 0.5 ? random.between(0.56, 0.88) : random.between(0.12, 0.44))
    const size = height * (0.05 + away * 0.4)
    drawBoat(
      canvas,
      x,
      horizon + (height - horizon) * away,
      size,
      shade(colours.near, 0.55),
      mix(colours.near, colours.light, isNight ? 0.35 : 0.8),
    )
  }
}
