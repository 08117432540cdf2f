/** Numbers that look random and are the same for the same seed, everywhere. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number
  /** from ≤ x < to. */
  between(from: number, to: number): number
}

/** Mulberry32 of a seed made from text (FNV-1a). */
export function createRandom(seed: string): Random {
  let state = 0x811c9dc5
  for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193)

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return { next, between: (from, to) => from + (to - from) * next() }
}

/** A smooth curve: 0 to 1 for any x, wandering by about one unit of x; the same for the same random source. */
export type Curve = (x: number) => number

/** Value noise over a line, `octaves` of it, each half as high and twice as fine as the one before. */
export function createCurve(random: Random, octaves: number): Curve {
  const knots = Float64Array.from({ length: 256 }, () => random.next())
  const at = (x: number) => {
    const left = Math.floor(x)
    const share = x - left
    const eased = share * share * (3 - 2 * share)
    const a = knots[left & 255]!
    return a + (knots[(left + 1) & 255]! - a) * eased
  }
  return (x) => {
    let sum = 0
    let height = 0.5
    let scale = 1
    for (let octave = 0; octave < octaves; octave++) {
      sum += height * at(x * scale + octave * 37.7)
      height /= 2
      scale *= 2
    }
    return sum / (1 - height * 2)
  }
}

/** A smooth landscape over a plane: 0 to 1, mostly near 0.5, wandering by about one unit. */
export type Field = (x: number, y: number) => number

/** Value noise over a plane, as `createCurve` over a line. */
export function createField(random: Random, octaves: number): Field {
  const knots = Float64Array.from({ length: 256 }, () => random.next())
  const order = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (let left = 255; left > 0; left--) {
    const chosen = Math.floor(random.next() * (left + 1))
    const swapped = order[left]!
    order[left] = order[chosen]!
    order[chosen] = swapped
  }
  const at = (x: number, y: number) => {
    const left = Math.floor(x)
    const top = Math.floor(y)
    const shareX = x - left
    const shareY = y - top
    const easedX = shareX * shareX * (3 - 2 * shareX)
    const easedY = shareY * shareY * (3 - 2 * shareY)
    const here = order[left & 255]!
    const next = order[(left + 1) & 255]!
    const a = knots[order[(here + top) & 255]!]!
    const b = knots[order[(next + top) & 255]!]!
    const c = knots[order[(here + top + 1) & 255]!]!
    const d = knots[order[(next + top + 1) & 255]!]!
    const upper = a + (b - a) * easedX
    return upper + (c + (d - c) * easedX - upper) * easedY
  }
  return (x, y) => {
    let sum = 0
    let height = 0.5
    let scale = 1
    for (let octave = 0; octave < octaves; octave++) {
      sum += height * at(x * scale + octave * 17.3, y * scale + octave * 31.9)
      height /= 2
      scale *= 2
    }
    return sum / (1 - height * 2)
  }
}
