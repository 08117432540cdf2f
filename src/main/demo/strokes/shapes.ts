import { blend, type Canvas } from '../canvas'
import type { Colour } from '../colour'

/** A corner in pixels. */
export type Corner = readonly [x: number, y: number]

/** Rows into which a pixel is divided, so that slanting edges are smooth. */
const subRows = 4

/** Fills a polygon, which may be hollow but must not cross itself. */
export function fillShape(canvas: Canvas, corners: readonly Corner[], paint: Colour, share = 1): void {
  let [left, top, right, bottom] = [canvas.width, canvas.height, 0, 0]
  for (const [x, y] of corners) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  left = Math.max(0, Math.floor(left))
  right = Math.min(canvas.width, Math.ceil(right))
  top = Math.max(0, Math.floor(top))
  bottom = Math.min(canvas.height - 1, Math.ceil(bottom))
  const covers = new Float32Array(canvas.width)
  for (let row = top; row <= bottom; row++) {
    covers.fill(0, left, right)
    for (let sub = 0; sub < subRows; sub++) {
      const y = row + (sub + 0.5) / subRows
      const crossings: number[] = []
      for (let corner = 0; corner < corners.length; corner++) {
        const [x1, y1] = corners[corner]!
        const [x2, y2] = corners[(corner + 1) % corners.length]!
        if (y1 <= y !== y2 <= y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
      }
      crossings.sort((a, b) => a - b)
      for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
        addSpan(covers, crossings[pair]!, crossings[pair + 1]!)
      }
    }
    for (let x = left; x < right; x++) {
      if (covers[x]! > 0) blend(canvas, x, row, paint, (covers[x]! / subRows) * share)
    }
  }
}

/** Adds to each pixel how much of it lies between two places. */
function addSpan(covers: Float32Array, from: number, to: number): void {
  const start = Math.max(0, from)
  const end = Math.min(covers.length, to)
  for (let x = Math.floor(start); x < end; x++) {
    covers[x] = covers[x]! + Math.min(end, x + 1) - Math.max(start, x)
  }
}

/** A box by its left, top, right and bottom edge. */
export function fillBox(
  canvas: Canvas,
  left: number,
  top: number,
  right: number,
  bottom: number,
  paint: Colour,
  share = 1,
): void {
  const corners: Corner[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]
  fillShape(canvas, corners, paint, share)
}

/** A line with round ends; `thick` is its width in pixels. */
export function drawLine(
  canvas: Canvas,
  from: Corner,
  to: Corner,
  thick: number,
  paint: Colour,
  share = 1,
): void {
  const [x1, y1] = from
  const [x2, y2] = to
  const reach = thick / 2 + 1
  const length = Math.max(1e-6, (x2 - x1) ** 2 + (y2 - y1) ** 2)
  for (let y = Math.floor(Math.min(y1, y2) - reach); y <= Math.max(y1, y2) + reach; y++) {
    for (let x = Math.floor(Math.min(x1, x2) - reach); x <= Math.max(x1, x2) + reach; x++) {
      const along = Math.min(
        1,
        Math.max(0, ((x + 0.5 - x1) * (x2 - x1) + (y + 0.5 - y1) * (y2 - y1)) / length),
      )
      const distance = Math.hypot(x + 0.5 - x1 - along * (x2 - x1), y + 0.5 - y1 - along * (y2 - y1))
      const inside = thick / 2 + 0.5 - distance
      if (inside > 0) blend(canvas, x, y, paint, Math.min(1, inside) * share)
    }
  }
}

/** A few birds far away: two wings each. */
export function drawBirds(canvas: Canvas, places: readonly Corner[], span: number, paint: Colour): void {
  for (const [index, [x, y]] of places.entries()) {
    const size = span * (0.7 + 0.3 * ((index * 7) % 3))
    const dip = size * (0.2 + 0.12 * (index % 3))
    for (const side of [-1, 1]) {
      drawLine(canvas, [x, y], [x + side * size * 0.45, y - dip], span * 0.1, paint, 0.85)
      drawLine(
        canvas,
        [x + side * size * 0.45, y - dip],
        [x + side * size, y - dip * 0.6],
        span * 0.07,
        paint,
        0.85,
      )
    }
  }
}

/** A small junk under sail on the water line at a place; `size` is the height of its mast in pixels. */
export function drawBoat(
  canvas: Canvas,
  x: number,
  y: number,
  size: number,
  hull: Colour,
  sail: Colour,
): void {
  fillShape(canvas, boatHull(x, y, size), hull)
  const sails: readonly Corner[][] = [
    [
      [x - size * 0.04, y - size],
      [x - size * 0.04, y - size * 0.16],
      [x - size * 0.44, y - size * 0.16],
      [x - size * 0.34, y - size * 0.55],
    ],
    [
      [x + size * 0.02, y - size * 0.88],
      [x + size * 0.2, y - size * 0.5],
      [x + size * 0.32, y - size * 0.16],
      [x + size * 0.02, y - size * 0.16],
    ],
  ]
  for (const corners of sails) fillShape(canvas, corners, sail)
}

function boatHull(x: number, y: number, size: number): Corner[] {
  return [
    [x - size * 0.52, y - size * 0.1],
    [x + size * 0.46, y - size * 0.1],
    [x + size * 0.32, y + size * 0.05],
    [x - size * 0.4, y + size * 0.05],
  ]
}
