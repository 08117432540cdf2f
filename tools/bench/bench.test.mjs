import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { measure } from './bench.mjs'
import { drawPlot } from './draw-plot.mjs'
import { leastSeconds } from './scenarios.mjs'
import { tableOf } from './table.mjs'

const tiny = {
  name: 'T',
  what: 'a few & small',
  pages: 2,
  images: 3,
  bytes: 3000,
  latencyMs: 1,
  bytesPerSecond: 0,
  wide: 4,
}

it('gives a program its work, checks what it saved, and reports the figures in a table and a plot', async () => {
  /** @type {string[]} */
  const lines = []
  const { machine, results } = await measure({
    cli: resolve('out/test/cli.js'),
    scenarios: [tiny],
    names: ['galleon'],
    runs: 2,
    report: (line) => lines.push(line),
  })
  expect(lines).toHaveLength(3)
  expect(machine.programs).toEqual([expect.stringContaining('galleon')])
  const row = results[0]?.rows[0]
  expect(row).toMatchObject({ program: 'galleon', missing: 0, wrong: 0 })
  expect(row?.runs).toHaveLength(2)
  expect(row?.runs.map(({ code }) => code)).toEqual([0, 0])
  expect(row?.wallSeconds).toBeGreaterThan(0)
  expect(row?.cpuSeconds).toBeGreaterThan(0)
  expect(tableOf(results)).toContain('| T | galleon |')
  expect(drawPlot(results)).toMatch(/^<svg [^]*a few &amp; small[^]*<\/svg>\n$/)
}, 60_000)

it('opens a list of many queued images', async () => {
  const { results } = await measure({
    cli: resolve('out/test/cli.js'),
    scenarios: [{ ...tiny, name: 'L', queued: 2500 }],
    names: ['galleon', 'curl'],
    runs: 1,
    report: () => {},
  })
  const [row, ...others] = results[0]?.rows ?? []
  expect(row).toMatchObject({ program: 'galleon', missing: 0, wrong: 0 })
  expect(others).toEqual([])
}, 60_000)

it('knows the least time of a far site from its latency and rate', () => {
  const far = { ...tiny, pages: 50, images: 8, bytes: 150_000, latencyMs: 100, bytesPerSecond: 1e6, wide: 16 }
  expect(leastSeconds(far)).toBeCloseTo(6.5625)
  expect(leastSeconds({ ...far, latencyMs: 0 })).toBeNull()
  expect(leastSeconds({ ...far, wide: 0 })).toBeNull()
})
