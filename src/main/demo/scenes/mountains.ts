import { drawRidges } from '../strokes/ridges'
import { type Corner, drawBirds } from '../strokes/shapes'
import { drawDisc } from '../strokes/sky'
import { createRange, drawSky } from './land'
import type { Painter } from './painter'

/** Layered mountains in mist, with a sun low above them, firs in front and sometimes a few birds. */
export const paintMountains: Painter = function* paintMountains(canvas, random, colours) {
  const { width, height } = canvas
  const sun = { x: random.between(0.18, 0.82), y: random.between(0.16, 0.36) }
  drawSky(canvas, random, colours, {
    sun,
    strength: 0.72,
    horizon: 0.62,
    clouds: [
      { from: 0.02, to: 0.42, count: 2.4, stretch: 5, cover: 0.55, strength: 0.4 },
      { from: 0.2, to: 0.55, count: 3.4, stretch: 11, cover: 0.6, strength: 0.45 },
    ],
  })
  yield
  drawDisc(canvas, sun.x, sun.y, random.between(0.035, 0.055), colours.light)
  const peaked = random.next() < 0.5
  yield* drawRidges(
    canvas,
    createRange(canvas, random, colours, {
      from: random.between(0.4, 0.48),
      to: 0.93,
      count: 7,
      lift: peaked ? 0.3 : 0.22,
      roughness: 6,
      sharpness: peaked ? 0.8 : 0.15,
      firs: random.between(0.07, 0.15),
      mist: colours.low,
      rim: { x: sun.x, paint: colours.light, strength: 0.4 },
    }),
  )
  if (random.next() < 0.6) {
    const [x, y] = [width * random.between(0.2, 0.8), height * random.between(0.2, 0.36)]
    const places = Array.from(
      { length: 5 },
      (): Corner => [x + width * random.between(-0.07, 0.07), y + height * random.between(-0.05, 0.05)],
    )
    drawBirds(canvas, places, height * 0.011, colours.near)
  }
}
