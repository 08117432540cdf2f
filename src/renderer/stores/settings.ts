import type { Batch } from '@shared/contract/deltas'
import type { HostFacts, Snapshot } from '@shared/contract/snapshot'
import type { Settings, SettingsPatch } from '@shared/model/settings'
import { create } from 'zustand'
import { attempt } from '../bridge/attempt'
import { invoke } from '../bridge/bridge'

interface SettingsState {
  /** null until the engine has sent them. */
  readonly settings: Settings | null
  readonly host: HostFacts | null
  readonly firstStart: boolean
  /** Grows when galleries on disk changed. */
  readonly libraryRows: number
}

/** The settings as main sent them last. */
export const useSettingsStore = create<SettingsState>(() => ({
  settings: null,
  host: null,
  firstStart: false,
  libraryRows: 0,
}))

/** The only writer of the mirror: what the engine says is what is shown. */
function mirror(settings: Settings): void {
  useSettingsStore.setState({ settings })
}

/** Takes the settings of a snapshot. */
export function beginSettings({ settings, host, firstStart }: Snapshot): void {
  mirror(settings)
  useSettingsStore.setState({ host, firstStart })
}

/** Takes the settings of a batch, if it has any. */
export function applySettingsBatch(batch: Batch): void {
  for (const delta of batch.deltas) {
    if (delta.kind === 'settings') mirror(delta.settings)
    else if (delta.kind === 'library') useSettingsStore.setState({ libraryRows: delta.rows })
  }
}

/** Settings inside the app, which is shown only once they are there. */
export function useSettings(): Settings {
  const settings = useSettingsStore((state) => state.settings)
  if (!settings) throw new Error('settings are used before the snapshot')
  return settings
}

/** Facts about the program and its system, inside the app. */
export function useHost(): HostFacts {
  const host = useSettingsStore((state) => state.host)
  if (!host) throw new Error('host facts are used before the snapshot')
  return host
}

/** Changes are sent one at a time, from whichever control: each is answered before the next one is sent. */
let last: Promise<void> = Promise.resolve()

/**
 * Sends a change. The answer, which comes before the delta of the same change, is mirrored when this resolves.
 *
 * Throws FailureError for a change that was refused.
 */
export function sendSettings(patch: SettingsPatch): Promise<void> {
  const sent = last.then(async () => mirror(await invoke('changeSettings', patch)))
  last = sent.catch(() => {})
  return sent
}

/** As `sendSettings`, for a control that has no place for a refusal: it is shown as a toast. Whether it was saved. */
export function changeSettings(patch: SettingsPatch): Promise<boolean> {
  return attempt(() => sendSettings(patch))
}
