import { type Canvas, light } from '../canvas'
import { type Colour, type Colours, mix, shade } from '../colour'
import { createCurve, createField, type Random } from '../random'
import { drawLine, fillBox, fillShape } from '../strokes/shapes'
import { drawDisc, drawStars } from '../strokes/sky'
import { drawHaze, drawMirror } from '../strokes/water'
import { drawSky } from './land'
import type { Painter } from './painter'

/** A city by the river when its lights go on. */
export const paintCity: Painter = function* paintCity(canvas, random, colours) {
  const { height } = canvas
  const shore = Math.round(height * random.between(0.7, 0.76))
  const sun = { x: random.between(0.2, 0.8), y: random.between(0.16, 0.42) }
  drawSky(canvas, random, colours, {
    sun,
    strength: 0.55,
    horizon: 0.72,
    clouds: [
      { from: 0, to: 0.5, count: 2.2, stretch: 4, cover: 0.58, strength: 0.35 },
      { from: 0.3, to: 0.72, count: 3, stretch: 12, cover: 0.66, strength: 0.45 },
    ],
  })
  yield
  drawStars(canvas, random, 160, 0.4)
  drawDisc(canvas, sun.x, sun.y, 0.05, colours.light)
  for (let row = 0; row < 4; row++) {
    const share = row / 3
    yield* buildRow(canvas, random, colours, shore, share)
  }
  drawHaze(canvas, shore, height * 0.03, mix(colours.low, colours.far, 0.4), createCurve(random, 3))
  drawMirror(canvas, shore, createField(random, 3), shade(colours.near, 0.7), 0.4)
}

/** One row of towers; 0 is the farthest. */
function* buildRow(
  canvas: Canvas,
  random: Random,
  colours: Colours,
  foot: number,
  share: number,
): Generator<void> {
  const { width, height } = canvas
  const paint = mix(colours.far, colours.near, share ** 0.8)
  const skyline = createCurve(random, 3)
  for (let x = -width * 0.02; x < width; ) {
    const wide = width * random.between(0.022, 0.05) * (0.7 + 0.5 * share)
    const tall =
      height * (0.06 + (0.52 - 0.3 * share) * skyline((x / width) * 4) ** 1.5) * random.between(0.75, 1.1)
    const top = foot - tall
    fillBox(canvas, x, top, x + wide, foot, paint)
    fillBox(canvas, x, top, x + wide * 0.24, foot, mix(paint, colours.low, 0.14 * (1 - share)))
    decorate(canvas, random, x, top, wide, paint)
    lightWindows(canvas, random, x, top, wide, foot, share, colours.light)
    x += wide * random.between(0.96, 1.3)
  }
  yield
}

function decorate(canvas: Canvas, random: Random, x: number, top: number, wide: number, paint: Colour): void {
  const kind = random.next()
  const middle = x + wide / 2
  if (kind < 0.16) {
    drawLine(canvas, [middle, top], [middle, top - wide * 1.3], 1.6, paint)
    drawDisc(
      canvas,
      middle / canvas.width,
      (top - wide * 1.3) / canvas.height,
      2 / canvas.height,
      [255, 92, 72],
    )
  } else if (kind < 0.3) {
    fillShape(
      canvas,
      [
        [x, top],
        [middle, top - wide * 0.7],
        [x + wide, top],
      ],
      paint,
    )
  } else if (kind < 0.5) {
    fillBox(canvas, x + wide * 0.2, top - wide * 0.35, x + wide * 0.8, top, paint)
  }
}

function lightWindows(
  canvas: Canvas,
  random: Random,
  x: number,
  top: number,
  wide: number,
  foot: number,
  share: number,
  paint: Colour,
): void {
  const unit = canvas.height / 800
  const step = (4.5 + 3.5 * share) * unit
  const [paneX, paneY] = [Math.max(1, Math.round(step * 0.42)), Math.max(1, Math.round(step * 0.5))]
  const awake = random.between(0.12, 0.62)
  const warm = mix(paint, [255, 188, 104], 0.65)
  const cold = mix(paint, [196, 222, 255], 0.5)
  for (let y = top + step; y < foot - step; y += step * 1.25) {
    for (let column = x + step * 0.6; column < x + wide - step * 0.7; column += step) {
      if (random.next() > awake) continue
      const hue = random.next() < 0.8 ? warm : cold
      const strength = random.between(0.35, 0.95) * (0.4 + 0.6 * share)
      for (let down = 0; down < paneY; down++) {
        for (let right = 0; right < paneX; right++)
          light(canvas, Math.round(column) + right, Math.round(y) + down, hue, strength)
      }
    }
  }
}
