import type { DemoSite } from '@shared/ipc'
import { startDemoSite } from '../demo/demo-site'
import type { Engine } from '../engine/api'

export interface Demo {
  /** Starts the demo gallery at the first call; every call answers the same address. */
  start(): Promise<DemoSite>
  close(): Promise<void>
}

/** The demo gallery of this run, and the leave to fetch from it: its address is one of this machine. */
export function createDemo(engine: Engine): Demo {
  let starting: ReturnType<typeof startDemoSite> | null = null
  return {
    async start() {
      // A pause before each answer lets the person see something happen.
      starting ??= startDemoSite({ latencyMs: 60 })
      const site = await starting
      engine.allowPrivate(new URL(site.origin).host)
      return { address: site.address }
    },
    async close() {
      if (starting !== null) await (await starting).close()
    },
  }
}
