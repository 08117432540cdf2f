import type { Canvas } from '../canvas'
import { type Colour, createRamp, mix, rampSteps } from '../colour'
import { type Curve, createCurve, type Random } from '../random'

/** Height of a crest in pixels from the top, one number a column. */
export type Crest = Float32Array

/** Land below a crest: its colour fades into that of the mist at its foot. */
export interface Ridge {
  readonly crest: Crest
  /** Where the mist begins to rise: the crest without its trees and notches. */
  readonly ground: Crest
  readonly paint: Colour
  readonly foot: Colour
  /** Height over which it fades, in pixels. */
  readonly fade: number
  /** Light that grazes the crest from a place, in columns. */
  readonly rim?: { readonly from: number; readonly paint: Colour; readonly strength: number }
}

export interface CrestShape {
  /** Mean height as a share of the picture's height. */
  readonly middle: number
  /** How far it rises and falls, as a share of the picture's height. */
  readonly lift: number
  /** Hills across the picture. */
  readonly hills: number
  /** Octaves: 2 is a dune, 6 a rock. */
  readonly roughness: number
  /** 0: round, 1: pointed summits. */
  readonly sharpness?: number
}

export function createCrest({ width, height }: Canvas, random: Random, shape: CrestShape): Crest {
  const { middle, lift, hills, roughness, sharpness = 0 } = shape
  const body = createCurve(random, 2)
  const detail = createCurve(random, roughness)
  return Float32Array.from({ length: width }, (_, x) => {
    const at = (x / width) * hills
    const round = detail(at) - 0.5
    const pointed = 0.5 - Math.abs(2 * detail(at) - 1) ** 0.8
    const rise = round * (1 - sharpness) + pointed * sharpness * 0.8 + (body(at * 0.45) - 0.5) * 0.9
    return height * (middle - rise * lift)
  })
}

/** The crest as a slow line, so that mist below it does not hang in streaks under every notch. */
export function smooth(crest: Crest): Crest {
  const reach = Math.round(crest.length / 28)
  const last = crest.length - 1
  let sum = 0
  for (let x = -reach; x <= reach; x++) sum += crest[Math.min(last, Math.max(0, x))]!
  return Float32Array.from(crest, (_, x) => {
    const mean = sum / (2 * reach + 1)
    sum += crest[Math.min(last, x + reach + 1)]! - crest[Math.max(0, x - reach)]!
    return mean
  })
}

/** The crest with firs on it; `size` is the height of the tallest in pixels. */
export function plantFirs(ground: Crest, random: Random, size: number, density: number): Crest {
  const grove: Curve = createCurve(random, 3)
  const crest = Float32Array.from(ground)
  const count = Math.floor((crest.length / size) * 6 * density)
  for (let tree = 0; tree < count; tree++) {
    const at = random.next() * crest.length
    const thick = grove((at / crest.length) * 7)
    if (thick < 0.62 - density * 0.25) continue
    const tall = size * random.between(0.4, 1) * (0.45 + thick * 0.75)
    const half = tall * random.between(0.17, 0.24)
    const foot = ground[Math.floor(at)]! + 2
    const storeys = Math.max(3, Math.floor(tall / 7))
    for (let x = Math.max(0, Math.ceil(at - half)); x <= Math.min(crest.length - 1, at + half); x++) {
      const out = Math.abs(x - at) / half
      // Branches hang in storeys: the outline is a saw that narrows to the top.
      const saw = (((1 - out) * storeys) % 1) * 0.55
      const top = foot - tall * Math.max(0, 1 - out - saw / storeys)
      if (top < crest[x]!) crest[x] = top
    }
  }
  return crest
}

/** Draws ridges from the farthest to the nearest; of each only what no nearer one hides. */
export function* drawRidges(canvas: Canvas, ridges: readonly Ridge[]): Generator<void> {
  const { width, height } = canvas
  const hidden = ridges.map(() => new Float32Array(width).fill(height))
  for (let layer = ridges.length - 2; layer >= 0; layer--) {
    const nearer = ridges[layer + 1]!.crest
    for (let x = 0; x < width; x++) {
      hidden[layer]![x] = Math.min(hidden[layer + 1]![x]!, nearer[x]! + 2)
    }
  }
  for (const [layer, ridge] of ridges.entries()) {
    drawRidge(canvas, ridge, hidden[layer]!)
    yield
  }
}

function drawRidge({ width, height, pixels }: Canvas, ridge: Ridge, hidden: Float32Array): void {
  const { crest, ground, paint, foot, fade, rim } = ridge
  const ramp = createRamp(
    Array.from({ length: 9 }, (_, step) => [step / 8, mix(paint, foot, 1 - (1 - step / 8) ** 1.7)] as const),
  )
  const slopes = slopesOf(crest)
  let highest = height
  for (const edge of crest) highest = Math.min(highest, edge)
  for (let y = Math.max(0, Math.floor(highest) - 1); y < height; y++) {
    for (let x = 0; x < width; x++) {
      const depth = y + 1 - crest[x]!
      if (depth <= 0 || y > hidden[x]!) continue
      // A steep edge is spread over more rows, or it would show stairs.
      const cover = depth * slopes[x]!
      const sunk = Math.min(1, Math.max(0, (y - ground[x]!) / fade))
      const step = Math.floor(sunk * (rampSteps - 1)) * 3
      const at = (y * width + x) * 3
      let red = ramp[step]!
      let green = ramp[step + 1]!
      let blue = ramp[step + 2]!
      if (rim && depth < 30) {
        const near = rim.strength * Math.exp(-depth / 6 - ((x - rim.from) / (width * 0.22)) ** 2)
        red += (255 - red) * (rim.paint[0] / 255) * near
        green += (255 - green) * (rim.paint[1] / 255) * near
        blue += (255 - blue) * (rim.paint[2] / 255) * near
      }
      if (cover >= 1) {
        pixels[at] = red
        pixels[at + 1] = green
        pixels[at + 2] = blue
      } else {
        pixels[at] = pixels[at]! + (red - pixels[at]!) * cover
        pixels[at + 1] = pixels[at + 1]! + (green - pixels[at + 1]!) * cover
        pixels[at + 2] = pixels[at + 2]! + (blue - pixels[at + 2]!) * cover
      }
    }
  }
}

/** How fast a pixel fills below the crest: 1 where it is level, less where it is steep. */
function slopesOf(crest: Crest): Float32Array {
  return Float32Array.from(crest, (edge, x) => {
    const slope = Math.max(Math.abs((crest[x + 1] ?? edge) - edge), Math.abs(edge - (crest[x - 1] ?? edge)))
    return 1 / Math.max(1, Math.min(6, slope))
  })
}
