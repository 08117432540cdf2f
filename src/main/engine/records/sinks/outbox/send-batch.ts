import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import { FailureError, type SinkFailure } from '@shared/model/failure'

/** A failure of a sink; null for any other error. */
export function sinkFailureOf(error: unknown): SinkFailure | null {
  return error instanceof FailureError && error.failure.kind === 'sink' ? error.failure : null
}

/** A record that the sink refuses for what is in it. */
export interface Refused {
  readonly record: CrawlRecord
  readonly failure: SinkFailure
}

/**
 * Writes records; when one of them is refused, it is found by halving, so that it does not hold back the others.
 *
 * Reports each part that was written, and each record that was refused alone. Rejects with every other failure: what was
 * reported before is written.
 */
export async function sendBatch(
  records: readonly CrawlRecord[],
  write: (records: readonly CrawlRecord[]) => Promise<void>,
  report: {
    readonly written: (records: readonly CrawlRecord[]) => Promise<void>
    readonly refused: (refused: Refused) => void
  },
): Promise<void> {
  if (records.length === 0) return
  try {
    await write(records)
  } catch (error) {
    const failure = sinkFailureOf(error)
    if (failure?.trouble !== 'record') throw error
    const [first] = records
    if (first !== undefined && records.length === 1) report.refused({ record: first, failure })
    else {
      const half = Math.ceil(records.length / 2)
      await sendBatch(records.slice(0, half), write, report)
      await sendBatch(records.slice(half), write, report)
    }
    return
  }
  await report.written(records)
}
