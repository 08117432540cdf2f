import type { Canvas } from '../canvas'
import { blend, light } from '../canvas'
import { type Colour, createRamp, mix, rampSteps } from '../colour'
import type { Field, Random } from '../random'

// Skies and what stands in them. Places are shares of the picture's width and height, so that the same stroke fits a
// soft canvas and the full one.

/** Fills the picture from its top colour over the middle one to the low one, which is reached at `horizon`. */
export function fillSky(canvas: Canvas, top: Colour, middle: Colour, low: Colour, horizon = 1): void {
  const { width, height, pixels } = canvas
  const ramp = createRamp([
    [0, top],
    [0.5, middle],
    [1, low],
  ])
  for (let y = 0, at = 0; y < height; y++) {
    const share = Math.min(1, y / (height * horizon))
    // Eased, or the middle colour would show as an edge across the sky.
    const step = Math.floor((share * 0.55 + share * share * (3 - 2 * share) * 0.45) * (rampSteps - 1)) * 3
    for (let x = 0; x < width; x++, at += 3) {
      pixels[at] = ramp[step]!
      pixels[at + 1] = ramp[step + 1]!
      pixels[at + 2] = ramp[step + 2]!
    }
  }
}

/** Light around a place, falling off without an edge; `radius` is a share of the height. */
export function glow(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  paint: Colour,
  strength: number,
): void {
  const { width, height, pixels } = canvas
  const [middleX, middleY] = [x * width, y * height]
  const scale = 1 / (radius * height) ** 2
  for (let row = 0, at = 0; row < height; row++) {
    const down = (row - middleY) ** 2 * scale
    for (let column = 0; column < width; column++, at += 3) {
      const distance = (column - middleX) ** 2 * scale + down
      const share = strength / ((1 + distance) * Math.sqrt(1 + distance)) / 255
      pixels[at] = pixels[at]! + (255 - pixels[at]!) * paint[0] * share
      pixels[at + 1] = pixels[at + 1]! + (255 - pixels[at + 1]!) * paint[1] * share
      pixels[at + 2] = pixels[at + 2]! + (255 - pixels[at + 2]!) * paint[2] * share
    }
  }
}

export interface Clouds {
  /** Shares of the height between which they float. */
  readonly from: number
  readonly to: number
  /** Clouds across the picture. */
  readonly count: number
  /** How many times they are as long as high. */
  readonly stretch: number
  /** 0: none, 1: overcast. */
  readonly cover: number
  readonly paint: Colour
  readonly strength: number
}

/** Clouds from a field, thinning out to the ends of their band. */
export function drawClouds(canvas: Canvas, field: Field, clouds: Clouds): void {
  const { width, height } = canvas
  const { from, to, count, stretch, cover, paint, strength } = clouds
  const unit = width / count
  for (let y = Math.max(0, Math.floor(from * height)); y < Math.min(height, to * height); y++) {
    const place = (y / height - from) / (to - from)
    const band = Math.min(1, 4 * place * (1 - place))
    for (let x = 0; x < width; x++) {
      const density = (field(x / unit, (y / unit) * stretch) - (0.72 - cover * 0.5)) * 3.2
      if (density > 0) blend(canvas, x, y, paint, Math.min(1, density) ** 1.3 * band * strength)
    }
  }
}

/** A disc with an edge of one pixel: sun or moon. `radius` is a share of the height. */
export function drawDisc(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  paint: Colour,
  share = 1,
): void {
  const [middleX, middleY, reach] = [x * canvas.width, y * canvas.height, radius * canvas.height]
  for (let row = Math.floor(middleY - reach - 1); row <= middleY + reach + 1; row++) {
    for (let column = Math.floor(middleX - reach - 1); column <= middleX + reach + 1; column++) {
      const inside = reach + 0.5 - Math.hypot(column + 0.5 - middleX, row + 0.5 - middleY)
      if (inside > 0) blend(canvas, column, row, paint, Math.min(1, inside) * share)
    }
  }
}

/** Stars of different brightness and warmth above a share of the height; the brightest have a halo. */
export function drawStars(canvas: Canvas, random: Random, count: number, below: number): void {
  const { width, height } = canvas
  for (let star = 0; star < count; star++) {
    const x = Math.floor(random.next() * width)
    const y = Math.floor(random.next() * height * below)
    const brightness = random.next() ** 7
    const warmth = random.next()
    const paint: Colour = mix([190, 214, 255], [255, 228, 196], warmth)
    // Fainter towards the horizon, where the air is thick.
    const clear = 1 - (y / (height * below)) ** 3
    light(canvas, x, y, paint, (0.16 + brightness) * clear)
    if (brightness < 0.12) continue
    const reach = brightness > 0.6 ? 4 : 2
    for (let down = -reach; down <= reach; down++) {
      for (let right = -reach; right <= reach; right++) {
        if (down === 0 && right === 0) continue
        light(canvas, x + right, y + down, paint, (brightness * clear * 0.75) / (right * right + down * down))
      }
    }
  }
}
