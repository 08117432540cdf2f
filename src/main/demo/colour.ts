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

/** Black at 0, the colour at 1, brighter above. */
export function shade(paint: Colour, strength: number): Colour {
  return [paint[0] * strength, paint[1] * strength, paint[2] * strength]
}

/** Colours of a gallery as `#rrggbb`: sky from top to horizon, light of sun or moon, land from far to near. */
export interface Palette {
  readonly top: string
  readonly middle: string
  readonly low: string
  readonly light: string
  readonly far: string
  readonly near: string
}

/** A palette to paint with. */
export type Colours = { readonly [Name in keyof Palette]: Colour }

/** Between two palettes: `share` 0 is the first one. */
export function mixPalettes(a: Palette, b: Palette, share: number): Colours {
  const at = (name: keyof Palette) => mix(colour(a[name]), colour(b[name]), share)
  return {
    top: at('top'),
    middle: at('middle'),
    low: at('low'),
    light: at('light'),
    far: at('far'),
    near: at('near'),
  }
}

/** Steps of a ramp: so many that no step shows. */
export const rampSteps = 1024

/** Colours in between, worked out beforehand: three numbers a step. */
export type Ramp = Float32Array

/** A ramp over colours at places from 0 to 1, in rising order. */
export function createRamp(stops: readonly (readonly [place: number, paint: Colour])[]): Ramp {
  const ramp = new Float32Array(rampSteps * 3)
  let after = 0
  for (let step = 0; step < rampSteps; step++) {
    const place = step / (rampSteps - 1)
    while (after < stops.length - 1 && (stops[after]?.[0] ?? 0) < place) after++
    const [to, paint] = stops[after] ?? [1, [0, 0, 0]]
    const [from, before] = stops[Math.max(0, after - 1)] ?? [0, paint]
    ramp.set(mix(before, paint, to === from ? 1 : (place - from) / (to - from)), step * 3)
  }
  return ramp
}
