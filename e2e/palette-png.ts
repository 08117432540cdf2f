import { pngChunk, writePng } from '../test/site/png.mjs'

/** Colours that an indexed PNG can have (PNG, third edition, §11.2.1). */
const mostColours = 256

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Four bytes a pixel: blue, green, red and opacity, which is ignored. */
  readonly bgra: Uint8Array
}

/**
 * Writes a picture with at most 256 colours, chosen by median cut: a third of the bytes of true colour, and on text and
 * flat areas no difference can be seen.
 */
export function palettePng({ width, height, bgra }: Pixels): Buffer {
  const { palette, indexOf } = choosePalette(bgra)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows[y * (width + 1) + 1 + x] = indexOf.get(colourAt(bgra, (y * width + x) * 4)) ?? 0
    }
  }
  const colours = pngChunk('PLTE', Buffer.from(palette.flatMap((colour) => channelsOf(colour))))
  return writePng({ width, height, colourType: 3, rows, level: 9, before: [colours] })
}

function colourAt(bgra: Uint8Array, at: number): number {
  return ((bgra[at + 2] ?? 0) << 16) | ((bgra[at + 1] ?? 0) << 8) | (bgra[at] ?? 0)
}

function channelsOf(colour: number): readonly [number, number, number] {
  return [colour >>> 16, (colour >>> 8) & 255, colour & 255]
}

interface Box {
  readonly colours: readonly number[]
  /** The channel in which its colours lie farthest apart, and how far, weighed by how many pixels they have. */
  readonly channel: 0 | 1 | 2
  readonly weight: number
}

function choosePalette(bgra: Uint8Array) {
  const counts = new Map<number, number>()
  for (let at = 0; at < bgra.length; at += 4) {
    const colour = colourAt(bgra, at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const boxOf = (colours: readonly number[]): Box => {
    const pixels = colours.reduce((sum, colour) => sum + (counts.get(colour) ?? 0), 0)
    const spans = ([0, 1, 2] as const).map((channel) => {
      const values = colours.map((colour) => channelsOf(colour)[channel])
      const least = values.reduce((a, b) => Math.min(a, b), 255)
      return { channel, span: values.reduce((a, b) => Math.max(a, b), 0) - least }
    })
    const widest = spans.reduce((a, b) => (b.span > a.span ? b : a))
    return { colours, channel: widest.channel, weight: widest.span * Math.sqrt(pixels) }
  }

  const boxes = [boxOf([...counts.keys()])]
  while (boxes.length < mostColours) {
    const widest = boxes.reduce((a, b) => (b.weight > a.weight ? b : a))
    if (widest.weight === 0) break
    const { channel } = widest
    const sorted = widest.colours.toSorted((a, b) => channelsOf(a)[channel] - channelsOf(b)[channel])
    const middle = Math.max(1, sorted.length >> 1)
    boxes.splice(boxes.indexOf(widest), 1, boxOf(sorted.slice(0, middle)), boxOf(sorted.slice(middle)))
  }

  const indexOf = new Map<number, number>()
  const palette = boxes.map(({ colours }, index) => {
    for (const colour of colours) indexOf.set(colour, index)
    return meanOf(colours, counts)
  })
  return { palette, indexOf }
}

/** The mean of some colours, each as heavy as it has pixels. */
function meanOf(colours: readonly number[], counts: ReadonlyMap<number, number>): number {
  const sums: [number, number, number] = [0, 0, 0]
  let pixels = 0
  for (const colour of colours) {
    const count = counts.get(colour) ?? 0
    pixels += count
    for (const [channel, value] of channelsOf(colour).entries()) sums[channel as 0 | 1 | 2] += value * count
  }
  const [red, green, blue] = sums.map((sum) => Math.round(sum / pixels)) as [number, number, number]
  return (red << 16) | (green << 8) | blue
}
