import { expect, it } from 'vitest'
import { failureKinds, obstacleFailure } from './failure'
import { pageObstacles } from './page-kind'
import { actionsFor, problemActions } from './problem-actions'

const of = (kind: (typeof failureKinds)[number], status: number | null = null, until: number | null = null) =>
  actionsFor({ kind, status, until }, 1000)

it.each(failureKinds)('for %s there is something to do, each thing once', (kind) => {
  const actions = of(kind, null, 2000)
  expect(actions.length).toBeGreaterThan(0)
  expect(new Set(actions).size).toBe(actions.length)
})

it('every action is the likeliest for some failure', () => {
  const mains = new Set(failureKinds.map((kind) => of(kind, null, 2000)[0]))
  mains.add(of('auth', 407)[0])
  expect([...mains].sort()).toEqual([...problemActions].sort())
})

it('what is no address or must not be asked can only be looked at and skipped', () => {
  for (const kind of ['blocked-scheme', 'blocked-address', 'bad-url'] as const) {
    expect(of(kind)).toEqual(['skip', 'open-in-browser'])
  }
})

it.each([
  [503, 'retry'],
  [500, 'retry'],
  [408, 'retry'],
  [501, 'retry'],
  [400, 'retry-with-referer'],
  [418, 'retry-with-referer'],
] as const)('%i may pass or be hotlink protection: the likeliest is to %s', (status, main) => {
  expect(of('http-status', status)[0]).toBe(main)
})

it('a site that asked for a pause is waited for as long as the pause lasts', () => {
  expect(of('rate-limited', null, 1001)[0]).toBe('wait')
  expect(of('rate-limited', null, 1000)[0]).toBe('retry')
  expect(of('rate-limited', null, 1000)).not.toContain('wait')
})

it('a proxy that asks for a login is no matter of the site', () => {
  expect(of('auth', 407)[0]).toBe('check-proxy')
  expect(of('auth', 401)[0]).toBe('open-in-browser')
})

it('a page on which something stands in the way is looked at first, whatever its kind of failure', () => {
  for (const page of pageObstacles) {
    const { kind } = obstacleFailure(page, '')
    expect(actionsFor({ kind, status: 200, until: null, page }, 1000)[0]).toBe('open-in-browser')
  }
})
