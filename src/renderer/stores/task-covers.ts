import { forgetOldest } from '@shared/collections/forget-oldest'
import type { ImageId, TaskId } from '@shared/model/units'
import { useEffect } from 'react'
import { create } from 'zustand'
import { invoke } from '../bridge/bridge'

/** Pictures of a task as they were when it ended at this moment. */
interface KnownCovers {
  readonly endedAt: number
  readonly covers: readonly ImageId[]
}

/** Covers of this many tasks are kept: some screens of rows. */
const mostKnown = 1000

/** Rows that come onto the screen together are asked for together: this long after the first, in milliseconds. */
const gatherMs = 40

/** As many as one question may hold. */
const mostAsked = 200

const useCovers = create<{ readonly byId: ReadonlyMap<TaskId, KnownCovers> }>(() => ({ byId: new Map() }))

const wanted = new Map<TaskId, number>()
let timer: number | undefined

async function askNow(): Promise<void> {
  timer = undefined
  const asked = [...wanted].slice(-mostAsked)
  wanted.clear()
  try {
    const found = await invoke(
      'taskCovers',
      asked.map(([id]) => id),
    )
    const byId = new Map(useCovers.getState().byId)
    const endOf = new Map(asked)
    for (const { id, covers } of found) byId.set(id, { endedAt: endOf.get(id) ?? 0, covers })
    forgetOldest(byId, mostKnown)
    useCovers.setState({ byId })
  } catch {
    // Decoration: the row says the same in words.
  }
}

function want(id: TaskId, endedAt: number): void {
  wanted.set(id, endedAt)
  timer ??= window.setTimeout(() => void askNow(), gatherMs)
}

const none: readonly ImageId[] = []

/** Pictures that stand for a task that ended then; empty until they are known, and for one that has not ended (null). */
export function useTaskCovers(id: TaskId, endedAt: number | null): readonly ImageId[] {
  const known = useCovers((state) => state.byId.get(id))
  const isCurrent = known?.endedAt === endedAt
  useEffect(() => {
    if (endedAt !== null && !isCurrent) want(id, endedAt)
  }, [id, endedAt, isCurrent])
  return endedAt === null ? none : (known?.covers ?? none)
}
