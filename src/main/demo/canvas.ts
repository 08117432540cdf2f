import type { Colour } from './colour'
import type { Random } from './random'

/**
 * A picture in the making: colours as fractions, so that many soft layers do not leave bands.
 *
 * `pixels` holds red, green, blue of each pixel, 0 to 255, row by row from the top.
 */
export interface Canvas {
  readonly width: number
  readonly height: number
  readonly pixels: Float32Array
  /** Lays a colour over a pixel; `share` 0 leaves it, 1 covers it. Outside of the picture nothing happens. */
  blend(x: number, y: number, paint: Colour, share: number): void
  /** Adds light to a pixel, the less the brighter it is, so that no light burns out. */
  light(x: number, y: number, paint: Colour, share: number): void
  /** Rounds to bytes, three a pixel, with a grain that hides what banding is left. */
  finish(random: Random): Uint8Array
}

/** Strength of the grain in steps of brightness, to either side. */
const grain = 2.2

export function createCanvas(width: number, height: number): Canvas {
  const pixels = new Float32Array(width * height * 3)
  return {
    width,
    height,
    pixels,
    blend(x, y, paint, share) {
      if (x < 0 || y < 0 || x >= width || y >= height) return
      const at = (y * width + x) * 3
      for (let part = 0; part < 3; part++) {
        const old = pixels[at + part] ?? 0
        pixels[at + part] = old + ((paint[part] ?? 0) - old) * share
      }
    },
    light(x, y, paint, share) {
      if (x < 0 || y < 0 || x >= width || y >= height) return
      const at = (y * width + x) * 3
      for (let part = 0; part < 3; part++) {
        const old = pixels[at + part] ?? 0
        pixels[at + part] = old + ((255 - old) * (paint[part] ?? 0) * Math.min(1, share)) / 255
      }
    },
    finish(random) {
      const bytes = new Uint8Array(pixels.length)
      for (let at = 0; at < pixels.length; at += 3) {
        const noise = (random.next() - 0.5) * 2 * grain
        for (let part = 0; part < 3; part++) {
          bytes[at + part] = Math.min(255, Math.max(0, Math.round((pixels[at + part] ?? 0) + noise)))
        }
      }
      return bytes
    },
  }
}
