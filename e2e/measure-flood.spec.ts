import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { IntervalHistogram } from 'node:perf_hooks'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import type { Galleon } from './launch'
import { openNewDownload, taskRow } from './screen'
import { words } from './words'

// Measures how the program answers while pictures come as fast as they go: `npm run measure`. It judges nothing.

/** As scenario B of `npm run bench`, five times as long. */
const flood = { pages: 200, images: 50, bytes: 500_000, latencyMs: 0, bytesPerSecond: 0 }
const measuredMs = 4000

/** What a fast line gives: 400 Mbit/s. */
const lineBytesPerSecond = 50_000_000

test('main process and window while pictures come as fast as they go', async ({ start }) => {
  test.setTimeout(180_000)
  const site = spawn(process.execPath, [resolve('tools/bench/site.mjs'), JSON.stringify(flood)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const address = `http://127.0.0.1:${await portOf(site)}/a/[5510-${5510 + flood.pages - 1}].html`
    const galleon = await start()
    const { page } = galleon
    const lines = [await measure('at rest', galleon)]
    const firstPictureMs = await startFlood(galleon, address)
    lines.push(await measure('pictures as fast as they go', galleon))
    await limit(page, lineBytesPerSecond)
    lines.push(await measure('as fast as a line of 400 Mbit/s', galleon))
    await limit(page, null)
    await expect(taskRow(page, '127.0.0.1')).toContainText('Finished', { timeout: 150_000 })
    lines.push(await measure('at rest, with what came', galleon))
    const table = [
      [
        '',
        'loop p50',
        'loop p99',
        'loop max',
        'fps',
        'longest frame',
        'click p50',
        'click max',
        'view p50',
        'view max',
        'MB/s',
      ],
      ...lines,
    ]
    console.log(
      table
        .map((cells) => cells.map((cell, at) => (at === 0 ? cell.padEnd(34) : cell.padStart(14))).join(''))
        .join('\n'),
    )
    console.log(`first picture whole ${firstPictureMs.toFixed(0)} ms after Start was pressed`)
  } finally {
    site.kill()
  }
})

/** Limits the bandwidth of all tasks; null: not at all. */
async function limit(page: Page, bytesPerSecond: number | null): Promise<void> {
  await page.evaluate(
    (limited) => window.galleon.invoke('changeSettings', { bytesPerSecond: limited }),
    bytesPerSecond,
  )
}

async function portOf(site: ChildProcess): Promise<number> {
  const [text] = (await once(site.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return Number(text)
}

/** Fills in a new download, presses Start, and answers after how many milliseconds the first picture was whole. */
async function startFlood(galleon: Galleon, address: string): Promise<number> {
  const { page, folders } = galleon
  await galleon.pickFolder(folders.target)
  const dialog = await openNewDownload(page, address)
  await dialog.getByRole('button', { name: words.en.newDownload['choose-folder'] }).click()
  await expect(dialog.getByText(folders.target, { exact: true })).toBeVisible()
  // Who looks at the preview first has started the thread that reads pages.
  await expect(dialog.getByText('湖光 5510').first()).toBeVisible()
  // In the window itself, from the event on: what Playwright does before it presses is not the program's.
  const saved = page.evaluate(async () => {
    const pressedAt = await new Promise<number>((resolve) => {
      addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { once: true, capture: true })
    })
    for (;;) {
      const snapshot = await window.galleon.invoke('snapshot', undefined)
      if (snapshot.ok && snapshot.value.tasks.some(({ progress }) => progress.counts.saved > 0)) {
        return performance.now() - pressedAt
      }
    }
  })
  await dialog.getByRole('button', { name: words.en.newDownload.start }).click()
  return saved
}

/** Delays of the main process's event loop, frames of the window, and clicks from the press to the next frame and to the view. */
async function measure(name: string, { app, page }: Galleon): Promise<string[]> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const delays = monitorEventLoopDelay({ resolution: 1 })
    delays.enable()
    Object.assign(globalThis, { delays })
  })
  const before = await received(page)
  // One after the other: to watch a download is one thing, to go between the views without a pause another.
  const frames = await countFrames(page)
  const { clicks, views } = await clickAround(page)
  const bytes = (await received(page)) - before
  const loop = await app.evaluate(() => {
    const { delays } = globalThis as unknown as { delays: IntervalHistogram }
    delays.disable()
    // Nanoseconds, and the timer's own millisecond.
    return [delays.percentile(50), delays.percentile(99), delays.max].map((delay) => delay / 1e6 - 1)
  })
  const middleAndMost = (times: readonly number[]) => {
    const sorted = [...times].sort((a, b) => a - b)
    return [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map(
      (time) => `${(time ?? 0).toFixed(0)} ms`,
    )
  }
  return [
    name,
    ...loop.map((delay) => `${Math.max(0, delay).toFixed(1)} ms`),
    ((frames.length * 1000) / frames.reduce((sum, frame) => sum + frame, 0)).toFixed(1),
    `${Math.max(...frames).toFixed(1)} ms`,
    ...middleAndMost(clicks),
    ...middleAndMost(views),
    (bytes / (2 * measuredMs) / 1000).toFixed(0),
  ]
}

async function received(page: Page): Promise<number> {
  const snapshot = await page.evaluate(() => window.galleon.invoke('snapshot', undefined))
  if (!snapshot.ok) throw new Error(snapshot.failure.detail)
  return snapshot.value.tasks.reduce((sum, { progress }) => sum + progress.counts.bytes, 0)
}

function countFrames(page: Page): Promise<number[]> {
  return page.evaluate(async (ms) => {
    const frames: number[] = []
    const begin = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    for (let last = begin; last - begin < ms; ) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      frames.push(now - last)
      last = now
    }
    return frames
  }, measuredMs)
}

/** Milliseconds from the press. */
interface Clicks {
  /** Until the next frame was drawn, which shows what was pressed. */
  readonly clicks: readonly number[]
  /** Until the view that it opens was drawn. */
  readonly views: readonly number[]
}

/** Goes between the views by real clicks. */
async function clickAround(page: Page): Promise<Clicks> {
  await page.evaluate(() => {
    const clicks: number[] = []
    const views: number[] = []
    Object.assign(globalThis, { clicks, views })
    addEventListener('click', ({ timeStamp }) => {
      const before = document.querySelector('main')?.firstElementChild
      const drawn = (times: number[]) =>
        requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - timeStamp)))
      drawn(clicks)
      const look = () => {
        if (document.querySelector('main')?.firstElementChild === before) requestAnimationFrame(look)
        else drawn(views)
      }
      queueMicrotask(look)
    })
  })
  const navigation = page.getByRole('navigation')
  const until = Date.now() + measuredMs
  while (Date.now() < until) {
    for (const view of ['Settings', 'Library', 'Downloads']) {
      await navigation
        .getByRole('button', { name: view })
        .or(navigation.getByRole('link', { name: view }))
        .click()
    }
  }
  return page.evaluate(() => {
    const { clicks, views } = globalThis as unknown as Clicks
    return { clicks, views }
  })
}
