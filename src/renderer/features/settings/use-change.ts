import type { Settings, SettingsPatch } from '@shared/settings'
import { useState } from 'react'
import { invoke } from '../../bridge'
import { useWords } from '../../locales/use-words'
import { useSettingsStore } from '../../stores/settings'
import { asFailure } from '../failures/attempt'
import { failureText } from '../failures/failure-text'

/** A patch, or how to make it of the settings as they are when its turn comes: for a value that is part of a larger one. */
export type SettingsChange = SettingsPatch | ((now: Settings) => SettingsPatch)

interface Change {
  /** Why the last change was not saved, in a sentence; null once one is. */
  readonly refusal: string | null
  /** Saves at once. The control shows the new value when the engine has taken it. */
  readonly change: (change: SettingsChange) => void
  /** Forgets the refusal, as when a person goes back to the value that holds. */
  readonly forget: () => void
}

/** Changes go out one at a time: a patch that is made while another is under way would undo it. */
let last: Promise<unknown> = Promise.resolve()

function send(change: SettingsChange): Promise<Settings> {
  const sent = last.then(async () => {
    const { settings } = useSettingsStore.getState()
    if (settings === null) throw new Error('settings are changed before the snapshot')
    const changed = await invoke('changeSettings', typeof change === 'function' ? change(settings) : change)
    useSettingsStore.setState({ settings: changed })
    return changed
  })
  last = sent.catch(() => {})
  return sent
}

/** Changes settings for one control, which also tells what came of it. */
export function useChange(): Change {
  const { t } = useWords()
  const [refusal, setRefusal] = useState<string | null>(null)
  const save = async (change: SettingsChange): Promise<void> => {
    try {
      await send(change)
      setRefusal(null)
    } catch (error) {
      setRefusal(t('settings:not-saved', { reason: failureText(t, asFailure(error)).sentence }))
    }
  }
  return { refusal, change: (change) => void save(change), forget: () => setRefusal(null) }
}
