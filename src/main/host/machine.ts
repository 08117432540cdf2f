import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import type { BootId, Ports, WorkerFiles } from '../engine/ports/ports'

/** Clocks, chance and start of this machine, as the engine takes them. */
export function machinePorts(): Pick<Ports, 'now' | 'monotonic' | 'processorMs' | 'bootId' | 'random'> {
  return {
    // Looked up at each call: a test may replace the clock.
    now: () => Date.now(),
    monotonic: () => performance.now(),
    processorMs: () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1000
    },
    bootId: readBootId(),
    random: Math.random,
  }
}

/** The built files of the engine's threads, which lie in one folder. */
export function workerFiles(folder: string): WorkerFiles {
  const file = (name: string) => join(folder, `${name}-worker.js`)
  return { extract: file('extract'), disk: file('disk'), lists: file('list') }
}

/** Clocks are set and rounded: starts that seem this close together are one; a machine takes longer to start again. */
const toleranceMs = 3000

/** Linux numbers its starts (proc(5), random/boot_id); elsewhere the time of the start has to do. */
export function readBootId(): BootId {
  try {
    return numberedBootId(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  } catch {
    return timedBootId(Date.now() - uptime() * 1000)
  }
}

/** A start with a name of its own. */
export function numberedBootId(mark: string): BootId {
  return { mark, isSame: (other) => other === mark }
}

/** A start at this time in epoch milliseconds. */
export function timedBootId(at: number): BootId {
  const mark = String(Math.round(at))
  return {
    mark,
    isSame: (other) =>
      typeof other === 'string' && /^\d+$/.test(other) && Math.abs(Number(other) - at) < toleranceMs,
  }
}
