import { type Canvas, createSoftCanvas, enlarge } from '../canvas'
import { type Colour, type Colours, mix } from '../colour'
import { createField, type Random } from '../random'
import { createCrest, plantFirs, type Ridge, smooth } from '../strokes/ridges'
import { type Clouds, drawClouds, fillSky, glow } from '../strokes/sky'

/** Where a light stands, as shares of width and height. */
export interface Place {
  readonly x: number
  readonly y: number
}

export interface SkyShape {
  readonly sun: Place
  /** Strength of its glow: 0.2 is a moon in mist, 0.8 a sun at noon. */
  readonly strength: number
  /** Share of the height at which the sky is lowest. */
  readonly horizon: number
  readonly clouds: readonly Omit<Clouds, 'paint'>[]
  readonly cloudPaint?: Colour
}

/** A sky with the glow of its light and with clouds, laid over the whole canvas. */
export function drawSky(canvas: Canvas, random: Random, colours: Colours, shape: SkyShape): void {
  const { sun, strength, horizon, clouds, cloudPaint = mix(colours.low, colours.light, 0.5) } = shape
  const soft = createSoftCanvas(canvas)
  fillSky(soft, colours.top, colours.middle, colours.low, horizon)
  glow(soft, sun.x, sun.y, 0.75, colours.low, strength * 0.5)
  for (const cloud of clouds) drawClouds(soft, createField(random, 5), { ...cloud, paint: cloudPaint })
  glow(soft, sun.x, sun.y, 0.2, colours.light, strength * 0.75)
  enlarge(soft, canvas)
}

export interface RangeShape {
  /** Mean height of the farthest and of the nearest crest, as shares of the picture's height. */
  readonly from: number
  readonly to: number
  readonly count: number
  readonly lift: number
  readonly roughness: number
  readonly sharpness: number
  /** Height of firs on the nearest two crests as a share of the picture's height; 0 for bare land. */
  readonly firs: number
  readonly mist: Colour
  /** Light on the crests, from a share of the width. */
  readonly rim?: { readonly x: number; readonly paint: Colour; readonly strength: number }
}

/** Ridges one behind the other, each nearer one darker and livelier, with mist at their feet. */
export function createRange(canvas: Canvas, random: Random, colours: Colours, shape: RangeShape): Ridge[] {
  const { from, to, count, lift, roughness, sharpness, firs, mist, rim } = shape
  const { width, height } = canvas
  return Array.from({ length: count }, (_, layer) => {
    const share = count === 1 ? 1 : layer / (count - 1)
    const paint = mix(colours.far, colours.near, share ** 1.15)
    const crest = createCrest(canvas, random, {
      middle: from + (to - from) * share ** 1.1,
      lift: lift * random.between(0.8, 1.25) * (1 - 0.35 * share),
      hills: random.between(2.2, 4.4) * (0.8 + 0.5 * share),
      roughness,
      sharpness: sharpness * (1 - 0.6 * share),
    })
    const rank = count - 1 - layer
    const size = height * firs * ([1, 0.5, 0.24][rank] ?? 0)
    return {
      crest: size > 0 ? plantFirs(crest, random, size, 0.95) : crest,
      ground: smooth(crest),
      paint,
      foot: mix(paint, mist, 0.78 - 0.5 * share),
      fade: height * (0.2 + 0.1 * share),
      ...(rim && { rim: { from: rim.x * width, paint: rim.paint, strength: rim.strength * (1 - share) } }),
    }
  })
}
