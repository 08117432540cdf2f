import type { TaskId } from '@shared/model/units'
import { create } from 'zustand'

/** Pages in a row that are missing, the first of them at this address. */
interface MissingRun {
  readonly count: number
  readonly first: string
}

interface ManyMissingState {
  readonly byTask: ReadonlyMap<TaskId, MissingRun>
}

/** Tasks about which the user is asked whether they shall stop. */
export const useManyMissing = create<ManyMissingState>(() => ({ byTask: new Map() }))

/** Asks about a task. */
export function askManyMissing(id: TaskId, run: MissingRun): void {
  useManyMissing.setState(({ byTask }) => ({ byTask: new Map(byTask).set(id, run) }))
}

/** The user has decided. */
export function forgetManyMissing(id: TaskId): void {
  useManyMissing.setState(({ byTask }) => ({
    byTask: new Map([...byTask].filter(([other]) => other !== id)),
  }))
}
