import type { UpdateState } from '@shared/model/update'
import { create } from 'zustand'
import { invoke } from '../bridge/bridge'

/** Where an update of the program stands; null until the desktop has said it. */
export const useUpdate = create<{ readonly state: UpdateState | null }>(() => ({ state: null }))

/** Asks where it stands; later states come as messages. */
export async function readUpdateState(): Promise<void> {
  useUpdate.setState({ state: await invoke('updateState') })
}
