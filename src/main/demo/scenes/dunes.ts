import type { Canvas } from '../canvas'
import { type Colour, mix } from '../colour'
import { type Curve, createCurve, createField, type Field } from '../random'
import { drawDisc } from '../strokes/sky'
import { drawSky } from './land'
import type { Painter } from './painter'

/** One dune: its crest, and the line below which its shadow ends; in pixels from the top. */
interface Dune {
  readonly crest: Curve
  readonly shadow: Curve
  readonly lit: Colour
  readonly dark: Colour
  readonly ripples: number
}

/** Dunes with a bright side, a dark side and ripples that the wind has drawn. */
export const paintDunes: Painter = function* paintDunes(canvas, random, colours) {
  const { width, height } = canvas
  const sun = { x: random.between(0.15, 0.85), y: random.between(0.12, 0.3) }
  drawSky(canvas, random, colours, {
    sun,
    strength: 0.7,
    horizon: 0.56,
    clouds: [{ from: 0.02, to: 0.45, count: 2, stretch: 7, cover: 0.5, strength: 0.35 }],
  })
  yield
  drawDisc(canvas, sun.x, sun.y, random.between(0.035, 0.05), colours.light)
  const count = 5
  const grain = createField(random, 3)
  for (let layer = 0; layer < count; layer++) {
    const share = layer / (count - 1)
    const wave = createCurve(random, 2)
    const bend = createCurve(random, 2)
    const hills = random.between(1.5, 2.6) * (1.25 - 0.45 * share)
    const middle = height * (0.47 + 0.34 * share ** 1.1)
    const lift = height * (0.12 + 0.2 * share)
    const crest = (x: number) => middle - (0.5 - Math.abs(2 * wave((x / width) * hills) - 1) ** 1.2) * lift
    const deep = height * (0.05 + 0.26 * share)
    const shadow = (x: number) =>
      crest(x) + Math.max(0, bend((x / width) * hills * 1.3 + 9) - 0.36) * deep * 2.4
    const paint = mix(colours.far, colours.near, share * 0.62)
    drawDune(canvas, grain, {
      crest,
      shadow,
      lit: mix(mix(paint, colours.light, 0.3 - 0.16 * share), colours.low, 0.3 * (1 - share)),
      dark: mix(mix(paint, colours.near, 0.62), colours.low, 0.42 * (1 - share)),
      ripples: share < 0.3 ? 0 : 0.055 * share,
    })
    yield
  }
}

function drawDune({ width, height, pixels }: Canvas, grain: Field, dune: Dune): void {
  const { crest, shadow, lit, dark, ripples } = dune
  const crests = Float32Array.from({ length: width }, (_, x) => crest(x))
  const shadows = Float32Array.from({ length: width }, (_, x) => shadow(x))
  let highest = height
  for (const edge of crests) highest = Math.min(highest, edge)
  for (let y = Math.max(0, Math.floor(highest)); y < height; y++) {
    for (let x = 0; x < width; x++) {
      const depth = y + 1 - crests[x]!
      if (depth <= 0) continue
      const inShadow = Math.min(1, Math.max(0, (shadows[x]! - y) / (3 + depth * 0.3)))
      // The bright side grows deeper in colour towards its foot.
      const sunk = Math.min(1, depth / (height * 0.55)) * 0.55
      const share = inShadow + (1 - inShadow) * sunk
      let strength = 1
      if (ripples > 0) {
        const warp = grain(x / 240, y / 150) * 17
        strength +=
          ripples *
          Math.sin((depth * 0.36 + x * 0.05 + warp) * (1.1 - Math.min(0.75, depth / height))) *
          (1 - inShadow * 0.7)
      }
      const cover = Math.min(1, depth)
      const at = (y * width + x) * 3
      pixels[at] = pixels[at]! + ((lit[0] + (dark[0] - lit[0]) * share) * strength - pixels[at]!) * cover
      pixels[at + 1] =
        pixels[at + 1]! + ((lit[1] + (dark[1] - lit[1]) * share) * strength - pixels[at + 1]!) * cover
      pixels[at + 2] =
        pixels[at + 2]! + ((lit[2] + (dark[2] - lit[2]) * share) * strength - pixels[at + 2]!) * cover
    }
  }
}
