import { failureText } from '@shared/messages/failure-text'
import type { SettingsPatch } from '@shared/model/settings'
import { useEffect, useRef, useState } from 'react'
import { asFailure } from '../../bridge/attempt'
import { useWords } from '../../locales/use-words'
import { sendSettings } from '../../stores/settings'

interface Change {
  /** Why the last change was not saved, in a sentence; null once one is. */
  readonly refusal: string | null
  /** Saves at once. The control shows the new value when the engine has accepted it. */
  readonly change: (patch: SettingsPatch) => void
  /** Clears the refusal, as when a user returns to the saved value. */
  readonly forget: () => void
}

/** Changes settings for one control, which also shows a refusal. */
export function useChange(): Change {
  const { t, language } = useWords()
  const [refusal, setRefusal] = useState<string | null>(null)
  const save = async (patch: SettingsPatch): Promise<void> => {
    try {
      await sendSettings(patch)
      setRefusal(null)
    } catch (error) {
      setRefusal(t('settings:not-saved', { reason: failureText(asFailure(error), language).sentence }))
    }
  }
  return { refusal, change: (patch) => void save(patch), forget: () => setRefusal(null) }
}

/** A text that a user is typing. */
export interface TextDraft {
  readonly text: string
  readonly type: (text: string) => void
  /** Saves the draft if it is good and new; for leaving the field and for Enter. */
  readonly commit: () => void
}

/**
 * A text while it is being typed. It is saved on `commit`, and when the field is removed, so that switching the page loses
 * nothing. A text that `isGood` refuses is never saved.
 */
export function useTextDraft(
  kept: string,
  isGood: (text: string) => boolean,
  save: (text: string) => void,
): TextDraft {
  const [text, setText] = useState(kept)
  const [shown, setShown] = useState(kept)
  if (shown !== kept) {
    setShown(kept)
    setText(kept)
  }
  // Enter and then leaving the field is one change: the reply to the first may not have arrived yet.
  const sent = useRef<string | null>(null)
  const type = (next: string): void => {
    sent.current = null
    setText(next)
  }
  const commit = (): void => {
    if (text === kept || text === sent.current || !isGood(text)) return
    sent.current = text
    save(text)
  }
  const latest = useRef(commit)
  useEffect(() => {
    latest.current = commit
  })
  useEffect(() => () => latest.current(), [])
  return { text, type, commit }
}
