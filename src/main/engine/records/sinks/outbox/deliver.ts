import type { SinkStatus } from '@shared/model/crawl/crawl-record'
import { childController } from '../../../async/cancellation'
import type { RecordStore } from '../../database/record-store'
import type { SinkDelivery } from './deliver-to-sink'

/** The delivery of one crawl's records to all of its sinks: each fails, pauses and continues apart from the others. */
export interface Delivery {
  /** New revisions were committed. */
  notify(): void
  /** Tries a sink again now. */
  retry(name: string): void
  /** In the order of the sinks. */
  statuses(): Promise<readonly SinkStatus[]>
  /**
   * Resolves once every sink has everything, or has failed again since this call: what remains waits for the next run.
   * Rejects with what is a bug.
   */
  settled(): Promise<void>
  /** Stops at once and closes all connections; what was not sent waits in the outbox. */
  close(): Promise<void>
}

/** Begins to deliver; ends with `close`, or when the signal aborts. */
export function startDelivery(
  deliveries: readonly SinkDelivery[],
  store: Pick<RecordStore, 'waiting'>,
  signal: AbortSignal,
): Delivery {
  const controller = childController(signal)
  let bug: unknown = null
  const runs = deliveries.map((delivery) =>
    delivery.run(controller.signal).catch((error: unknown) => {
      bug ??= error
    }),
  )
  const throwBug = () => {
    if (bug !== null) throw bug
  }
  return {
    notify() {
      for (const delivery of deliveries) delivery.notify()
    },
    retry: (name) => deliveries.find((delivery) => delivery.name === name)?.retry(),
    async statuses() {
      if (deliveries.length === 0) return []
      const waiting = await store.waiting()
      return deliveries.map((delivery) => delivery.status(waiting.get(delivery.name) ?? 0))
    },
    async settled() {
      await Promise.all(deliveries.map((delivery, index) => Promise.race([delivery.settled(), runs[index]])))
      throwBug()
    },
    async close() {
      controller.abort('done')
      await Promise.all(runs)
      controller[Symbol.dispose]()
      throwBug()
    },
  }
}
