import type { Canvas } from '../canvas'
import { type Colour, type Colours, mix, shade } from '../colour'
import { createField, type Random } from '../random'
import { drawRidges } from '../strokes/ridges'
import { type Corner, drawLine, fillBox, fillShape } from '../strokes/shapes'
import { drawDisc } from '../strokes/sky'
import { drawMirror } from '../strokes/water'
import { createRange, drawSky } from './land'
import type { Painter } from './painter'

/** A town on a canal: white walls, black tiles, a bridge that makes a circle with its image. */
export const paintTown: Painter = function* paintTown(canvas, random, colours) {
  const { width, height } = canvas
  const quay = Math.round(height * 0.63)
  const sun = { x: random.between(0.2, 0.8), y: random.between(0.14, 0.24) }
  drawSky(canvas, random, colours, {
    sun,
    strength: 0.5,
    horizon: 0.62,
    clouds: [{ from: 0, to: 0.45, count: 2.2, stretch: 5, cover: 0.6, strength: 0.5 }],
  })
  drawDisc(canvas, sun.x, sun.y, 0.04, colours.light)
  yield
  yield* drawRidges(
    canvas,
    createRange(
      canvas,
      random,
      { ...colours, near: mix(colours.far, colours.near, 0.3) },
      {
        from: 0.44,
        to: 0.54,
        count: 3,
        lift: 0.14,
        roughness: 5,
        sharpness: 0.3,
        firs: 0,
        mist: colours.low,
      },
    ),
  )
  const isEvening = colours.low[0] + colours.low[1] + colours.low[2] < 560
  yield* drawHouses(canvas, random, colours, quay - height * 0.012, 0.62, 0.45, isEvening)
  const bridge = random.between(0.36, 0.64)
  yield* drawHouses(canvas, random, colours, quay, 1, 0, isEvening, bridge)
  drawBridge(canvas, bridge * width, quay, height * 0.125, colours)
  yield
  drawMirror(canvas, quay, createField(random, 3), mix(colours.near, colours.middle, 0.45), 0.42)
  if (random.next() < 0.8)
    drawBarge(canvas, width * (bridge < 0.5 ? 0.76 : 0.24), height * 0.83, height * 0.1, colours)
}

/** A row of houses along the quay; `size` 1 is the nearest row, `haze` the air before it. None stands at `gap`. */
function* drawHouses(
  canvas: Canvas,
  random: Random,
  colours: Colours,
  foot: number,
  size: number,
  haze: number,
  lamps: boolean,
  gap = -1,
): Generator<void> {
  const { width, height } = canvas
  const air = (paint: Colour) => mix(paint, colours.low, haze)
  const wall = mix(colours.light, colours.low, 0.35)
  for (let x = -random.next() * width * 0.08; x < width; ) {
    const wide = width * random.between(0.075, 0.135) * size
    const tall = height * random.between(0.11, 0.21) * size
    const middle = (x + wide / 2) / width
    if (gap >= 0 && Math.abs(middle - gap) < 0.15) {
      x += wide * 0.5
      continue
    }
    const roof = tall * 0.34
    const face = air(shade(wall, random.between(0.84, 0.99)))
    fillBox(canvas, x, foot - tall, x + wide, foot, face)
    fillBox(canvas, x, foot - tall * 0.12, x + wide, foot, air(mix(wall, colours.near, 0.5)))
    const tiles = air(mix(colours.near, [52, 54, 60], 0.4))
    const rise = foot - tall
    // Eaves that turn up at their ends.
    const outline: Corner[] = [
      [x - wide * 0.1, rise - roof * 0.02],
      [x - wide * 0.02, rise - roof * 0.2],
      [x + wide * 0.2, rise - roof * 0.72],
      [x + wide * 0.24, rise - roof],
      [x + wide * 0.76, rise - roof],
      [x + wide * 0.8, rise - roof * 0.72],
      [x + wide * 1.02, rise - roof * 0.2],
      [x + wide * 1.1, rise - roof * 0.02],
      [x + wide * 1.0, rise + roof * 0.12],
      [x, rise + roof * 0.12],
    ]
    fillShape(canvas, outline, tiles)
    drawLine(
      canvas,
      [x + wide * 0.22, rise - roof],
      [x + wide * 0.78, rise - roof],
      Math.max(1.5, roof * 0.09),
      shade(tiles, 0.75),
    )
    const columns = Math.max(1, Math.round(wide / (height * 0.06 * size)))
    const storeys = tall > height * 0.155 * size ? 2 : 1
    for (let storey = 0; storey < storeys; storey++) {
      for (let column = 0; column < columns; column++) {
        const left = x + ((column + 0.5) / columns) * wide - height * 0.013 * size
        const top = rise + tall * (storeys === 1 ? 0.34 : 0.2 + storey * 0.33)
        const isLit = lamps ? random.next() < 0.6 : random.next() < 0.08
        const pane = isLit
          ? mix([255, 196, 104], colours.low, haze * 0.5)
          : air(mix(colours.near, [72, 60, 54], 0.5))
        fillBox(canvas, left, top, left + height * 0.026 * size, top + height * 0.036 * size, pane)
      }
    }
    if (haze === 0 && random.next() < 0.6)
      drawLanterns(canvas, x + wide * 0.14, rise + roof * 0.14, height * 0.013)
    x += wide * random.between(1.04, 1.16)
    yield
  }
}

function drawLanterns(canvas: Canvas, x: number, y: number, size: number): void {
  for (let lantern = 0; lantern < 2; lantern++) {
    const top = y + lantern * size * 1.9
    drawLine(canvas, [x, top - size * 0.4], [x, top + size * 1.8], 1.2, [80, 30, 24])
    drawDisc(
      canvas,
      x / canvas.width,
      (top + size * 0.7) / canvas.height,
      (size * 0.7) / canvas.height,
      [206, 52, 40],
    )
  }
}

/** An arch of stone over the canal; its opening shows what lies behind. */
function drawBridge(canvas: Canvas, x: number, foot: number, size: number, colours: Colours): void {
  const stone = mix(mix(colours.near, colours.low, 0.5), [150, 146, 138], 0.35)
  const opening = size * 0.72
  const outer = Array.from({ length: 41 }, (_, step): Corner => {
    const share = step / 20 - 1
    return [x + share * size * 2.3, foot - size * (0.22 + 0.95 * Math.cos((share * Math.PI) / 2) ** 1.3)]
  })
  const inner = Array.from({ length: 41 }, (_, step): Corner => {
    const turn = (step / 40) * Math.PI
    return [x + Math.cos(turn) * opening, foot - Math.sin(turn) * opening]
  })
  const [left, right] = [x - size * 2.3, x + size * 2.3]
  fillShape(canvas, [[left, foot], ...outer, [right, foot], ...inner], stone)
  for (let step = 1; step < outer.length; step++) {
    const [from, to] = [outer[step - 1]!, outer[step]!]
    drawLine(canvas, from, to, size * 0.06, shade(stone, 0.8))
    drawLine(
      canvas,
      [from[0], from[1] - size * 0.15],
      [to[0], to[1] - size * 0.15],
      size * 0.035,
      shade(stone, 1.12),
    )
    if (step % 3 === 0) drawLine(canvas, to, [to[0], to[1] - size * 0.18], size * 0.04, shade(stone, 0.95))
  }
  for (let step = 1; step < inner.length; step++)
    drawLine(canvas, inner[step - 1]!, inner[step]!, size * 0.045, shade(stone, 0.72))
}

/** A roofed boat with a lamp and its shadow on the water. */
function drawBarge(canvas: Canvas, x: number, y: number, size: number, colours: Colours): void {
  const wood = shade(mix(colours.near, [58, 44, 38], 0.6), 0.8)
  fillShape(
    canvas,
    [
      [x - size * 1.3, y + size * 0.1],
      [x + size * 1.3, y + size * 0.1],
      [x + size * 0.9, y + size * 0.34],
      [x - size * 0.9, y + size * 0.34],
    ],
    wood,
    0.35,
  )
  fillShape(
    canvas,
    [
      [x - size * 1.4, y - size * 0.2],
      [x - size, y - size * 0.06],
      [x + size, y - size * 0.06],
      [x + size * 1.4, y - size * 0.2],
      [x + size * 0.95, y + size * 0.12],
      [x - size * 0.95, y + size * 0.12],
    ],
    wood,
  )
  const roof = Array.from({ length: 21 }, (_, step): Corner => {
    const turn = (step / 20) * Math.PI
    return [x - Math.cos(turn) * size * 0.62, y - size * 0.06 - Math.sin(turn) * size * 0.42]
  })
  fillShape(canvas, roof, mix(wood, colours.low, 0.28))
  drawDisc(
    canvas,
    (x + size * 0.78) / canvas.width,
    (y - size * 0.22) / canvas.height,
    (size * 0.07) / canvas.height,
    [255, 190, 96],
  )
}
