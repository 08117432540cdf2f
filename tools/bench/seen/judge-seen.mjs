/**
 * What the process of the benchmark prints; sizes in bytes.
 *
 * @typedef {object} SeenFigures
 * @property {number} addresses
 * @property {number} seconds
 * @property {number} perSecond
 * @property {number} perSecondAtEnd
 * @property {number} diskBytes
 * @property {number} peakMemory
 */

const million = 1_000_000

/** The pace that is wanted at the end: up to 10 million addresses the tree fits in memory. */
const fewAddresses = 10 * million
const quickGoal = 100_000
const slowGoal = 20_000
const memoryGoal = 300 * million
/** 2.6 GB for 100 million. */
const bytesGoal = 26

/**
 * The figures as lines, with the goals; a file of few addresses has no goal of its size: the empty tables are most of it.
 *
 * @param {SeenFigures} figures
 */
export function judgeSeen({ addresses, seconds, perSecond, perSecondAtEnd, diskBytes, peakMemory }) {
  const pace = addresses <= fewAddresses ? quickGoal : slowGoal
  const bytes = diskBytes / addresses
  const goals = [
    [`${Math.round(perSecondAtEnd)} a second at the end`, `≥ ${pace}`, perSecondAtEnd >= pace],
    [
      `${bytes.toFixed(1)} bytes of disk an address`,
      `≤ ${bytesGoal}`,
      addresses < 100_000 || bytes <= bytesGoal,
    ],
    [
      `${Math.round(peakMemory / million)} MB of memory at most`,
      `≤ ${memoryGoal / million}`,
      peakMemory <= memoryGoal,
    ],
  ]
  return {
    lines: [
      `${addresses} addresses in ${seconds.toFixed(1)} s, ${Math.round(perSecond)} a second`,
      ...goals.map(([figure, goal, isMet]) => `${isMet ? 'met   ' : 'missed'} ${figure} (goal: ${goal})`),
    ],
    isMet: goals.every(([, , isMet]) => isMet),
  }
}
