import { createSoftCanvas, enlarge } from '../canvas'
import { createRamp, mix, rampSteps } from '../colour'
import { createField } from '../random'
import type { Painter } from './painter'

/** Colours that flow into one another like silk. */
export const paintGradient: Painter = function* paintGradient(canvas, random, colours) {
  const soft = createSoftCanvas(canvas, 1 / 3)
  const { width, height, pixels } = soft
  const ramp = createRamp([
    [0, colours.near],
    [0.2, colours.top],
    [0.42, colours.middle],
    [0.6, colours.far],
    [0.8, colours.low],
    [1, colours.light],
  ])
  const bend = createField(random, 2)
  const flow = createField(random, 2)
  const turn = random.between(0, Math.PI * 2)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const folds = random.between(3, 6)
  for (let y = 0, at = 0; y < height; y++) {
    if (y % 64 === 63) yield
    for (let x = 0; x < width; x++, at += 3) {
      const [u, v] = [
        ((x / width) * cos - (y / width) * sin) * 1.5 + 4,
        ((x / width) * sin + (y / width) * cos) * 1.5 + 4,
      ]
      const warpX = bend(u * 1.3, v * 1.3) * 2.2
      const warpY = bend(u * 1.3 + 40, v * 1.3 + 17) * 2.2
      const place = flow(u + warpX, v * 0.6 + warpY)
      // Folds: a slow rise, a quick fall, as light on cloth.
      const fold = (place * folds) % 1
      const share = Math.min(
        1,
        Math.max(0, (place - 0.5) * 1.9 + 0.52 + (fold - 0.5) * 0.34 * Math.sin(fold * Math.PI)),
      )
      const step = Math.floor(share * (rampSteps - 1)) * 3
      const sheen = Math.max(0, Math.sin(place * 26 + warpX * 3)) ** 5 * 0.13
      pixels[at] = ramp[step]! + (255 - ramp[step]!) * sheen
      pixels[at + 1] = ramp[step + 1]! + (255 - ramp[step + 1]!) * sheen
      pixels[at + 2] = ramp[step + 2]! + (255 - ramp[step + 2]!) * sheen
    }
  }
  enlarge(soft, canvas)
  yield
  const vignette = mix(colours.near, [0, 0, 0], 0.5)
  for (let y = 0, at = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++, at += 3) {
      const [right, down] = [x / canvas.width - 0.5, y / canvas.height - 0.5]
      const share = (right * right + down * down) * 0.5
      canvas.pixels[at] = canvas.pixels[at]! + (vignette[0] - canvas.pixels[at]!) * share
      canvas.pixels[at + 1] = canvas.pixels[at + 1]! + (vignette[1] - canvas.pixels[at + 1]!) * share
      canvas.pixels[at + 2] = canvas.pixels[at + 2]! + (vignette[2] - canvas.pixels[at + 2]!) * share
    }
  }
}
