import { type Canvas, createSoftCanvas, enlarge, light } from '../canvas'
import { type Colour, mix } from '../colour'
import { type Curve, createCurve, createField } from '../random'
import { drawRidges } from '../strokes/ridges'
import { drawStars, fillSky, glow } from '../strokes/sky'
import { drawMirror } from '../strokes/water'
import { createRange } from './land'
import type { Painter } from './painter'

/** Northern lights over mountains, half of the time above a lake that holds them twice. */
export const paintAurora: Painter = function* paintAurora(canvas, random, colours) {
  const { height } = canvas
  const hasLake = random.next() < 0.5
  const soft = createSoftCanvas(canvas, 1 / 2)
  fillSky(soft, colours.top, colours.middle, mix(colours.middle, colours.light, 0.22), 0.8)
  glow(soft, random.between(0.3, 0.7), 0.5, 0.5, colours.light, 0.2)
  yield
  for (const strength of [0.7, 1.25, 0.9]) {
    drawCurtain(
      soft,
      createCurve(random, 2),
      createCurve(random, 4),
      colours.light,
      colours.low,
      strength,
      random.between(0, 0.16),
    )
    yield
  }
  enlarge(soft, canvas)
  drawStars(canvas, random, 1100, 0.8)
  yield
  yield* drawRidges(
    canvas,
    createRange(canvas, random, colours, {
      from: hasLake ? 0.6 : 0.7,
      to: hasLake ? 0.68 : 0.95,
      count: 3,
      lift: hasLake ? 0.12 : 0.2,
      roughness: 6,
      sharpness: 0.7,
      firs: hasLake ? 0.035 : 0.14,
      mist: mix(colours.far, colours.light, 0.3),
    }),
  )
  if (hasLake) drawMirror(canvas, Math.round(height * 0.7), createField(random, 3), colours.near, 0.35)
}

/** A curtain of light that hangs from a wandering line: a sharp hem, rays that fade upwards and turn to another hue. */
function drawCurtain(
  canvas: Canvas,
  hem: Curve,
  shimmer: Curve,
  low: Colour,
  high: Colour,
  strength: number,
  drop: number,
): void {
  const { width, height } = canvas
  for (let x = 0; x < width; x++) {
    const at = x / width
    // The line folds back on itself, as a cloth does; there the rays stand closer and brighter.
    const fold = Math.sin(at * 9 + hem(at * 2 + 40) * 7)
    const foot = height * (0.2 + drop + 0.36 * hem(at * 1.7) + 0.025 * fold)
    const rays = 0.25 + 0.75 * shimmer(at * 42 + fold * 2) ** 1.4
    const veil = Math.min(1, Math.max(0.12, hem(at * 2.6 + 90) * 2.2 - 0.5))
    const length = height * (0.12 + 0.2 * shimmer(at * 9 + 50))
    const fringe = height * 0.02
    for (let y = Math.max(0, Math.floor(foot - length * 3)); y < Math.min(height, foot + fringe * 2); y++) {
      const above = (foot - y) / length
      const share = above < 0 ? Math.max(0, 1 + (above * length) / (fringe * 2)) ** 2 : Math.exp(-above * 1.7)
      light(canvas, x, y, mix(low, high, above / 1.7 - 0.2), strength * share * rays * veil)
    }
  }
}
