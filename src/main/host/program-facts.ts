import { arch, availableParallelism, freemem, release, totalmem } from 'node:os'

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
