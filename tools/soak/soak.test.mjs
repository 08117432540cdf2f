import { expect, it } from 'vitest'
import { isExhaustive } from '../../test/exhaustive'
import { faultOf, faults, isLost, pictureOf } from './faults.mjs'
import { growthOf, judge } from './judge.mjs'
import { runSoak } from './soak.mjs'

it.runIf(isExhaustive && process.platform !== 'win32')(
  'after many files, faults and pauses an engine holds no more handles, sockets, timers and listeners than before',
  async () => {
    const short = { sampleMs: 200, keepAliveMs: 2000 }
    const { verdicts, actions } = await runSoak({
      files: 300,
      minutes: 0,
      seed: 3,
      report() {},
      ...short,
    })
    expect(actions.pauses).toBeGreaterThan(0)
    // So few files do not show growth of memory.
    const others = verdicts.filter(({ name }) => name !== 'memory')
    expect(others.filter(({ good }) => good === false)).toEqual([])
    expect(verdicts.map(({ name }) => name)).toContain('handles')
  },
  180_000,
)

it('the same seed plans the same faults, at least five in a hundred, of every kind', () => {
  const paths = Array.from({ length: 20_000 }, (_, index) => `/f/1/1-${index}.png`)
  const planned = paths.map((path) => faultOf(1, path))
  expect(paths.map((path) => faultOf(1, path))).toEqual(planned)
  expect(paths.map((path) => faultOf(2, path))).not.toEqual(planned)
  expect(planned.filter((fault) => fault !== null).length).toBeGreaterThan(1000)
  expect(new Set(planned.filter((fault) => fault !== null))).toEqual(new Set(faults))
  expect(paths.filter((path) => isLost(1, path)).length).toBeLessThan(300)
})

it('a picture belongs to its seed and its path', () => {
  expect(pictureOf(1, '/f/1/1-1.png')).toEqual(pictureOf(1, '/f/1/1-1.png'))
  expect(pictureOf(1, '/f/1/1-1.png').equals(pictureOf(2, '/f/1/1-1.png'))).toBe(false)
})

const rest = { handles: 9, sockets: 1, timers: 0, listeners: 4, bugs: [] }
/** @type {import('./judge.mjs').Outcome} */
const good = {
  files: { good: 10, missing: 0, wrong: [], parts: 0 },
  failed: { reported: 2, planted: 2 },
  samples: [
    { done: 0.1, rss: 100 * 1024 ** 2 },
    { done: 0.95, rss: 140 * 1024 ** 2 },
  ],
  start: rest,
  end: rest,
  left: [],
  exit: 0,
}
/** @param {Partial<import('./judge.mjs').Outcome>} more */
const refused = (more) =>
  judge({ ...good, ...more })
    .filter((verdict) => verdict.good === false)
    .map(({ name }) => name)

/** @type {[string, Partial<import('./judge.mjs').Outcome>][]} */
const faulty = [
  ['good files', { files: { ...good.files, missing: 1 } }],
  ['wrong files', { files: { ...good.files, wrong: ['x'] } }],
  ['partial files', { files: { ...good.files, parts: 1 } }],
  ['failures', { failed: { reported: 3, planted: 2 } }],
  [
    'memory',
    {
      samples: [
        { done: 0.1, rss: 100 * 1024 ** 2 },
        { done: 0.95, rss: 151 * 1024 ** 2 },
      ],
    },
  ],
  ['handles', { end: { ...rest, handles: 10 } }],
  ['sockets', { end: { ...rest, sockets: 2 } }],
  ['timers', { end: { ...rest, timers: 1 } }],
  ['listeners', { end: { ...rest, listeners: 5 } }],
  ['bugs', { end: { ...rest, bugs: ['x'] } }],
  ['left after closing', { left: ['1 Timeout'] }],
  ['exit', { exit: 'does not end' }],
]
it.each(faulty)('%s are judged', (name, more) => {
  expect(refused(more)).toEqual([name])
})

it('memory is compared at work: how long tasks were paused does not count', () => {
  /** @param {number} done @param {number} mib */
  const rss = (done, mib) => ({ done, rss: mib * 1024 ** 2 })
  const paused = [rss(0.1, 90), rss(0.11, 90), rss(0.12, 90), rss(0.2, 230)]
  expect(growthOf([...paused, rss(0.8, 235), rss(0.9, 240)])).toBe(10)
})

it('a good run is good, and one that is too short shows no growth', () => {
  expect(refused({})).toEqual([])
  expect(growthOf([{ done: 1, rss: 1 }])).toBeNull()
})
