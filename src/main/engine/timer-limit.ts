/** Longest delay of a timer, in milliseconds: 24.8 days. A longer one would not fit into 32 bits, and end at once. */
export const longestTimerMs = 2 ** 31 - 1

/** A delay as a timer can keep it: in whole milliseconds, at most `longestTimerMs`. */
export function timerMs(ms: number): number {
  return Math.min(Math.ceil(ms), longestTimerMs)
}
