import { readFileSync } from 'node:fs'
import { arch, availableParallelism, freemem, release, totalmem, uptime } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { BootId, Ports, WorkerFiles } from '../engine/ports/ports'

/** System part of the name, as browsers write it. */
const systems: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'Windows NT 10.0; Win64; x64',
  darwin: 'Macintosh; Intel Mac OS X 10_15_7',
}

/**
 * The name under which pages and images are asked for (RFC 9110 §10.1.5).
 *
 * It is that of a browser: many sites answer a name that they do not know with another page, or with 403.
 */
export function userAgent(platform: NodeJS.Platform): string {
  const system = systems[platform] ?? 'X11; Linux x86_64'
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`
}

/** What this program runs on. */
export interface MachineFacts {
  readonly version: string
  readonly system: string
  readonly node: string
  /** Null in a terminal. */
  readonly electron: string | null
  readonly chrome: string | null
  readonly processors: number
  readonly memoryBytes: number
  readonly freeMemoryBytes: number
}

/** Facts of this machine and process; `version` is that of Galleon. */
export function machineFacts(version: string): MachineFacts {
  const { node, electron = null, chrome = null } = process.versions as Partial<Record<string, string>>
  return {
    version,
    system: `${process.platform} ${release()} ${arch()}`,
    node: node ?? '',
    electron,
    chrome,
    processors: availableParallelism(),
    memoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
  }
}

/** Clocks, chance, start and threads of this machine, as the engine takes them. */
export function machinePorts(): Pick<
  Ports,
  'now' | 'monotonic' | 'processorMs' | 'bootId' | 'random' | 'startWorker' | 'environment'
> {
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
    environment: (name) => process.env[name],
    startWorker: (file, options) => new Worker(file, options),
  }
}

/** The built files of the engine's threads, which lie in one folder. */
export function workerFiles(folder: string): WorkerFiles {
  const file = (name: string) => join(folder, `${name}-worker.js`)
  return {
    extract: file('extract'),
    transfer: file('transfer'),
    lists: file('list'),
    records: file('record'),
  }
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
