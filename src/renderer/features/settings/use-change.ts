import type { SettingsPatch } from '@shared/model/settings'
import { useState } from 'react'
import { useWords } from '../../locales/use-words'
import { sendSettings } from '../../stores/settings'
import { asFailure } from '../failures/attempt'
import { failureText } from '../failures/failure-text'

interface Change {
  /** Why the last change was not saved, in a sentence; null once one is. */
  readonly refusal: string | null
  /** Saves at once. The control shows the new value when the engine has taken it. */
  readonly change: (patch: SettingsPatch) => void
  /** Forgets the refusal, as when a person goes back to the value that holds. */
  readonly forget: () => void
}

/** Changes settings for one control, which also tells what came of it. */
export function useChange(): Change {
  const { t } = useWords()
  const [refusal, setRefusal] = useState<string | null>(null)
  const save = async (patch: SettingsPatch): Promise<void> => {
    try {
      await sendSettings(patch)
      setRefusal(null)
    } catch (error) {
      setRefusal(t('settings:not-saved', { reason: failureText(t, asFailure(error)).sentence }))
    }
  }
  return { refusal, change: (patch) => void save(patch), forget: () => setRefusal(null) }
}
