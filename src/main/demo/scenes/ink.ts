import { type Canvas, createSoftCanvas, enlarge } from '../canvas'
import { type Colour, mix } from '../colour'
import { createField } from '../random'
import { createCrest, drawRidges, plantFirs, smooth } from '../strokes/ridges'
import { type Corner, drawBirds, drawLine, fillBox } from '../strokes/shapes'
import { drawDisc } from '../strokes/sky'
import type { Painter } from './painter'

/** Mountains in ink on paper: dark crests that fade into the white of the mist, a red sun, a seal. */
export const paintInk: Painter = function* paintInk(canvas, random, colours) {
  const { width, height } = canvas
  const paper = createSoftCanvas(canvas)
  const stain = createField(random, 5)
  for (let y = 0, at = 0; y < paper.height; y++) {
    for (let x = 0; x < paper.width; x++, at += 3) {
      const tone = mix(colours.top, colours.low, 0.25 + stain(x / 90, y / 60) * 0.9)
      paper.pixels.set(tone, at)
    }
  }
  enlarge(paper, canvas)
  yield
  const right = random.next() < 0.5
  drawDisc(
    canvas,
    right ? random.between(0.66, 0.82) : random.between(0.18, 0.34),
    random.between(0.2, 0.3),
    random.between(0.045, 0.065),
    colours.light,
    0.86,
  )
  const count = 6
  const wash = colours.low
  const ridges = Array.from({ length: count }, (_, layer) => {
    const share = layer / (count - 1)
    const crest = createCrest(canvas, random, {
      middle: 0.42 + 0.46 * share ** 1.2,
      lift: (0.36 - 0.2 * share) * random.between(0.85, 1.2),
      hills: random.between(1.8, 3.6),
      roughness: 6,
      sharpness: 0.75 - 0.4 * share,
    })
    // Land rises on one side only, so that half of the paper stays empty.
    const lifted = crest.map((edge, x) => {
      const side = right ? x / width : 1 - x / width
      return edge + height * 0.3 * (1 - share) * Math.max(0, side - 0.42)
    })
    const firs = height * ([0.09, 0.04][count - 1 - layer] ?? 0)
    return {
      crest: firs > 0 ? plantFirs(lifted, random, firs, 0.6) : lifted,
      ground: smooth(lifted),
      paint: mix(colours.far, colours.near, share ** 0.9),
      foot: mix(wash, colours.top, 0.3),
      fade: height * (0.12 + 0.16 * share),
    }
  })
  yield* drawRidges(canvas, ridges)
  brush(
    canvas,
    ridges.map(({ crest }) => crest).slice(1),
    mix(colours.near, [0, 0, 0], 0.2),
    random.next() * 9,
  )
  yield
  const [x, y] = [width * (right ? 0.72 : 0.28), height * random.between(0.36, 0.44)]
  const places = Array.from(
    { length: 6 },
    (_, bird): Corner => [x + bird * width * 0.017, y - Math.abs(bird - 2) * height * 0.012],
  )
  drawBirds(canvas, places, height * 0.01, colours.near)
  drawSeal(canvas, width * (right ? 0.93 : 0.05), height * 0.07, height * 0.05, colours.light)
}

/** Dry strokes down the slopes, darker where the brush has just been dipped. */
function brush(canvas: Canvas, crests: readonly Float32Array[], ink: Colour, phase: number): void {
  const { width, height } = canvas
  for (const [layer, crest] of crests.entries()) {
    for (let x = 6; x < width - 6; x += 7) {
      const turn = Math.sin(x * 12.9898 + layer * 78.233 + phase) * 43758.5453
      const chance = turn - Math.floor(turn)
      if (chance < 0.55) continue
      const slope = (crest[x + 5]! - crest[x - 5]!) / 10
      const length = height * (0.012 + 0.03 * chance)
      const lean = slope > 0 ? 0.5 : -0.5
      drawLine(
        canvas,
        [x, crest[x]! + 3],
        [x + lean * length, crest[x]! + length],
        1.4,
        ink,
        0.1 + 0.1 * chance,
      )
    }
  }
}

/** A square seal with characters that nobody can read. */
function drawSeal(canvas: Canvas, x: number, y: number, size: number, paint: Colour): void {
  fillBox(canvas, x - size / 2, y, x + size / 2, y + size, paint, 0.9)
  const line = size * 0.07
  for (const [left, top, across, down] of [
    [-0.32, 0.18, 0.26, 0],
    [-0.19, 0.18, 0, 0.62],
    [-0.32, 0.46, 0.26, 0],
    [0.08, 0.2, 0.26, 0],
    [0.08, 0.2, 0, 0.58],
    [0.34, 0.2, 0, 0.58],
    [0.08, 0.5, 0.26, 0],
    [0.08, 0.78, 0.26, 0],
  ] as const) {
    drawLine(
      canvas,
      [x + left * size, y + top * size],
      [x + (left + across) * size, y + (top + down) * size],
      line,
      [250, 244, 232],
      0.92,
    )
  }
}
