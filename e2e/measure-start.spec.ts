import { expect, test } from './fixtures'
import type { Galleon } from './launch'

// Measures the start and the rest of the program: `npm run measure`. It judges nothing.

const starts = 5
const restMs = 5000

test('start, and rest', async ({ start }) => {
  test.setTimeout(120_000)
  const times: number[] = []
  let last: Galleon | null = null
  for (let round = 0; round <= starts; round++) {
    await last?.quit()
    const began = performance.now()
    last = await start()
    await expect(last.page.getByRole('textbox').first()).toBeEnabled()
    // The first one warms the disk's cache.
    if (round > 0) times.push(performance.now() - began)
  }
  if (last === null) throw new Error('not started')
  const { app, page } = last
  await page.waitForTimeout(3000)
  await app.evaluate(({ app: electron }) => electron.getAppMetrics())
  await page.waitForTimeout(restMs)
  const processes = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ type, cpu, memory }) => ({
      type,
      cpu: cpu.percentCPUUsage,
      residentMiB: memory.workingSetSize / 1024,
    })),
  )
  const sorted = times.sort((a, b) => a - b)
  console.log(
    `from the start to a usable window: median ${(sorted[Math.floor(starts / 2)] ?? 0).toFixed(0)} ms`,
  )
  for (const { type, cpu, residentMiB } of processes) {
    console.log(
      `at rest: ${type.padEnd(12)} ${cpu.toFixed(1).padStart(6)} %  ${residentMiB.toFixed(0).padStart(5)} MiB`,
    )
  }
})
