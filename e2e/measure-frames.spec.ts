import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { channels } from '../src/shared/contract/deltas'
import { expect, test } from './fixtures'
import type { Galleon } from './launch'
import { recordManyTasks } from './many-tasks'
import { taskList, taskRow } from './screen'

// Measures how the window moves with ten thousand rows: `npm run measure`. It judges nothing: the numbers are the
// machine's as much as the program's.

const many = 10_000
const measuredMs = 5000

test('frames of ten thousand rows', async ({ folders, start }) => {
  test.setTimeout(120_000)
  recordManyTasks(join(folders.data, 'galleon.db'), folders.target, many)
  const galleon = await start()
  const { page } = galleon
  await expect(taskRow(page, `host-${many - 1}.example`)).toBeVisible()
  await runAll(page, galleon)

  const lines = [await measure(page, 'idle', false)]
  await changeRows(galleon)
  lines.push(await measure(page, '2,000 rows a second change', false))
  lines.push(await measure(page, 'the same while scrolling', true))
  const table = [['', 'fps', 'p50 ms', 'p95 ms', 'p99 ms', 'longest', 'tasks > 50 ms'], ...lines]
  console.log(
    table
      .map((cells) => cells.map((cell, at) => (at === 0 ? cell.padEnd(28) : cell.padStart(14))).join(''))
      .join('\n'),
  )
})

/** Reports to the window that every task runs; the engine is not asked and does nothing. */
async function runAll(page: Page, { app }: Galleon): Promise<void> {
  const snapshot = await page.evaluate(() => window.galleon.invoke('snapshot', undefined))
  if (!snapshot.ok) throw new Error(snapshot.failure.detail)
  const { tasks, revision } = snapshot.value
  const running = { kind: 'running', discovering: false }
  await app.evaluate(
    ({ BrowserWindow }, [channel, message]) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send(channel, message),
    [
      channels.message,
      {
        kind: 'batch',
        batch: {
          revision: revision + 1,
          deltas: tasks.map((task) => ({ kind: 'changed', task: { ...task, state: running } })),
        },
      },
    ] as const,
  )
  await expect(taskList(page).getByRole('row').first()).toContainText('Downloading')
}

/** From now on sends ten batches a second: every row on the screen, and others in turn, 200 in all. */
async function changeRows({ app }: Galleon): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [channel, count]) => {
      const [window] = BrowserWindow.getAllWindows()
      let turn = 0
      setInterval(() => {
        turn++
        const seen = Array.from({ length: 20 }, (_, index) => count - index)
        const others = Array.from({ length: 180 }, (_, index) => ((turn * 180 + index) % (count - 20)) + 1)
        const deltas = [...seen, ...others].map((id) => ({
          kind: 'progress',
          id,
          progress: {
            counts: {
              pagesKnown: 20,
              pagesRead: 20,
              pagesFailed: 0,
              galleries: 20,
              galleriesDone: 0,
              found: 400,
              saved: turn % 400,
              skipped: 0,
              failed: 0,
              bytes: turn * 1_000_000,
            },
            bytesPerSecond: 1_000_000 + ((turn * 7919 + id) % 900_000),
            connections: 6,
            waiting: null,
            concurrency: null,
          },
        }))
        window?.webContents.send(channel, { kind: 'batch', batch: { revision: 1_000_000 + turn, deltas } })
      }, 100)
    },
    [channels.message, many] as const,
  )
}

/** Counts frames for a while, scrolling through the list if asked to. */
async function measure(page: Page, name: string, scrolling: boolean): Promise<string[]> {
  const grid = taskList(page)
  const found = await grid.evaluate(
    async (list, [ms, scrolls]) => {
      const frames: number[] = []
      let longTasks = 0
      const observer = new PerformanceObserver((entries) => (longTasks += entries.getEntries().length))
      observer.observe({ type: 'longtask' })
      const begin = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      let last = begin
      let step = 24
      while (last - begin < ms) {
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
        frames.push(now - last)
        last = now
        if (!scrolls) continue
        if (list.scrollTop + list.clientHeight >= list.scrollHeight) step = -24
        list.scrollTop += step
      }
      observer.disconnect()
      return { frames: frames.sort((a, b) => a - b), longTasks, ms: last - begin }
    },
    [measuredMs, scrolling] as const,
  )
  const { frames, longTasks, ms } = found
  const at = (share: number) =>
    (frames[Math.min(frames.length - 1, Math.floor(frames.length * share))] ?? 0).toFixed(1)
  return [
    name,
    ((frames.length * 1000) / ms).toFixed(1),
    at(0.5),
    at(0.95),
    at(0.99),
    at(1),
    String(longTasks),
  ]
}
