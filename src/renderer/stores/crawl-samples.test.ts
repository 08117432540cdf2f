import { expect, it } from 'vitest'
import { type CrawlSample, pagesPerSecond, withSample } from './crawl-samples'

const sample = (at: number, read: number): CrawlSample => ({ at, read, queued: 0 })

it('keeps a sample a second, of a long run fewer, and begins again with another run', () => {
  const first = [sample(0, 1)]
  expect(withSample(first, sample(500, 2))).toBe(first)
  let samples: readonly CrawlSample[] = []
  for (let at = 0; at < 2000; at += 1) samples = withSample(samples, sample(at * 1000, at))
  expect(samples.length).toBeLessThanOrEqual(600)
  expect(samples[0]).toEqual(sample(0, 0))
  expect(samples.at(-1)).toEqual(sample(1_999_000, 1999))
  expect(withSample(samples, sample(3_000_000, 5))).toEqual([sample(3_000_000, 5)])
})

it('knows the pace of the last ten seconds', () => {
  const samples = Array.from({ length: 60 }, (_, at) => sample(at * 1000, at < 50 ? 0 : (at - 50) * 4))
  expect(pagesPerSecond(samples, 59_000)).toBeCloseTo(3.6)
  expect(pagesPerSecond(samples, 200_000)).toBeNull()
})
