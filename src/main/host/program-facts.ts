import { arch, availableParallelism, freemem, release, totalmem } from 'node:os'

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
