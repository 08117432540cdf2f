import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import type { IntervalHistogram } from 'node:perf_hooks'
import { pageLength } from '../src/renderer/components/grid/paged-list'
import { longestSlice } from '../src/shared/model/gallery'
import { expect, test } from './fixtures'
import type { Galleon } from './launch'

// Measures every list of the window on a database of a million images: `npm run measure -- -g "a million images"`.
// It fails when a slice takes longer than `longestSliceMs`, or the event loop of main is held up longer than `loopMs`.

const images = 1_000_000
const longestSliceMs = 100
/** At the 99.9th percentile. */
const loopMs = 16
const galleries = 10_001
/** Slices that follow one another from the middle on, as a scroll asks for them. */
const scrolled = 10

/** One list in one order; `input` is the command's own, without offset and limit. */
interface Measured {
  readonly name: string
  readonly command: 'listImages' | 'listGalleries' | 'listProblems' | 'listSkipped' | 'listLibrary'
  readonly input: Readonly<Record<string, unknown>>
  readonly length: number
}

function lists(): Measured[] {
  const both = [false, true]
  const way = (descending: boolean) => (descending ? '↓' : '↑')
  return [
    ...['position', 'file', 'bytes', 'state'].flatMap((sort) =>
      both.flatMap((descending) => [
        {
          name: `images by ${sort} ${way(descending)}`,
          command: 'listImages' as const,
          input: { taskId: 1, sort, descending },
          length: images,
        },
        {
          name: `images of a gallery by ${sort} ${way(descending)}`,
          command: 'listImages' as const,
          input: { taskId: 1, galleryId: 1, sort, descending },
          length: images / 2,
        },
      ]),
    ),
    ...['position', 'title', 'found', 'state'].map((sort) => ({
      name: `galleries by ${sort}`,
      command: 'listGalleries' as const,
      input: { taskId: 1, sort },
      length: galleries,
    })),
    { name: 'problems', command: 'listProblems', input: { taskId: 1 }, length: images / 20 },
    { name: 'skipped', command: 'listSkipped', input: { taskId: 1 }, length: images / 10 },
    {
      name: 'skipped for one reason',
      command: 'listSkipped',
      input: { taskId: 1, reason: 'icon' },
      length: images / 20,
    },
    ...['added', 'title', 'host', 'size'].map((sort) => ({
      name: `library by ${sort}`,
      command: 'listLibrary' as const,
      input: { text: '', sort, locate: [1, galleries] },
      length: galleries,
    })),
    {
      name: 'library, grouped by site',
      command: 'listLibrary',
      input: { grouped: true, locate: [1, galleries] },
      length: galleries,
    },
    { name: 'library, searched', command: 'listLibrary', input: { text: '77' }, length: 300 },
    {
      name: 'library of one site',
      command: 'listLibrary',
      input: { host: 'host7.example.org' },
      length: 250,
    },
  ]
}

test('every list of a database of a million images', async ({ start, folders }) => {
  test.setTimeout(600_000)
  const began = performance.now()
  execFileSync(process.execPath, [
    resolve('tools/measure/big-database.mjs'),
    resolve('out/main/cli.js'),
    folders.data,
    String(images),
  ])
  console.log(`database made in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  const galleon = await start()
  const { page } = galleon
  await expect(page.getByRole('textbox').first()).toBeEnabled()
  await page.waitForTimeout(2000)
  await watchLoop(galleon)
  const rows: string[][] = [['list', 'rows', 'slices', 'median', 'longest', `${longestSlice} rows`]]
  let longest = 0
  for (const list of lists()) {
    const { total, times, range } = await readSlices(galleon, list)
    const sorted = times.toSorted((a, b) => a - b)
    longest = Math.max(longest, sorted.at(-1) ?? 0, range)
    const ms = (time: number | undefined) => `${(time ?? 0).toFixed(1)} ms`
    rows.push([
      list.name,
      String(total),
      String(times.length),
      ms(sorted[times.length >> 1]),
      ms(sorted.at(-1)),
      ms(range),
    ])
  }
  const loop = await loopDelays(galleon)
  console.log(
    rows
      .map((cells) => cells.map((cell, at) => (at === 0 ? cell.padEnd(38) : cell.padStart(11))).join(''))
      .join('\n'),
  )
  console.log(`longest slice ${longest.toFixed(1)} ms (goal ${longestSliceMs} ms)`)
  console.log(
    `event loop of main: p99 ${loop.p99} ms, p99.9 ${loop.p999} ms (goal ${loopMs} ms), longest ${loop.max} ms, ${loop.count} samples`,
  )
  expect.soft(longest, 'longest slice, ms').toBeLessThanOrEqual(longestSliceMs)
  expect.soft(Number(loop.p999), 'p99.9 of the event loop, ms').toBeLessThanOrEqual(loopMs)
})

/**
 * Jumps to both ends, the quarters and the middle, and scrolls on from there, with slices as long as those of the window;
 * then reads one as long as those of a range that is selected. Times in milliseconds as the page sees them.
 */
function readSlices(
  { page }: Galleon,
  { command, input, length }: Measured,
): Promise<{ readonly total: number; readonly times: readonly number[]; readonly range: number }> {
  const middle = Math.floor(length / 200) * 100
  const offsets = [
    0,
    Math.floor(length / 4),
    Math.floor((length * 3) / 4),
    Math.max(0, length - 100),
    ...Array.from({ length: scrolled }, (_, at) => middle + at * 100),
  ]
  const slices = [
    ...offsets.map((offset) => ({ offset, limit: pageLength })),
    { offset: middle, limit: longestSlice },
  ]
  return page.evaluate(
    async ({ command, input, slices }) => {
      const times: number[] = []
      let total = 0
      for (const slice of slices) {
        const asked = performance.now()
        // The command's input is what the caller chose for it.
        const query = { ...input, ...slice } as never
        const answer = await window.galleon.invoke(command, query)
        times.push(performance.now() - asked)
        if (!answer.ok) throw new Error(answer.failure.detail)
        total = (answer.value as { total: number }).total
      }
      return { total, times: times.slice(0, -1), range: times.at(-1) ?? 0 }
    },
    { command, input, slices },
  )
}

async function watchLoop({ app }: Galleon): Promise<void> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const delays = monitorEventLoopDelay({ resolution: 1 })
    delays.enable()
    Object.assign(globalThis, { delays })
  })
}

/** In milliseconds, without the timer's own. */
function loopDelays({ app }: Galleon) {
  return app.evaluate(() => {
    const { delays } = globalThis as unknown as { delays: IntervalHistogram }
    delays.disable()
    const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - 1).toFixed(1)
    return {
      p99: ms(delays.percentile(99)),
      p999: ms(delays.percentile(99.9)),
      max: ms(delays.max),
      count: delays.count,
    }
  })
}
