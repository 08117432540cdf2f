import { describe, expect, it } from 'vitest'
import { goals, judge } from '../goals.mjs'
import { scenariosOf } from '../scenarios.mjs'
import { median, summarise } from './figures.mjs'
import { goalsTableOf, tableOf } from './table.mjs'

/** @typedef {import('./figures.mjs').Run} Run */

/**
 * @param {number} wallSeconds
 * @param {Partial<Run>} [rest]
 * @returns {Run}
 */
function run(wallSeconds, rest = {}) {
  return {
    wallSeconds,
    userSeconds: 1,
    systemSeconds: 0.5,
    peakMiB: 100,
    endedAt: 1000,
    code: 0,
    served: null,
    missing: 0,
    wrong: 0,
    ...rest,
  }
}

/** @param {string} name */
function scenario(name) {
  const found = scenariosOf({ isQuick: false }).find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}

/** @param {number} firstRequestAt */
function served(firstRequestAt) {
  return {
    firstRequestAt,
    requests: 1,
    connections: 1,
    overHttp2: 0,
    refused: 0,
    imageSeconds: 0,
    cpuSeconds: 0,
  }
}

it('takes the middle one, or the mean of both in the middle', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
})

it('has goals for scenarios that exist', () => {
  for (const name of Object.keys(goals)) expect(scenario(name).name).toBe(name)
})

describe('a summary', () => {
  it('compares round by round: a slow round slows both programs', () => {
    const { rows } = summarise(scenario('B'), [
      { program: 'galleon', isGalleon: true, runs: [run(2), run(9), run(4)] },
      { program: 'curl', isGalleon: false, runs: [run(1), run(3), run(4)] },
    ])
    expect(rows.map(({ ratio }) => ratio)).toEqual([2, 1])
    expect(rows[0]).toMatchObject({
      wallSeconds: 4,
      cpuSeconds: 1.5,
      cpuSecondsPerGB: 1.5,
      cpuMicrosecondsPerImage: 750,
    })
  })

  it('has no ratio without the program that is compared with', () => {
    const { rows } = summarise(scenario('B'), [{ program: 'galleon', isGalleon: true, runs: [run(2)] }])
    expect(rows[0]?.ratio).toBeNull()
  })

  it('counts from the first request that the server saw', () => {
    const { rows } = summarise(scenario('A'), [
      { program: 'galleon', isGalleon: true, runs: [run(7.25, { served: served(993) })] },
    ])
    expect(rows[0]?.fromFirstSeconds).toBeCloseTo(7)
    expect(rows[0]?.startMs).toBeCloseTo(250)
    expect(rows[0]?.ratio).toBeCloseTo(7.25 / 6.5625)
  })
})

describe('the tables', () => {
  const results = [
    summarise(scenario('C'), [
      { program: 'galleon', isGalleon: true, runs: [run(2.8, { peakMiB: 149 })] },
      { program: 'curl', isGalleon: false, runs: [run(2, { code: 22, missing: 3 })] },
    ]),
    summarise(scenario('D'), [{ program: 'galleon', isGalleon: true, runs: [run(2)] }]),
  ]

  it('give all figures of each program, and what went wrong', () => {
    const lines = tableOf(results).split('\n').slice(2)
    expect(lines).toEqual([
      '| C | galleon | 2.80 s |  | 1.40 × curl | 1.00 + 0.50 s |  | 75 µs | 149 MiB | all right |',
      '| C | curl | 2.00 s |  | 1.00 × curl | 1.00 + 0.50 s |  | 75 µs | 100 MiB | 3 missing, 0 wrong; 1 × exit code 22 |',
      '| D | galleon | 2.00 s |  |  | 1.00 + 0.50 s | 1.4 s |  | 100 MiB | all right |',
    ])
  })

  it('say which goals of Galleon were reached, missed, or not measured', () => {
    const lines = goalsTableOf(judge(results)).split('\n').slice(2)
    expect(lines).toEqual([
      '| C | galleon | wall / curl | ≤ 1.4 × | 1.40 × | reached |',
      '| C | galleon | peak memory | ≤ 150 MiB | 149 MiB | reached |',
      '| C | galleon | CPU an image | ≤ 250 µs | 75 µs | reached |',
      '| D | galleon | wall / curl | ≤ 1.3 × |  | not measured |',
      '| D | galleon | wall / aria2c | ≤ 1 × |  | not measured |',
      '| D | galleon | wall / gallery-dl | ≤ 1 × |  | not measured |',
      '| D | galleon | peak memory | ≤ 110 MiB | 100 MiB | reached |',
      '| D | galleon | CPU a GiB | ≤ 1.7 s | 1.50 s | reached |',
    ])
    const slow = summarise(scenario('E'), [{ program: 'new', isGalleon: true, runs: [run(1.5)] }])
    expect(goalsTableOf(judge([slow]))).toContain('| E | new | wall | ≤ 1 s | 1.50 s | **missed** |')
  })
})
