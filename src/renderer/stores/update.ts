import type { Batch } from '@shared/contract/deltas'
import type { Snapshot } from '@shared/contract/snapshot'
import type { UpdateState } from '@shared/model/update'
import { create } from 'zustand'

/** Where an update of the program stands. */
export const useUpdate = create<{ readonly state: UpdateState }>(() => ({ state: { kind: 'off' } }))

/** Takes where it stands from a snapshot. */
export function beginUpdate({ update }: Snapshot): void {
  useUpdate.setState({ state: update ?? { kind: 'off' } })
}

/** Applies a batch; the version that a check has found in it, or null. */
export function applyUpdateBatch({ deltas }: Batch): string | null {
  const next = deltas.findLast((delta) => delta.kind === 'update')?.state
  if (next === undefined) return null
  const { state: before } = useUpdate.getState()
  useUpdate.setState({ state: next })
  // A cancelled download is offered again, which is no news
  return next.kind === 'available' && before.kind !== 'downloading' ? next.version : null
}
