import { type Canvas, createSoftCanvas, enlarge, light } from '../canvas'
import { type Colour, type Colours, mix } from '../colour'
import { createField, type Random } from '../random'
import { drawRidges } from '../strokes/ridges'
import { fillShape } from '../strokes/shapes'
import { drawStars, fillSky } from '../strokes/sky'
import { createRange } from './land'
import type { Painter } from './painter'

/** A clear night: the Milky Way from corner to corner, firs, and a tent with a lamp in it. */
export const paintStars: Painter = function* paintStars(canvas, random, colours) {
  const { width, height } = canvas
  const soft = createSoftCanvas(canvas)
  fillSky(soft, colours.top, colours.middle, colours.low, 0.86)
  drawMilkyWay(soft, random, colours)
  enlarge(soft, canvas)
  yield
  drawStars(canvas, random, 3200, 0.9)
  yield
  yield* drawRidges(
    canvas,
    createRange(canvas, random, colours, {
      from: random.between(0.66, 0.74),
      to: 0.95,
      count: 4,
      lift: 0.18,
      roughness: 6,
      sharpness: random.next(),
      firs: random.between(0.1, 0.2),
      mist: colours.far,
    }),
  )
  if (random.next() < 0.7) drawTent(canvas, width * random.between(0.25, 0.75), height * 0.955, height * 0.05)
}

/** A band of dust and light across the sky; dark lanes run along its middle. */
function drawMilkyWay(canvas: Canvas, random: Random, colours: Colours): void {
  const { width, height } = canvas
  const dust = createField(random, 6)
  const lanes = createField(random, 5)
  const tilt = random.between(0.5, 1.1) * (random.next() < 0.5 ? 1 : -1)
  const [middleX, middleY] = [width * random.between(0.35, 0.65), height * 0.36]
  const norm = Math.hypot(1, tilt)
  const cold = mix(colours.low, [190, 205, 255], 0.55)
  const warm: Colour = [255, 214, 196]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const across = ((y - middleY) * 0.55 - (x - middleX) * tilt * 0.9) / norm / height
      const along = (x - middleX + (y - middleY) * tilt) / norm / height
      const bent = across + (lanes(along * 2 + 7, across * 3) - 0.5) * 0.16
      const band = Math.exp(-((bent / 0.17) ** 2))
      if (band < 0.02) continue
      const cloud = dust(x / 26, y / 26)
      const lane =
        Math.max(0, 1 - Math.abs(bent + 0.015) / 0.06) * Math.max(0, lanes(x / 20, y / 20) * 2.4 - 0.75)
      const share = band * (0.12 + 0.75 * cloud * cloud) * (1 - Math.min(0.9, lane))
      light(canvas, x, y, mix(cold, warm, Math.exp(-((bent / 0.07) ** 2)) * cloud * 1.4), share)
    }
  }
}

function drawTent(canvas: Canvas, x: number, y: number, size: number): void {
  for (let ring = 14; ring > 0; ring--) {
    const reach = size * (0.4 + ring * 0.09)
    fillShape(
      canvas,
      [
        [x - reach * 1.3, y],
        [x - reach * 0.6, y - reach * 0.7],
        [x + reach * 0.6, y - reach * 0.7],
        [x + reach * 1.3, y],
      ],
      [255, 176, 84],
      0.022,
    )
  }
  fillShape(
    canvas,
    [
      [x - size * 0.95, y],
      [x, y - size],
      [x + size * 0.95, y],
    ],
    [255, 184, 92],
  )
  fillShape(
    canvas,
    [
      [x - size * 0.95, y],
      [x, y - size],
      [x - size * 0.12, y],
    ],
    [222, 128, 58],
  )
  fillShape(
    canvas,
    [
      [x - size * 0.12, y],
      [x + size * 0.03, y - size * 0.62],
      [x + size * 0.3, y],
    ],
    [255, 236, 178],
  )
}
