import type { DemoSite } from '@shared/contract/commands'
import { startDemoSite, usualPort } from '../demo/demo-site'

export interface Demo {
  /** Starts the demo gallery at the first call; every call answers the same address. */
  start(): Promise<DemoSite>
  close(): Promise<void>
}

/** The demo gallery of this run. */
export function createDemo(workerFile: string): Demo {
  let starting: ReturnType<typeof startDemoSite> | null = null
  return {
    async start() {
      // At the pace of a far site, so that the person sees something happen.
      starting ??= startDemoSite({
        latencyMs: 80,
        bytesPerSecond: 150_000,
        port: usualPort,
        orFree: true,
        workerFile,
      })
      return { address: (await starting).address }
    },
    async close() {
      if (starting !== null) await (await starting).close()
    },
  }
}
