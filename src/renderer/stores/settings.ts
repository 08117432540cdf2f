import type { Batch, HostFacts, Snapshot } from '@shared/ipc'
import type { Settings, SettingsPatch } from '@shared/settings'
import { create } from 'zustand'
import { invoke } from '../bridge'
import { attempt } from '../features/failures/attempt'

interface SettingsState {
  /** null until the engine has told. */
  readonly settings: Settings | null
  readonly host: HostFacts | null
  readonly firstStart: boolean
  /** Grows when galleries on disk changed. */
  readonly libraryRows: number
}

export const useSettingsStore = create<SettingsState>(() => ({
  settings: null,
  host: null,
  firstStart: false,
  libraryRows: 0,
}))

export function beginSettings({ settings, host, firstStart }: Snapshot): void {
  useSettingsStore.setState({ settings, host, firstStart })
}

export function applySettingsBatch(batch: Batch): void {
  for (const delta of batch.deltas) {
    if (delta.kind === 'settings') useSettingsStore.setState({ settings: delta.settings })
    else if (delta.kind === 'library') useSettingsStore.setState({ libraryRows: delta.rows })
  }
}

/** Settings inside the app, which is shown only once they are there. */
export function useSettings(): Settings {
  const settings = useSettingsStore((state) => state.settings)
  if (!settings) throw new Error('settings are used before the snapshot')
  return settings
}

export function useHost(): HostFacts {
  const host = useSettingsStore((state) => state.host)
  if (!host) throw new Error('host facts are used before the snapshot')
  return host
}

/** Sends a change; what the engine made of it comes back as a delta. A refusal is shown as a toast. */
export function changeSettings(patch: SettingsPatch): Promise<boolean> {
  return attempt(() => invoke('changeSettings', patch))
}
