import { isTransient } from '@shared/model/failure'
import { expect, it } from 'vitest'
import { judgeResponse, type ResponseHead } from './judge-response'

const now = Date.UTC(2026, 0, 1)
const policy = { now, longestRetryAfterMs: 300_000 }
const head = (status: number, more: Partial<ResponseHead> = {}): ResponseHead => ({
  status,
  address: 'https://example.org/1.jpg',
  retryAfter: [],
  date: null,
  contentRange: null,
  ...more,
})

it.each([200, 201, 202, 203, 207, 226, 250, 299])('takes the body of %i', (status) => {
  expect(judgeResponse(head(status), policy)).toEqual({ kind: 'take' })
})

it.each([
  [204, 'http-status'],
  [205, 'http-status'],
  [206, 'protocol'],
  [300, 'http-status'],
  [399, 'http-status'],
  [304, 'http-status'],
  [401, 'auth'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [407, 'auth'],
  [410, 'not-found'],
  [416, 'http-status'],
  [429, 'http-status'],
  [451, 'forbidden'],
  [499, 'http-status'],
  [500, 'http-status'],
  [503, 'http-status'],
  [599, 'http-status'],
  [999, 'http-status'],
])('fails %i as %s', (status, kind) => {
  expect(judgeResponse(head(status), policy)).toMatchObject({ kind: 'fail', backoffMs: 0, failure: { kind } })
})

it.each<[string, readonly string[], number]>([
  ['seconds', ['12'], 12_000],
  ['a date', ['Thu, 01 Jan 2026 00:00:30 GMT'], 30_000],
  ['the longest of several', ['5', '60', 'soon'], 60_000],
])('waits for a site that asks for a pause: %s', (_what, retryAfter, ms) => {
  for (const status of [429, 503]) {
    expect(judgeResponse(head(status, { retryAfter }), policy)).toMatchObject({
      kind: 'backoff',
      backoffMs: ms,
      failure: { kind: 'rate-limited', until: now + ms },
    })
  }
})

it.each([['0'], ['soon'], ['-5'], ['Wed, 31 Dec 2025 23:00:00 GMT']])('counts %j as no pause', (value) => {
  const judged = judgeResponse(head(503, { retryAfter: [value] }), policy)
  expect(judged).toMatchObject({ kind: 'fail', backoffMs: 0, failure: { kind: 'http-status' } })
})

it('fails as rate-limited when a site wants more than is waited for, and its host backs off all the same', () => {
  const judged = judgeResponse(head(429, { retryAfter: ['86400'] }), policy)
  expect(judged).toMatchObject({
    kind: 'fail',
    backoffMs: 86_400_000,
    failure: { kind: 'rate-limited', until: now + 86_400_000 },
  })
})

it.each([301, 404, 500])('ignores a pause that comes with %i', (status) => {
  expect(judgeResponse(head(status, { retryAfter: ['60'] }), policy)).toMatchObject({
    kind: 'fail',
    backoffMs: 0,
  })
})

it.each<[string | null, 'take' | 'fail']>([
  ['bytes 0-499/500', 'take'],
  ['bytes 0-498/500', 'fail'],
  ['bytes 1-499/500', 'fail'],
  ['bytes 0-499/*', 'fail'],
  ['pages 0-499/500', 'fail'],
  [null, 'fail'],
])('judges a part that was not asked for by its range %j', (contentRange, kind) => {
  expect(judgeResponse(head(206, { contentRange }), policy).kind).toBe(kind)
})

it('tries unknown statuses again like the x00 of their class', () => {
  const isTried = (status: number) => {
    const judged = judgeResponse(head(status), policy)
    return judged.kind === 'fail' && isTransient(judged.failure)
  }
  expect([400, 499, 500, 599, 999].map(isTried)).toEqual([false, false, true, true, true])
})
