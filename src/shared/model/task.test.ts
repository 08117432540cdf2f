import { describe, expect, it } from 'vitest'
import { doneShare, emptyCounts, idleProgress, isWhole, secondsLeft, type TaskCounts } from './task'

const counts = (some: Partial<TaskCounts>): TaskCounts => ({
  ...emptyCounts,
  pagesKnown: 1,
  pagesRead: 1,
  ...some,
})

describe('the share that is done', () => {
  it.each<[string, Partial<TaskCounts>, number | null]>([
    ['of an open range before its first page is unknown', { pagesKnown: null, pagesRead: 0 }, null],
    ['of known pages before the first picture is 0', { pagesRead: 0 }, 0],
    ['counts what is saved', { found: 12, saved: 4 }, 4 / 12],
    ['counts what was already downloaded', { found: 12, saved: 4, skipped: 8 }, 1],
    ['does not count what failed', { found: 12, saved: 4, failed: 8 }, 4 / 12],
    ['stays below 1 while pages are to come', { found: 5, saved: 5, pagesKnown: 2 }, 0.5],
    ['stays below 1 where a page failed', { found: 5, saved: 5, pagesKnown: 2, pagesFailed: 1 }, 0.5],
    ['of an open range is that of its pictures', { found: 4, saved: 1, pagesKnown: null }, 0.25],
  ])('%s', (_, some, share) => {
    expect(doneShare(counts(some))).toBe(share)
  })
})

describe('the time that is left', () => {
  it.each<[string, Partial<TaskCounts>, number | null]>([
    ['is not known from the first picture', { found: 12, saved: 1, bytes: 100 }, null],
    ['is not known from two', { found: 12, saved: 2, bytes: 200 }, null],
    ['is that of the others by the mean of three', { found: 12, saved: 3, bytes: 300 }, 9],
    ['is known of a small gallery too', { found: 2, saved: 2, bytes: 200 }, 0],
    ['counts pages to come', { found: 6, saved: 3, bytes: 300, pagesKnown: 2 }, 9],
    ['is not known of an open range', { found: 12, saved: 6, bytes: 300, pagesKnown: null }, null],
  ])('%s', (_, some, seconds) => {
    expect(secondsLeft({ ...idleProgress, bytesPerSecond: 100, counts: counts(some) })).toBe(seconds)
  })
})

describe('a result', () => {
  it.each<[string, Partial<TaskCounts>, boolean]>([
    ['with everything is whole', { found: 3, saved: 2, skipped: 1 }, true],
    ['with a failure is not', { found: 3, saved: 2, failed: 1 }, false],
    ['with a missing page is not', { found: 3, saved: 3, pagesFailed: 1 }, false],
    ['with a shortfall is not', { found: 3, saved: 3, shortfalls: { smaller: 1 } }, false],
  ])('%s', (_, some, whole) => {
    expect(isWhole(counts(some))).toBe(whole)
  })
})
