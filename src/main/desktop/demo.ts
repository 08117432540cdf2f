import type { DemoSite } from '@shared/ipc'
import { startDemoSite } from '../demo/demo-site'

export interface Demo {
  /** Starts the demo gallery at the first call; every call answers the same address. */
  start(): Promise<DemoSite>
  close(): Promise<void>
}

/** The demo gallery of this run. */
export function createDemo(): Demo {
  let starting: ReturnType<typeof startDemoSite> | null = null
  return {
    async start() {
      // A pause before each answer lets the person see something happen.
      starting ??= startDemoSite({ latencyMs: 60 })
      return { address: (await starting).address }
    },
    async close() {
      if (starting !== null) await (await starting).close()
    },
  }
}
