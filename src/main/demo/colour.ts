/** Red, green and blue, 0 to 255 each, not rounded. */
export type Colour = readonly [number, number, number]

/** Reads `#rrggbb`. */
export function colour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** From a at 0 to b at 1. */
export function mix(a: Colour, b: Colour, share: number): Colour {
  const part = Math.min(1, Math.max(0, share))
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part]
}
