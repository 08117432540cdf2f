import { subscribe } from 'node:diagnostics_channel'
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

// Given to a program with `--import`: writes how long its main thread was busy at a stretch, from its first request on,
// and its peak of memory to the file that LOOP_DELAY_REPORT names.

const resolution = 5
const report = process.env.LOOP_DELAY_REPORT

if (isMainThread && report) {
  const delay = monitorEventLoopDelay({ resolution })
  // Loading the program does not count.
  subscribe('undici:request:create', () => delay.enable())
  /** @param {number} ns */
  const ms = (ns) => Math.max(0, Math.round(ns / 1e6) - resolution)
  process.on('exit', () => {
    const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024)
    writeFileSync(report, JSON.stringify({ peakMiB, p99Ms: ms(delay.percentile(99)), maxMs: ms(delay.max) }))
  })
}
