import type { Canvas } from './canvas'
import { type Colour, mix } from './colour'
import type { Curve, Random } from './random'

// What scenes are made of. Places are in pixels, heights counted from the top.

/** Fills the picture from its top colour over the middle one to the bottom one. */
export function fillSky(
  { width, height, pixels }: Canvas,
  top: Colour,
  middle: Colour,
  bottom: Colour,
): void {
  for (let y = 0; y < height; y++) {
    const share = y / (height - 1)
    const paint = share < 0.55 ? mix(top, middle, share / 0.55) : mix(middle, bottom, (share - 0.55) / 0.45)
    for (let x = 0; x < width; x++) pixels.set(paint, (y * width + x) * 3)
  }
}

/** A disc with a soft edge and a wide glow around it: sun or moon. */
export function shine(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  paint: Colour,
  glow: number,
): void {
  const reach = radius * 9
  const [left, right] = [Math.max(0, Math.floor(x - reach)), Math.min(canvas.width, Math.ceil(x + reach))]
  const [top, bottom] = [Math.max(0, Math.floor(y - reach)), Math.min(canvas.height, Math.ceil(y + reach))]
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const distance = Math.hypot(column - x, row - y)
      if (distance >= reach) continue
      // The glow lies under the disc too, or the disc's soft edge would show the dark sky as a ring.
      const share = 1 - Math.max(0, distance - radius) / (reach - radius)
      canvas.light(column, row, paint, glow * share ** 3)
      if (distance < radius + 1) canvas.blend(column, row, paint, Math.min(1, radius + 1 - distance))
    }
  }
}

/** Everything below a curve in one colour that fades to another towards the bottom of the picture: a ridge in mist. */
export function ridge(canvas: Canvas, curve: (x: number) => number, crest: Colour, foot: Colour): void {
  const { width, height } = canvas
  for (let x = 0; x < width; x++) {
    const edge = curve(x)
    const first = Math.max(0, Math.floor(edge))
    canvas.blend(x, first, crest, 1 - (edge - first))
    for (let y = first + 1; y < height; y++) {
      canvas.blend(x, y, mix(crest, foot, (y - edge) / (height * 0.42)), 1)
    }
  }
}

/** Stars of different brightness above a height; a few of them with a halo. */
export function stars(canvas: Canvas, random: Random, count: number, below: number): void {
  for (let star = 0; star < count; star++) {
    const x = Math.floor(random.between(0, canvas.width))
    const y = Math.floor(random.between(0, below) * random.between(0.3, 1))
    const brightness = random.next() ** 3
    const paint: Colour = [255, 240 + 15 * random.next(), 225 + 30 * random.next()]
    canvas.light(x, y, paint, 0.25 + brightness)
    if (brightness < 0.4) continue
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const)
      canvas.light(x + dx, y + dy, paint, brightness / 2)
  }
}

/** Curtains of light that hang from a wandering line. */
export function curtains(
  canvas: Canvas,
  curve: Curve,
  shimmer: Curve,
  low: Colour,
  high: Colour,
  strength: number,
): void {
  const { width, height } = canvas
  for (let x = 0; x < width; x++) {
    const foot = height * (0.22 + 0.4 * curve((x / width) * 2.2))
    const rays = 0.35 + 0.65 * shimmer((x / width) * 26)
    const length = height * (0.14 + 0.26 * shimmer((x / width) * 9 + 50)) * rays
    for (let y = Math.max(0, Math.floor(foot - length * 2.4)); y < Math.min(height, foot + 26); y++) {
      const above = (foot - y) / length
      const share = above < 0 ? Math.max(0, 1 + (above * length) / 26) : Math.exp(-above * 1.5)
      canvas.light(x, y, mix(low, high, above / 1.6), strength * share * rays)
    }
  }
}

/** A calm water that mirrors what stands above `horizon`, a little darker and drawn out by waves. */
export function mirror(canvas: Canvas, horizon: number, ripple: Curve, tint: Colour, depth: number): void {
  const { width, height, pixels } = canvas
  for (let y = Math.ceil(horizon); y < height; y++) {
    const share = (y - horizon) / (height - horizon)
    const sway = (ripple(y * 0.35) - 0.5) * (3 + 26 * share)
    const row = Math.max(0, Math.floor(horizon - (y - horizon) * (0.85 + 0.1 * ripple(y * 0.11))))
    for (let x = 0; x < width; x++) {
      const from = (row * width + Math.min(width - 1, Math.max(0, Math.round(x + sway)))) * 3
      const to = (y * width + x) * 3
      for (let part = 0; part < 3; part++) {
        const seen = pixels[from + part] ?? 0
        pixels[to + part] = seen + ((tint[part] ?? 0) - seen) * (depth * (0.35 + 0.65 * share))
      }
    }
  }
}

/** Short bright lines on water below a light. */
export function glitter(canvas: Canvas, random: Random, x: number, horizon: number, paint: Colour): void {
  const { height } = canvas
  for (let glint = 0; glint < 420; glint++) {
    const share = random.next() ** 1.4
    const y = Math.floor(horizon + 2 + share * (height - horizon - 3))
    const spread = 18 + share * 150
    const middle = x + (random.next() + random.next() - 1) * spread
    const length = 3 + share * 34 * random.next()
    for (let step = -length; step < length; step++) {
      canvas.light(
        Math.round(middle + step),
        y,
        paint,
        0.32 * (1 - Math.abs(step) / length) * (1 - share * 0.6),
      )
    }
  }
}
