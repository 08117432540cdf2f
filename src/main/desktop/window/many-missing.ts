import type { WindowMessage } from '@shared/contract/messages'
import type { Engine } from '../../engine/api'

/** Asks the window whether a task whose pages are missing one after the other shall stop. Returns the function that ends it. */
export function reportManyMissing(
  engine: Pick<Engine, 'onEvent'>,
  push: (message: WindowMessage) => void,
): () => void {
  return engine.onEvent((event) => {
    if (event.kind !== 'many-missing') return
    push({ kind: 'many-missing', id: event.taskId, count: event.count, first: event.first })
  })
}
