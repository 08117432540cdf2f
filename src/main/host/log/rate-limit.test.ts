import { expect, it } from 'vitest'
import { boundRate } from './rate-limit'

function setUp() {
  const lines: unknown[][] = []
  let ms = 0
  const log = boundRate(
    (...line) => lines.push(line),
    () => ms,
  )
  return { lines, log, pass: (more: number) => (ms += more) }
}

it('a storm of one kind is thirty lines a minute, and another kind is still logged', () => {
  const { lines, log } = setUp()
  for (let count = 0; count < 100_000; count++) log('warn', 'failed', { kind: 'reset', host: 'a' })
  log('warn', 'failed', { kind: 'reset', host: 'b' })
  expect(lines).toHaveLength(31)
})

it('omitted lines are counted when the minute is over', () => {
  const { lines, log, pass } = setUp()
  for (let count = 0; count < 130; count++) log('warn', 'failed', { kind: 'reset', host: 'a' })
  pass(60_000)
  log('info', 'next')
  expect(lines.slice(30)).toEqual([
    ['warn', 'lines were omitted', { lines: 100, kinds: { 'warn failed reset a': 100 } }],
    ['info', 'next', {}],
  ])
})

it('kinds that never repeat are bounded too', () => {
  const { lines, log } = setUp()
  for (let count = 0; count < 100_000; count++) log('warn', `failed ${count}`)
  expect(lines).toHaveLength(2000)
})
