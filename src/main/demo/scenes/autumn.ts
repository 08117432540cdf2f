import { blend, type Canvas } from '../canvas'
import { type Colour, type Colours, mix, shade } from '../colour'
import { createCurve, createField, type Random } from '../random'
import { createCrest, drawRidges } from '../strokes/ridges'
import { drawDisc } from '../strokes/sky'
import { createRange, drawSky } from './land'
import type { Painter } from './painter'

/** Hills full of trees, every crown of its own colour, blue mountains behind them. */
export const paintAutumn: Painter = function* paintAutumn(canvas, random, colours) {
  const { height } = canvas
  const sun = { x: random.between(0.15, 0.85), y: random.between(0.1, 0.22) }
  drawSky(canvas, random, colours, {
    sun,
    strength: 0.62,
    horizon: 0.5,
    clouds: [{ from: 0, to: 0.4, count: 2.6, stretch: 3.4, cover: 0.6, strength: 0.6 }],
    cloudPaint: mix(colours.light, [255, 255, 255], 0.4),
  })
  drawDisc(canvas, sun.x, sun.y, 0.035, colours.light)
  yield
  const blue = mix(colours.top, colours.near, 0.25)
  yield* drawRidges(
    canvas,
    createRange(
      canvas,
      random,
      { ...colours, far: mix(colours.low, blue, 0.45), near: mix(blue, colours.far, 0.35) },
      {
        from: 0.34,
        to: 0.5,
        count: 3,
        lift: 0.2,
        roughness: 5,
        sharpness: 0.5,
        firs: 0,
        mist: colours.low,
      },
    ),
  )
  for (let layer = 0; layer < 4; layer++) {
    const share = layer / 3
    yield* plantHill(canvas, random, colours, {
      middle: 0.53 + 0.33 * share,
      size: height * (0.009 + 0.019 * share ** 1.2),
      haze: 0.34 * (1 - share) ** 1.3,
    })
  }
}

interface Hill {
  readonly middle: number
  /** Radius of its crowns, in pixels. */
  readonly size: number
  /** How much of the air's colour lies over it. */
  readonly haze: number
}

/** A hill covered with crowns from its crest down, row before row. */
function* plantHill(canvas: Canvas, random: Random, colours: Colours, hill: Hill): Generator<void> {
  const { width, height } = canvas
  const { middle, size, haze } = hill
  const crest = createCrest(canvas, random, {
    middle,
    lift: 0.26,
    hills: random.between(1.6, 2.8),
    roughness: 3,
  })
  const grove = createField(random, 3)
  const lit = createCurve(random, 2)
  const green = mix(mix(colours.near, [70, 96, 52], 0.75), colours.low, 0.1)
  const hues: readonly Colour[] = [
    colours.far,
    mix(colours.far, colours.near, 0.45),
    colours.near,
    mix(colours.far, [255, 214, 92], 0.5),
    green,
  ]
  yield* drawRidges(canvas, [
    {
      crest,
      ground: crest,
      paint: mix(shade(colours.near, 0.8), colours.low, haze),
      foot: shade(colours.near, 0.5),
      fade: height * 0.3,
    },
  ])
  const bottom = Math.min(height + size, height * (middle + 0.36))
  for (let down = 0; down < bottom - height * (middle - 0.12); down += size * 0.78) {
    for (let x = -size; x < width + size; x += size * 1.25) {
      const at = x + random.between(-0.7, 0.7) * size
      const y =
        crest[Math.min(width - 1, Math.max(0, Math.round(at)))]! + down + random.between(-0.5, 0.5) * size
      if (y > height + size) continue
      const place = grove(at / (size * 9), y / (size * 9)) * 5.6 - 0.4 + random.between(-0.9, 0.9)
      const hue = hues[Math.min(hues.length - 1, Math.max(0, Math.floor(place)))]!
      const bright =
        0.58 +
        0.5 * lit((at / width) * 3.4 + down / height) +
        random.between(-0.1, 0.1) -
        0.0012 * Math.min(160, down)
      drawCrown(canvas, at, y, size * random.between(0.75, 1.3), mix(shade(hue, bright), colours.low, haze))
    }
    yield
  }
}

/** 0 to 31 for any pixel: leaves, without the cost of a field. */
function leafAt(column: number, row: number): number {
  let mixed = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return (mixed >>> 16) & 31
}

/** One tree from above the hill: a ball, bright where the light falls, ragged at its rim. */
function drawCrown(canvas: Canvas, x: number, y: number, radius: number, paint: Colour): void {
  const bright = mix(paint, [255, 226, 150], 0.24)
  const dark = shade(paint, 0.52)
  for (let row = Math.floor(y - radius * 1.15); row <= y + radius; row++) {
    for (let column = Math.floor(x - radius); column <= x + radius; column++) {
      const right = (column - x) / radius
      const down = (row - y) / (radius * 1.1)
      const leaf = leafAt(column, row)
      const distance = right * right + down * down + (leaf - 15) * 0.012
      if (distance > 1) continue
      const facing = Math.min(1, Math.max(0, 0.52 - right * 0.36 - down * 0.5 + (leaf - 15) * 0.012))
      const face = facing > 0.5 ? mix(paint, bright, facing * 2 - 1) : mix(dark, paint, facing * 2)
      blend(canvas, column, row, face, Math.min(1, (1 - distance) * radius * 0.7))
    }
  }
}
