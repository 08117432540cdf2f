import type { Input, Replies, WindowCommandName } from '@shared/contract/commands'
import type { Batch } from '@shared/contract/deltas'
import type { Answer, Bridge, WindowMessage } from '@shared/contract/messages'
import type { Snapshot } from '@shared/contract/snapshot'
import { FailureError } from '@shared/model/failure'

// The only file that touches window.galleon.

declare global {
  interface Window {
    readonly galleon: Bridge
  }
}

/** Runs a command in main. Throws FailureError with the failure that main answers. */
export async function invoke<N extends WindowCommandName>(
  name: N,
  ...input: undefined extends Input<N> ? [] : [Input<N>]
): Promise<Replies[N]> {
  const answer: Answer<Replies[N]> = await window.galleon.invoke(name, input[0] as Input<N>)
  if (answer.ok) return answer.value
  throw new FailureError(answer.failure)
}

/** Calls the listener with each message of main; returns the function that removes it. */
export function onWindowMessage(listener: (message: WindowMessage) => void): () => void {
  return window.galleon.onWindowMessage(listener)
}

/**
 * Reads the state of the engine and keeps it up to date.
 *
 * Subscribes before it requests the snapshot, holds the batches that arrive meanwhile and drops those that the snapshot
 * already contains: a change between the two is neither lost nor applied to nothing. Returns the function that ends the
 * subscription. Throws FailureError if there is no snapshot.
 */
export async function follow(
  begin: (snapshot: Snapshot) => void,
  apply: (batch: Batch) => void,
): Promise<() => void> {
  let held: Batch[] | null = []
  let revision = -1
  const take = (batch: Batch): void => {
    if (batch.revision <= revision) return
    revision = batch.revision
    apply(batch)
  }
  const end = window.galleon.onBatch((batch) => {
    if (held) held.push(batch)
    else take(batch)
  })
  try {
    const snapshot = await invoke('snapshot')
    revision = snapshot.revision
    begin(snapshot)
    const waiting = held
    held = null
    for (const batch of waiting) take(batch)
    return end
  } catch (error) {
    end()
    throw error
  }
}
