import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readOptions } from './options.mjs'
import { leastSeconds, scenariosOf } from './scenarios.mjs'

it('measures everything at full size, three times, where nothing is asked for', () => {
  const asked = readOptions([])
  expect(asked).toMatchObject({ runs: 3, isQuick: false, builds: [] })
  expect(asked?.scenarios.map(({ name }) => name)).toEqual([
    'A',
    'A64',
    'A-auto',
    'B',
    'B-https',
    'C',
    'C-https',
    'D',
    'D-https',
    'F-h1',
    'F-h2',
    'E',
  ])
  expect(asked?.names).toEqual(['galleon', 'curl', 'curl-h2', 'wget2', 'aria2c', 'gallery-dl'])
})

it('takes scenarios, programs, rounds and builds', () => {
  const asked = readOptions(
    ['--only', 'C,D-https', '--programs', 'galleon,curl', '--runs', '5', '--galleon', 'old=/a/cli.js'].concat(
      ['--galleon', 'new=/b'],
    ),
  )
  expect(asked).toMatchObject({
    names: ['galleon', 'curl'],
    runs: 5,
    builds: [
      { label: 'old', cli: resolve('/a/cli.js') },
      { label: 'new', cli: resolve('/b/out/main/cli.js') },
    ],
  })
  expect(asked?.scenarios.map(({ name }) => name)).toEqual(['C', 'D-https'])
  expect(readOptions(['--galleon', '/b'])?.builds).toEqual([
    { label: 'galleon', cli: resolve('/b/out/main/cli.js') },
  ])
})

it('measures once, with less, where it is to be quick', () => {
  expect(readOptions(['--quick'])).toMatchObject({ runs: 1, isQuick: true })
  expect(readOptions(['--quick', '--runs', '2'])).toMatchObject({ runs: 2 })
  const bytes = scenariosOf({ isQuick: true }).map((one) => one.pages * one.images * one.bytes)
  expect(Math.max(...bytes)).toBeLessThan(200e6)
})

it.each([
  [['--only', 'Z']],
  [['--programs', 'galleon,sprinter']],
  [['--runs', '0']],
  [['--runs', 'x']],
  [['--galleon', '=/a/cli.js']],
  [['--galleon', 'curl=/a/cli.js']],
  [['--galleon', '/a', '--galleon', '/b']],
  [['--unknown']],
  [['word']],
])('refuses %j', (args) => {
  expect(readOptions(args)).toBeNull()
})

it('knows the least time of a far site from its latency and rate', () => {
  const [far] = scenariosOf({ isQuick: false })
  if (far === undefined) throw new Error('there is no scenario')
  expect(leastSeconds(far)).toBeCloseTo(6.5625)
  expect(leastSeconds({ ...far, latencyMs: 0 })).toBeNull()
  expect(leastSeconds({ ...far, wide: 0 })).toBeNull()
})
