import { type Canvas, light } from '../canvas'
import type { Colour } from '../colour'
import type { Curve, Field, Random } from '../random'

// Water below a horizon, which is a row.

/**
 * Water that mirrors what stands above the horizon, darker and drawn out by waves the nearer it is. `sway` is 1 for a
 * still lake and more for a restless sea.
 */
export function drawMirror(
  canvas: Canvas,
  horizon: number,
  ripple: Field,
  tint: Colour,
  depth: number,
  sway = 1,
): void {
  const { width, height, pixels } = canvas
  const [red, green, blue] = tint
  for (let y = Math.ceil(horizon); y < height; y++) {
    const share = (y - horizon) / (height - horizon)
    // Rows stand for ever longer stretches of water towards the horizon.
    const far = 1 / (share + 0.06)
    const cover = depth * (0.3 + 0.7 * share)
    const lengthX = 2.5 / width
    for (let x = 0; x < width; x++) {
      const wave = ripple(x * lengthX * (far * 0.35 + 1), far * 9) - 0.5
      const row = Math.floor(horizon - (y - horizon) * 0.92 + wave * (2 + 46 * share) * sway)
      const column = Math.round(x + wave * (2 + 14 * share) * sway)
      const from = (Math.min(y - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))) * 3
      const to = (y * width + x) * 3
      pixels[to] = pixels[from]! + (red - pixels[from]!) * cover
      pixels[to + 1] = pixels[from + 1]! + (green - pixels[from + 1]!) * cover
      pixels[to + 2] = pixels[from + 2]! + (blue - pixels[from + 2]!) * cover
    }
  }
}

/** Waves on an open sea: long and flat at the horizon, rolling in front. `lit` is the colour of their backs. */
export function drawWaves(
  canvas: Canvas,
  horizon: number,
  field: Field,
  lit: Colour,
  dark: Colour,
  strength: number,
): void {
  const { width, height, pixels } = canvas
  for (let y = Math.ceil(horizon); y < height; y++) {
    const share = (y - horizon) / (height - horizon)
    const far = 1 / (share + 0.045)
    const lengthX = (4.2 / width) * (far * 0.22 + 0.8)
    for (let x = 0; x < width; x++) {
      const wave = (field((x - width / 2) * lengthX, far * 5.5) - 0.5) * 2.4
      const paint = wave > 0 ? lit : dark
      const cover = Math.min(1, wave * wave * (wave > 0 ? 1.6 : 1)) * strength
      const at = (y * width + x) * 3
      pixels[at] = pixels[at]! + (paint[0] - pixels[at]!) * cover
      pixels[at + 1] = pixels[at + 1]! + (paint[1] - pixels[at + 1]!) * cover
      pixels[at + 2] = pixels[at + 2]! + (paint[2] - pixels[at + 2]!) * cover
    }
  }
}

/** Short bright lines on water below a light at column `x`. */
export function drawGlitter(
  canvas: Canvas,
  random: Random,
  x: number,
  horizon: number,
  paint: Colour,
  strength: number,
): void {
  const { width, height } = canvas
  const unit = width / 1280
  for (let glint = 0; glint < 1100; glint++) {
    const share = random.next() ** 1.5
    const y = Math.floor(horizon + 1 + share * (height - horizon - 3))
    const spread = (14 + share * 130) * unit
    const middle = x + (random.next() + random.next() + random.next() - 1.5) * spread
    const length = (2 + share * 30 * random.next()) * unit
    const bright = strength * random.between(0.25, 1) * (1 - share * 0.55)
    const thick = share > 0.55 ? 2 : 1
    for (let step = -length; step < length; step++) {
      const fade = 1 - Math.abs(step) / length
      for (let row = 0; row < thick; row++)
        light(canvas, Math.round(middle + step), y + row, paint, bright * fade)
    }
  }
}

/** A haze over the horizon that hides where sea and sky meet. */
export function drawHaze(canvas: Canvas, row: number, reach: number, paint: Colour, curve: Curve): void {
  const { width, height, pixels } = canvas
  for (let y = Math.max(0, Math.floor(row - reach)); y < Math.min(height, row + reach); y++) {
    const share = (1 - Math.abs(y - row) / reach) ** 2
    for (let x = 0; x < width; x++) {
      const cover = share * (0.35 + 0.65 * curve((x / width) * 3))
      const at = (y * width + x) * 3
      pixels[at] = pixels[at]! + (paint[0] - pixels[at]!) * cover
      pixels[at + 1] = pixels[at + 1]! + (paint[1] - pixels[at + 1]!) * cover
      pixels[at + 2] = pixels[at + 2]! + (paint[2] - pixels[at + 2]!) * cover
    }
  }
}
