import type { TaskId } from '@shared/model/units'
import { hostAndPort } from '../address/private-address'
import type { RunTools } from './run'

/**
 * Lets the sites of what a task has queued be asked although they asked for a pause.
 *
 * Called when the person wants it now, and when the time that a site named has come by the wall clock: the hold itself
 * is kept by a clock that may stand still while the computer sleeps, and would refuse the images unasked.
 */
export function endHolds({ storage, transfer }: Pick<RunTools, 'storage' | 'transfer'>, id: TaskId): void {
  for (const origin of storage.problems.queuedOrigins(id)) {
    if (URL.canParse(origin)) transfer.endHold(hostAndPort(new URL(origin)))
  }
}
