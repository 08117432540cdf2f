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
}

/** A finished picture: three bytes a pixel, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

export function createCanvas(width: number, height: number): Canvas {
  return { width, height, pixels: new Float32Array(width * height * 3) }
}

/** Lays a colour over a pixel; `share` 0 leaves it, 1 covers it. Outside of the picture nothing happens. */
export function blend(canvas: Canvas, x: number, y: number, paint: Colour, share: number): void {
  if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) return
  const { pixels } = canvas
  const at = (y * canvas.width + x) * 3
  pixels[at] = pixels[at]! + (paint[0] - pixels[at]!) * share
  pixels[at + 1] = pixels[at + 1]! + (paint[1] - pixels[at + 1]!) * share
  pixels[at + 2] = pixels[at + 2]! + (paint[2] - pixels[at + 2]!) * share
}

/** Adds light to a pixel, the less the brighter it is, so that no light burns out. */
export function light(canvas: Canvas, x: number, y: number, paint: Colour, share: number): void {
  if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) return
  const { pixels } = canvas
  const at = (y * canvas.width + x) * 3
  const part = Math.min(1, share) / 255
  pixels[at] = pixels[at]! + (255 - pixels[at]!) * paint[0] * part
  pixels[at + 1] = pixels[at + 1]! + (255 - pixels[at + 1]!) * paint[1] * part
  pixels[at + 2] = pixels[at + 2]! + (255 - pixels[at + 2]!) * paint[2] * part
}

/** Share of the full size at which soft things (skies, clouds, glows) are painted: a sixteenth of the work. */
const softShare = 1 / 4

/** A canvas for what is soft, to be laid under the sharp things by `enlarge`. */
export function createSoftCanvas({ width, height }: Canvas, share = softShare): Canvas {
  return createCanvas(Math.ceil(width * share) + 1, Math.ceil(height * share) + 1)
}

/** Covers the whole of `canvas` with `small`, with smooth transitions. */
export function enlarge(small: Canvas, canvas: Canvas): void {
  const { width, height, pixels } = canvas
  const stride = small.width * 3
  const row = new Float32Array(stride)
  const stepX = (small.width - 1) / width
  const stepY = (small.height - 1) / height
  for (let y = 0, to = 0; y < height; y++) {
    const fromY = y * stepY
    const top = Math.floor(fromY)
    const below = fromY - top
    const upper = top * stride
    for (let x = 0; x < stride; x++) {
      const value = small.pixels[upper + x]!
      row[x] = value + (small.pixels[upper + stride + x]! - value) * below
    }
    for (let x = 0; x < width; x++, to += 3) {
      const fromX = x * stepX
      const left = Math.floor(fromX)
      const beside = fromX - left
      const at = left * 3
      pixels[to] = row[at]! + (row[at + 3]! - row[at]!) * beside
      pixels[to + 1] = row[at + 1]! + (row[at + 4]! - row[at + 1]!) * beside
      pixels[to + 2] = row[at + 2]! + (row[at + 5]! - row[at + 2]!) * beside
    }
  }
}

/**
 * Rounds to bytes, with a grain that hides what banding is left.
 *
 * `grain` is its strength in steps of brightness to either side; 0 leaves flat colours flat, which PNG needs to be small.
 */
export function finish({ width, height, pixels }: Canvas, random: Random, grain: number): Picture {
  // Clamping rounds and keeps within 0 and 255.
  const rgb = new Uint8ClampedArray(pixels.length)
  let state = Math.floor(random.next() * 2 ** 32) | 1
  for (let at = 0; at < pixels.length; at += 3) {
    // Xorshift: a quarter of the cost of the seeded source, and nobody needs grain to be unpredictable.
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    const noise = (((state & 0xffff) + (state >>> 16)) / 65536 - 1) * grain
    rgb[at] = pixels[at]! + noise
    rgb[at + 1] = pixels[at + 1]! + noise
    rgb[at + 2] = pixels[at + 2]! + noise
  }
  return { width, height, rgb: new Uint8Array(rgb.buffer) }
}
