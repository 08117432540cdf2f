/** Memory may grow by so much from the first quarter of the files to the end. */
const MOST_GROWTH_MIB = 50

/** @param {number} bytes */
const mib = (bytes) => Math.round(bytes / 1024 ** 2)

/**
 * Resident memory at some moment; `done`: share of the files, 0 to 1.
 *
 * @typedef {{ done: number, rss: number }} MemorySample
 */

/**
 * Growth of resident memory in MiB: the highest of the last quarter of the files against that of the first. Only samples
 * at work are compared: a mean would depend on how long tasks were paused.
 *
 * @param {readonly MemorySample[]} samples
 * @returns {number | null} null where there are too few
 */
export function growthOf(samples) {
  const early = samples.filter(({ done }) => done > 0.02 && done <= 0.25).map(({ rss }) => rss)
  const late = samples.filter(({ done }) => done > 0.75).map(({ rss }) => rss)
  if (early.length === 0 || late.length === 0) return null
  return mib(Math.max(...late)) - mib(Math.max(...early))
}

/** @typedef {Pick<import('./engine-process.mjs').Sample, 'handles' | 'sockets' | 'timers' | 'listeners' | 'bugs'>} Held */

/**
 * What a run came to: files by hash, reported and planted failures, what the engine held before and after, what was left
 * of it after it was closed, and how its process ended.
 *
 * @typedef {object} Outcome
 * @property {{ good: number, missing: number, wrong: readonly string[], parts: number }} files
 * @property {{ reported: number, planted: number }} failed
 * @property {readonly MemorySample[]} samples
 * @property {Held} start
 * @property {Held} end
 * @property {readonly string[]} left
 * @property {number | string | null} exit
 */

/** `good` is null where nothing could be measured. @typedef {{ name: string, found: string, good: boolean | null }} Verdict */

/**
 * @param {Outcome} outcome
 * @returns {readonly Verdict[]}
 */
export function judge({ files, failed, samples, start, end, left, exit }) {
  const growth = growthOf(samples)
  /** @param {'handles' | 'sockets' | 'timers' | 'listeners'} name */
  const back = (name) => {
    const [before, after] = [start[name], end[name]]
    const good = before === null || after === null ? null : after <= before
    return { name, found: `${before} → ${after}`, good }
  }
  return [
    { name: 'good files', found: `${files.good} saved, ${files.missing} missing`, good: files.missing === 0 },
    { name: 'wrong files', found: `${files.wrong.length}`, good: files.wrong.length === 0 },
    { name: 'partial files', found: `${files.parts} left`, good: files.parts === 0 },
    {
      name: 'failures',
      found: `${failed.reported} of ${failed.planted} planted`,
      good: failed.reported === failed.planted,
    },
    {
      name: 'memory',
      found: growth === null ? 'too short to measure' : `${growth} MiB growth`,
      good: growth === null ? null : growth <= MOST_GROWTH_MIB,
    },
    back('handles'),
    back('sockets'),
    back('timers'),
    back('listeners'),
    { name: 'bugs', found: `${end.bugs.length}`, good: end.bugs.length === 0 },
    { name: 'left after closing', found: left.join(', ') || 'nothing', good: left.length === 0 },
    { name: 'exit', found: `${exit}`, good: exit === 0 },
  ]
}
