import { type Canvas, createCanvas } from './canvas'
import { type Colour, colour, mix } from './colour'
import { createCurve, createRandom, type Random } from './random'
import { curtains, fillSky, glitter, mirror, ridge, shine, stars } from './strokes'

/** What a picture shows. */
export type Scene = 'mountains' | 'sea' | 'dunes' | 'aurora' | 'stars' | 'lake'

/** Colours of a gallery as `#rrggbb`: sky from top to horizon, light of sun or moon, land from far to near. */
export interface Palette {
  readonly top: string
  readonly middle: string
  readonly low: string
  readonly light: string
  readonly far: string
  readonly near: string
}

/** A finished picture: three bytes a pixel, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

interface Colours {
  readonly top: Colour
  readonly middle: Colour
  readonly low: Colour
  readonly light: Colour
  readonly far: Colour
  readonly near: Colour
}

const painters: Readonly<Record<Scene, (canvas: Canvas, random: Random, colours: Colours) => void>> = {
  mountains(canvas, random, colours) {
    const { width, height } = canvas
    fillSky(canvas, colours.top, colours.middle, colours.low)
    shine(
      canvas,
      width * random.between(0.2, 0.8),
      height * random.between(0.22, 0.42),
      height * 0.055,
      colours.light,
      0.5,
    )
    ranges(canvas, random, colours, { from: 0.4, to: 0.86, count: 6, roughness: 5 })
  },
  sea(canvas, random, colours) {
    const { width, height } = canvas
    const horizon = height * random.between(0.5, 0.62)
    const x = width * random.between(0.25, 0.75)
    fillSky(canvas, colours.top, colours.middle, colours.low)
    shine(canvas, x, horizon - height * random.between(0.04, 0.16), height * 0.062, colours.light, 0.55)
    ranges(canvas, random, colours, {
      from: horizon / height - 0.05,
      to: horizon / height - 0.01,
      count: 2,
      roughness: 4,
    })
    mirror(canvas, horizon, createCurve(random, 3), colours.near, 0.45)
    glitter(canvas, random, x, horizon, colours.light)
  },
  dunes(canvas, random, colours) {
    const { width, height } = canvas
    fillSky(canvas, colours.top, colours.middle, colours.low)
    shine(
      canvas,
      width * random.between(0.15, 0.85),
      height * random.between(0.16, 0.36),
      height * 0.07,
      colours.light,
      0.45,
    )
    ranges(canvas, random, colours, { from: 0.5, to: 0.88, count: 5, roughness: 2 })
  },
  aurora(canvas, random, colours) {
    const { height } = canvas
    fillSky(canvas, colours.top, colours.middle, colours.middle)
    stars(canvas, random, 900, height * 0.85)
    for (const strength of [0.55, 0.4]) {
      curtains(canvas, createCurve(random, 3), createCurve(random, 4), colours.light, colours.low, strength)
    }
    ranges(canvas, random, colours, { from: 0.74, to: 0.9, count: 3, roughness: 5 })
  },
  stars(canvas, random, colours) {
    const { width, height } = canvas
    fillSky(canvas, colours.top, colours.middle, colours.low)
    stars(canvas, random, 2200, height * 0.9)
    shine(
      canvas,
      width * random.between(0.2, 0.8),
      height * random.between(0.15, 0.35),
      height * 0.035,
      colours.light,
      0.28,
    )
    ranges(canvas, random, colours, { from: 0.66, to: 0.9, count: 4, roughness: 4 })
  },
  lake(canvas, random, colours) {
    const { width, height } = canvas
    const horizon = height * random.between(0.58, 0.66)
    fillSky(canvas, colours.top, colours.middle, colours.low)
    shine(
      canvas,
      width * random.between(0.2, 0.8),
      height * random.between(0.16, 0.34),
      height * 0.05,
      colours.light,
      0.42,
    )
    ranges(canvas, random, colours, { from: 0.34, to: horizon / height - 0.02, count: 4, roughness: 5 })
    mirror(canvas, horizon, createCurve(random, 3), colours.near, 0.3)
  },
}

interface Ranges {
  /** Mean height of the farthest and of the nearest crest, as a share of the picture's height. */
  readonly from: number
  readonly to: number
  readonly count: number
  /** Octaves of the crest: 2 is a dune, 5 a rock. */
  readonly roughness: number
}

/** Ridges one behind the other, each nearer one darker, lower and livelier, with mist at their feet. */
function ranges(
  canvas: Canvas,
  random: Random,
  colours: Colours,
  { from, to, count, roughness }: Ranges,
): void {
  const { width, height } = canvas
  for (let layer = 0; layer < count; layer++) {
    const share = count === 1 ? 1 : layer / (count - 1)
    const crest = mix(colours.far, colours.near, share)
    const foot = mix(crest, colours.low, 0.55 * (1 - share) + 0.1)
    const curve = createCurve(random, roughness)
    const middle = height * (from + (to - from) * share)
    const lift = height * (0.17 - 0.05 * share) * Math.min(1, (to - from) * 5 + 0.25)
    const stretch = random.between(2.2, 4.2) * (0.7 + 0.5 * share)
    ridge(canvas, (x) => middle - (curve((x / width) * stretch) - 0.5) * 2 * lift, crest, foot)
  }
}

/**
 * Paints a picture: the same bytes for the same scene, palette, size and seed.
 *
 * Takes some 100 ms of processor time for a million pixels: call it in a worker thread where a window is waiting.
 */
export function paintScene(
  scene: Scene,
  palette: Palette,
  width: number,
  height: number,
  seed: string,
): Picture {
  const random = createRandom(seed)
  const canvas = createCanvas(width, height)
  const { top, middle, low, light, far, near } = palette
  const colours = {
    top: colour(top),
    middle: colour(middle),
    low: colour(low),
    light: colour(light),
    far: colour(far),
    near: colour(near),
  }
  painters[scene](canvas, random, colours)
  return { width, height, rgb: canvas.finish(random) }
}
