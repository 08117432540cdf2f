import type { SinkStatus } from '@shared/model/crawl/crawl-record'
import { FailureError } from '@shared/model/failure'
import type { RecordStore } from '../../database/record-store'
import { exportRecords, type RecordExport } from '../../export/export-records'
import { allRecords } from '../../export/record-rows'
import { batchRecords, type SinkDelivery } from './deliver-to-sink'

/** What the delivery into a file works with. */
export interface FileWork extends Pick<RecordExport, 'format' | 'path' | 'table'> {
  /** How the outbox knows the file. */
  readonly name: string
  readonly store: Pick<RecordStore, 'after' | 'outbox' | 'delivered'>
}

/**
 * A file of records is written as a whole: once the run is at its end (`settled`), and when the user tries again.
 *
 * Nothing may be committed while it is written: it would count as written.
 */
export function createFileDelivery({ name, store, ...file }: FileWork): SinkDelivery {
  const state = { sent: 0, problem: null as string | null }
  let signal: AbortSignal = AbortSignal.abort('done')
  let writing: Promise<void> | null = null

  async function write(): Promise<void> {
    try {
      let sent = 0
      await exportRecords(
        { ...file, pages: allRecords(store, signal), onProgress: (records) => void (sent = records) },
        signal,
      )
      Object.assign(state, { sent, problem: null })
      for (
        let rest = await store.outbox(name, batchRecords);
        rest.length > 0;
        rest = await store.outbox(name, batchRecords)
      )
        await store.delivered(name, rest)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof FailureError)) throw error
      state.problem = error.failure.detail
    } finally {
      writing = null
    }
  }

  const begin = () => {
    writing ??= write()
    return writing
  }
  return {
    name,
    notify: () => undefined,
    retry: () => void begin().catch(() => undefined),
    status: (waiting): SinkStatus => ({ sink: file.path, waiting, ...state, triesAt: null }),
    settled: begin,
    async run(given) {
      signal = given
      if (!given.aborted)
        await new Promise((resolve) => given.addEventListener('abort', resolve, { once: true }))
      await writing?.catch(() => undefined)
    },
  }
}
