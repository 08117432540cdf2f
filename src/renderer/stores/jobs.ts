import type { Batch } from '@shared/contract/deltas'
import type { Jobs } from '@shared/contract/jobs'
import type { Snapshot } from '@shared/contract/snapshot'
import { create } from 'zustand'

/** Long work of the engine as it last reported it: the job of each kind, null where there is none. */
export const useJobs = create<Jobs>(() => ({ check: null, rebuild: null, export: null }))

/** Takes the jobs of a snapshot. */
export function beginJobs({ jobs }: Snapshot): void {
  useJobs.setState(jobs)
}

/** Applies the jobs of a batch, if it has any. */
export function applyJobBatch(batch: Batch): void {
  for (const delta of batch.deltas) {
    if (delta.kind === 'job') useJobs.setState({ [delta.jobKind]: delta.job })
  }
}
