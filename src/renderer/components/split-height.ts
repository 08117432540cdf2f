/** Least height of either part, in CSS pixels. */
export const leastHeight = 140

/** What the bottom may take of the room, however it came to its height. */
export const mostShare = 0.7

/** Least height of the bottom before a person chose one: a header and some rows. */
const usualHeight = 300

/**
 * Height of the bottom before a person chose one, in CSS pixels: what the top does not need of `room`, so that a tall
 * window has no empty stretch between a short list and its detail.
 */
export function firstHeight(room: number, topNeeds: number): number {
  return Math.round(Math.max(usualHeight, Math.min(room - topNeeds, room * mostShare)))
}
