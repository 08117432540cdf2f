import { type Canvas, light } from '../canvas'
import { mix, shade } from '../colour'
import { createCurve, type Random } from '../random'
import { createCrest, drawRidges } from '../strokes/ridges'
import { type Corner, fillBox, fillShape } from '../strokes/shapes'
import { drawDisc } from '../strokes/sky'
import { createRange, drawSky } from './land'
import type { Painter } from './painter'

/** A valley in snow: soft hills, firs with white shoulders, sometimes a hut with a lit window, and flakes in the air. */
export const paintSnow: Painter = function* paintSnow(canvas, random, colours) {
  const { width, height } = canvas
  const sun = { x: random.between(0.2, 0.8), y: random.between(0.12, 0.28) }
  drawSky(canvas, random, colours, {
    sun,
    strength: 0.5,
    horizon: 0.6,
    clouds: [{ from: 0, to: 0.5, count: 2, stretch: 3.6, cover: 0.6, strength: 0.35 }],
  })
  drawDisc(canvas, sun.x, sun.y, 0.045, colours.light, 0.95)
  yield
  yield* drawRidges(
    canvas,
    createRange(
      canvas,
      random,
      { ...colours, near: mix(colours.far, colours.near, 0.45) },
      {
        from: 0.42,
        to: 0.6,
        count: 4,
        lift: 0.22,
        roughness: 6,
        sharpness: 0.75,
        firs: 0.04,
        mist: colours.low,
      },
    ),
  )
  for (let layer = 0; layer < 3; layer++) {
    const share = layer / 2
    const crest = createCrest(canvas, random, {
      middle: 0.64 + 0.2 * share,
      lift: 0.08,
      hills: random.between(1.2, 2),
      roughness: 2,
    })
    const snow = mix(colours.far, colours.low, 0.45 + 0.5 * share)
    yield* drawRidges(canvas, [
      {
        crest,
        ground: crest,
        paint: mix(snow, colours.light, 0.4),
        foot: mix(snow, colours.near, 0.22),
        fade: height * 0.3,
      },
    ])
    const trees = createCurve(random, 2)
    const count = 12 - layer * 2
    for (let tree = 0; tree < count; tree++) {
      const x = random.next() * width
      if (trees((x / width) * 4) < 0.5) continue
      const size = height * (0.07 + 0.15 * share) * random.between(0.65, 1.15)
      drawFir(
        canvas,
        x,
        crest[Math.min(width - 1, Math.floor(x))]! + size * 0.12,
        size,
        mix(mix(colours.near, shade(colours.near, 0.6), share), colours.far, 0.4 * (1 - share)),
        mix(colours.low, [255, 255, 255], 0.6),
        random,
      )
    }
    if (layer === 1 && random.next() < 0.7) {
      const x = width * random.between(0.3, 0.7)
      drawHut(canvas, x, crest[Math.floor(x)]! + height * 0.02, height * 0.055, random)
    }
    yield
  }
  drawFlakes(canvas, random)
}

function drawFir(
  canvas: Canvas,
  x: number,
  y: number,
  size: number,
  green: readonly [number, number, number],
  snow: readonly [number, number, number],
  random: Random,
): void {
  const lean = random.between(-0.01, 0.01) * size
  for (let storey = 0; storey < 5; storey++) {
    const foot = y - size * storey * 0.17
    const half = size * (0.25 - storey * 0.042)
    const top = foot - size * 0.34
    const outline: Corner[] = [
      [x - half, foot],
      [x - half * 0.45, foot - size * 0.045],
      [x, foot + size * 0.012],
      [x + half * 0.45, foot - size * 0.045],
      [x + half, foot],
      [x + lean, top],
    ]
    fillShape(canvas, outline, shade(green, 0.86 + storey * 0.05))
    // Snow lies on the side that the wind comes from.
    fillShape(
      canvas,
      [
        [x - half, foot - 1],
        [x - half * 0.42, foot - size * 0.085],
        [x - half * 0.05, foot - size * 0.06],
        [x + half * 0.12, foot - size * 0.13],
        [x + lean, top],
      ],
      snow,
      0.82,
    )
  }
}

function drawHut(canvas: Canvas, x: number, y: number, size: number, random: Random): void {
  const wall = [74, 52, 46] as const
  fillBox(canvas, x - size, y - size * 0.8, x + size, y, wall)
  fillShape(
    canvas,
    [
      [x - size * 1.25, y - size * 0.75],
      [x, y - size * 1.6],
      [x + size * 1.25, y - size * 0.75],
    ],
    [244, 247, 252],
  )
  fillBox(canvas, x + size * 0.45, y - size * 1.75, x + size * 0.68, y - size * 1.1, wall)
  for (const left of [-0.62, 0.2]) {
    fillBox(
      canvas,
      x + size * left,
      y - size * 0.6,
      x + size * (left + 0.4),
      y - size * 0.22,
      [255, 208, 120],
    )
  }
  for (let glint = 0; glint < 260; glint++) {
    const away = random.next() ** 2 * size * 2.4
    light(
      canvas,
      Math.round(x + random.between(-1, 1) * (size + away * 0.4)),
      Math.round(y + away * 0.5),
      [255, 190, 100],
      0.12,
    )
  }
}

/** Flakes of three distances: many small ones, a few large and soft. */
function drawFlakes(canvas: Canvas, random: Random): void {
  const { width, height } = canvas
  for (let flake = 0; flake < 520; flake++) {
    const near = random.next() ** 5
    const radius = (0.7 + near * 5) * (height / 800)
    const [x, y] = [random.next() * width, random.next() * height]
    const share = 0.8 - near * 0.45
    for (let row = Math.floor(y - radius - 1); row <= y + radius + 1; row++) {
      for (let column = Math.floor(x - radius - 1); column <= x + radius + 1; column++) {
        const inside = 1 - Math.hypot(column - x, row - y) / (radius + 0.6)
        if (inside > 0) light(canvas, column, row, [255, 255, 255], Math.min(1, inside * 1.8) * share)
      }
    }
  }
}
