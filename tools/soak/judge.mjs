/** Memory may grow by so much from the first quarter of the files to the end. */
const MOST_GROWTH_MIB = 50

const mib = (bytes) => Math.round(bytes / 1024 ** 2)

/**
 * Growth of resident memory in MiB: the highest of the last quarter of the files against that of the first.
 *
 * Work is compared with work: a mean would also tell how long tasks were paused then and now.
 *
 * @param {readonly { done: number, rss: number }[]} samples
 */
export function growthOf(samples) {
  const early = samples.filter(({ done }) => done > 0.02 && done <= 0.25).map(({ rss }) => rss)
  const late = samples.filter(({ done }) => done > 0.75).map(({ rss }) => rss)
  if (early.length === 0 || late.length === 0) return null
  return mib(Math.max(...late)) - mib(Math.max(...early))
}

/**
 * @typedef {{ name: string, found: string, good: boolean | null }} Verdict `good` is null where nothing could be measured
 *
 * @returns {readonly Verdict[]}
 */
export function judge({ files, failed, samples, start, end, left, exit }) {
  const growth = growthOf(samples)
  const back = (name) => {
    const [before, after] = [start[name], end[name]]
    return { name, found: `${before} → ${after}`, good: before === null ? null : after <= before }
  }
  return [
    { name: 'good files', found: `${files.good} saved, ${files.missing} missing`, good: files.missing === 0 },
    { name: 'wrong files', found: `${files.wrong.length}`, good: files.wrong.length === 0 },
    { name: 'partial files', found: `${files.parts} left`, good: files.parts === 0 },
    {
      name: 'failures',
      found: `${failed.told} of ${failed.planted} planted`,
      good: failed.told === failed.planted,
    },
    {
      name: 'memory',
      found: growth === null ? 'too short to tell' : `${growth} MiB growth`,
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
