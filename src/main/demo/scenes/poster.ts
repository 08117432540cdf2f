import type { Canvas } from '../canvas'
import { type Colour, mix } from '../colour'
import type { Random } from '../random'
import { fillBox, fillShape } from '../strokes/shapes'
import { drawDisc } from '../strokes/sky'
import type { Painter } from './painter'

/** Flat shapes on paper: a different arrangement each time, always few colours. */
export const paintPoster: Painter = function* paintPoster(canvas, random, colours) {
  const { width, height } = canvas
  fillBox(canvas, 0, 0, width, height, colours.low)
  const paints = [colours.near, colours.top, colours.middle, colours.far, colours.light] as const
  const arrangement = arrangements[Math.floor(random.next() * arrangements.length)]!
  arrangement(canvas, random, paints)
  yield
  const frame = Math.round(height * 0.035)
  for (const [left, top, right, bottom] of [
    [0, 0, width, frame],
    [0, height - frame, width, height],
    [0, 0, frame, height],
    [width - frame, 0, width, height],
  ] as const) {
    fillBox(canvas, left, top, right, bottom, mix(colours.low, [255, 255, 255], 0.55))
  }
}

type Arrangement = (
  canvas: Canvas,
  random: Random,
  paints: readonly [Colour, Colour, Colour, Colour, Colour],
) => void

const arrangements: readonly Arrangement[] = [sunOverWaves, tiles, arches, hills]

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random.next() * items.length)]!
}

/** A great disc, cut by stripes, over waves of half circles. */
function sunOverWaves(
  canvas: Canvas,
  random: Random,
  paints: readonly [Colour, Colour, Colour, Colour, Colour],
): void {
  const { width, height } = canvas
  const [near, top, middle, far] = paints
  const x = random.between(0.35, 0.65)
  for (const [ring, paint] of [mix(far, paints[4], 0.65), mix(far, paints[4], 0.35), far].entries()) {
    drawDisc(canvas, x, 0.42, 0.36 - ring * 0.07, paint)
  }
  const size = height * 0.075
  for (let row = 0; row < 7; row++) {
    const y = height * 0.56 + row * size * 0.92
    for (let column = -1; column * size * 2 < width + size * 2; column++) {
      const at = column * size * 2 + (row % 2) * size
      for (const [ring, paint] of [
        pick(random, [near, top]),
        pick(random, [middle, paints[4]]),
        top,
        paints[4],
        middle,
      ].entries()) {
        drawDisc(canvas, at / width, (y + size) / height, (size * (1 - ring * 0.19)) / height, paint)
      }
    }
  }
}

/** A pavement of quarter circles, diagonals and dots. */
function tiles(
  canvas: Canvas,
  random: Random,
  paints: readonly [Colour, Colour, Colour, Colour, Colour],
): void {
  const { width, height } = canvas
  const rows = pick(random, [4, 5, 6])
  const size = height / rows
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column * size < width; column++) {
      const [left, top] = [column * size, row * size]
      const back = pick(random, paints)
      const front = pick(
        random,
        paints.filter((paint) => paint !== back),
      )
      fillBox(canvas, left, top, left + size + 1, top + size + 1, back)
      drawTile(canvas, random, left, top, size, front, back)
    }
  }
}

function drawTile(
  canvas: Canvas,
  random: Random,
  left: number,
  top: number,
  size: number,
  front: Colour,
  back: Colour,
): void {
  const kind = Math.floor(random.next() * 5)
  const [turnX, turnY] = [random.next() < 0.5 ? 0 : 1, random.next() < 0.5 ? 0 : 1]
  if (kind <= 1) {
    const [x, y] = [left + turnX * size, top + turnY * size]
    for (const [ring, paint] of (kind === 0 ? [front] : [front, back, front]).entries()) {
      fillQuarter(canvas, x, y, size * (1 - ring * 0.3), turnX === 0 ? 1 : -1, turnY === 0 ? 1 : -1, paint)
    }
  } else if (kind === 2) {
    fillShape(
      canvas,
      [
        [left + turnX * size, top],
        [left + size, top + size],
        [left, top + size],
      ],
      front,
    )
  } else if (kind === 3) {
    drawDisc(
      canvas,
      (left + size / 2) / canvas.width,
      (top + size / 2) / canvas.height,
      (size * 0.34) / canvas.height,
      front,
    )
    drawDisc(
      canvas,
      (left + size / 2) / canvas.width,
      (top + size / 2) / canvas.height,
      (size * 0.14) / canvas.height,
      back,
    )
  } else {
    for (let stripe = 0; stripe < 4; stripe += 2) {
      const from = top + ((stripe + turnY) * size) / 4
      fillBox(canvas, left, from, left + size, from + size / 4, front)
    }
  }
}

function fillQuarter(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  right: number,
  down: number,
  paint: Colour,
): void {
  const arc = Array.from({ length: 33 }, (_, step) => {
    const turn = (step / 32) * (Math.PI / 2)
    return [x + right * radius * Math.cos(turn), y + down * radius * Math.sin(turn)] as const
  })
  fillShape(canvas, [[x, y], ...arc], paint)
}

/** Gates within gates, and a sun in one of them. */
function arches(
  canvas: Canvas,
  random: Random,
  paints: readonly [Colour, Colour, Colour, Colour, Colour],
): void {
  const { width, height } = canvas
  const count = pick(random, [3, 4, 5])
  const step = width / count
  for (let gate = 0; gate < count; gate++) {
    const middle = (gate + 0.5) * step
    const [first, second] = random.next() < 0.5 ? [paints[0], paints[3]] : [paints[1], paints[2]]
    const rise = height * random.between(0.3, 0.55)
    for (let ring = 0; ring < 5; ring++) {
      const half = step * (0.46 - ring * 0.085)
      const paint = ring % 2 === 0 ? first : mix(second, paints[4], ring * 0.12)
      drawDisc(canvas, middle / width, (height - rise) / height, half / height, paint)
      fillBox(canvas, middle - half, height - rise, middle + half, height, paint)
    }
    if (random.next() < 0.6)
      drawDisc(
        canvas,
        middle / width,
        random.between(0.14, 0.24),
        0.055,
        pick(random, [paints[3], paints[2]]),
      )
  }
}

/** Slopes of flat colour, one before the other, under a moon. */
function hills(
  canvas: Canvas,
  random: Random,
  paints: readonly [Colour, Colour, Colour, Colour, Colour],
): void {
  const { width, height } = canvas
  const x = random.between(0.25, 0.75)
  drawDisc(canvas, x, 0.3, 0.2, paints[3])
  drawDisc(canvas, x + 0.03, 0.27, 0.16, mix(paints[3], paints[4], 0.6))
  for (let slope = 0; slope < 7; slope++) {
    const peak = random.between(0.05, 0.95) * width
    const top = height * (0.4 + slope * 0.075)
    const half = width * random.between(0.35, 0.6)
    const paint = mix(pick(random, [paints[1], paints[2], paints[3]]), paints[0], slope / 8)
    fillShape(
      canvas,
      [
        [peak - half, height],
        [peak, top],
        [peak + half, height],
      ],
      paint,
    )
    fillShape(
      canvas,
      [
        [peak, top],
        [peak + half, height],
        [peak + half * 0.16, height],
      ],
      mix(paint, paints[0], 0.35),
    )
  }
}
