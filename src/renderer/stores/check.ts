import type { Batch } from '@shared/contract/deltas'
import type { Snapshot } from '@shared/contract/snapshot'
import type { Check, Rebuild } from '@shared/model/check'
import { create } from 'zustand'

interface CheckState {
  /** The check of files as the engine last reported it; null when there is none. */
  readonly check: Check | null
  /** What became of a damaged list of downloads, until it was read. */
  readonly rebuild: Rebuild | null
}

/** The check of files and the rebuild that the window shows. */
export const useChecks = create<CheckState>(() => ({ check: null, rebuild: null }))

/** Takes the check of a snapshot. */
export function beginChecks({ check, rebuild }: Snapshot): void {
  useChecks.setState({ check, rebuild })
}

/** Applies the check of a batch, if it has one. */
export function applyCheckBatch(batch: Batch): void {
  for (const delta of batch.deltas) {
    if (delta.kind === 'check') useChecks.setState({ check: delta.check })
    else if (delta.kind === 'rebuild') useChecks.setState({ rebuild: delta.rebuild })
  }
}
