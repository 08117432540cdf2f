import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { asFailure, tellFailure } from '../../bridge/attempt'
import { useWatched } from '../../stores/watched'
import { type AskSlice, createSlices, type Slices } from './paged-list'

/** The rows of one list of the watched task. A new `ask` is a new list. */
export function useSlices<T>(ask: AskSlice<T>): Slices<T> {
  const slices = useMemo(() => createSlices(ask, (error) => tellFailure(asFailure(error))), [ask])
  const rows = useWatched((state) => state.rows)
  useSyncExternalStore(slices.subscribe, slices.version)
  useEffect(() => slices.refresh(rows), [slices, rows])
  useEffect(() => {
    slices.want(0, 0)
    return () => slices.close()
  }, [slices])
  return slices
}
