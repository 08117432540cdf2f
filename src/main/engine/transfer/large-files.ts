// Large files take their connections for long: of those that a site gets, some are left for what is small. Pure.

/** From so many announced bytes on a file is large. */
export const largeBytes = 32 * 1024 ** 2

/** Large files may take this share of the requests that a site gets at once. */
const largeShare = 3 / 4

/**
 * How many requests more than `atOnce` a site gets while `large` of those that run fetch large files; never more than
 * `most` in all, which is what the person allows.
 */
export function besideLarge(large: number, atOnce: number, most: number): number {
  return Math.max(0, Math.min(large - Math.floor(atOnce * largeShare), most - atOnce))
}
