import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { isExhaustive } from '../../test/exhaustive'
import { findProgram } from '../set-up/find-program.mjs'
import { measure } from './bench.mjs'
import { drawPlot } from './report/draw-plot.mjs'
import { tableOf } from './report/table.mjs'
import { findNginx } from './server/nginx.mjs'

/** @type {import('./scenarios.mjs').Scenario} */
const tiny = {
  name: 'T',
  what: 'a few & small',
  pages: 2,
  images: 3,
  bytes: 3000,
  latencyMs: 1,
  bytesPerSecond: 0,
  scheme: 'http',
  http2: false,
  wide: 4,
  base: 'curl',
  without: [],
}
const cli = resolve('out/test/cli.js')
const runs = 2
const nginx = await findNginx()
const hasOpenssl = findProgram('openssl') !== undefined

it.runIf(isExhaustive)(
  'gives a program its work, checks what it saved, and reports the figures in a table and a plot',
  async () => {
    /** @type {string[]} */
    const lines = []
    const { machine, notes, results } = await measure({
      builds: [
        { label: 'before', cli },
        { label: 'after', cli },
      ],
      scenarios: [tiny],
      names: ['galleon'],
      runs,
      nginx: null,
      report: (line) => lines.push(line),
    })
    // In turns: before, after, before, after.
    expect(lines.map((line) => line.split(/ +/)[2])).toEqual([
      'few',
      ...Array.from({ length: runs }, () => ['before', 'after']).flat(),
    ])
    expect(machine).toMatchObject({
      server: 'Node',
      programs: [expect.stringContaining('before'), expect.anything()],
    })
    expect(notes).toEqual([
      'T: nginx is not installed, so the site is one of Node, which limits fast programs.',
    ])
    const row = results[0]?.rows[0]
    expect(row).toMatchObject({
      program: 'before',
      isGalleon: true,
      missing: 0,
      wrong: 0,
      failed: 0,
      startMs: null,
    })
    expect(row?.runs).toHaveLength(runs)
    expect(row?.wallSeconds).toBeGreaterThan(0)
    expect(row?.cpuSeconds).toBeGreaterThan(0)
    expect(row?.peakMiB).toBeGreaterThan(20)
    expect(tableOf(results)).toContain('| T | after |')
    expect(drawPlot(results)).toMatch(/^<svg [^]*a few &amp; small[^]*<\/svg>\n$/)
  },
  60_000,
)

it.runIf(isExhaustive && nginx !== null && nginx.lua.length > 0 && hasOpenssl)(
  'downloads from nginx over https, and takes the time of the first request from its log',
  async () => {
    /** @type {number[]} */
    const kept = []
    const { notes, results } = await measure({
      builds: [{ label: 'galleon', cli }],
      scenarios: [{ ...tiny, scheme: 'https', http2: true, bytesPerSecond: 1_000_000 }],
      names: ['galleon'],
      runs: 1,
      nginx,
      report: () => {},
      keep: async (figures) => {
        kept.push(figures.results.length)
      },
    })
    expect(kept).toEqual([1])
    expect(notes).toEqual([])
    const row = results[0]?.rows[0]
    expect(row).toMatchObject({ missing: 0, wrong: 0, failed: 0 })
    expect(row?.startMs).toBeGreaterThan(0)
    expect(row?.fromFirstSeconds).toBeGreaterThan(0)
    expect(row?.runs[0]?.served).toMatchObject({ requests: 8, refused: 0 })
  },
  60_000,
)

it('skips what no server at hand can do, and says so', async () => {
  const { notes, results } = await measure({
    builds: [],
    scenarios: [{ ...tiny, scheme: 'https', http2: true }],
    names: ['galleon'],
    runs: 1,
    nginx: null,
    report: () => {},
  })
  expect(results).toEqual([])
  expect(notes.at(-1)).toMatch(/^T was skipped: /)
})

it.runIf(isExhaustive)(
  'opens a list of many queued images',
  async () => {
    const { results } = await measure({
      builds: [{ label: 'galleon', cli }],
      scenarios: [{ ...tiny, name: 'L', queued: 2500 }],
      names: ['galleon', 'curl'],
      runs: 1,
      nginx: null,
      report: () => {},
    })
    const [row, ...others] = results[0]?.rows ?? []
    expect(row).toMatchObject({ program: 'galleon', missing: 0, wrong: 0, failed: 0 })
    expect(others).toEqual([])
  },
  60_000,
)
