import { type Texts, textsIn } from '@shared/messages/desktop-text'
import { languageFor } from '@shared/messages/language'
import type { Settings } from '@shared/model/settings'
import { app } from 'electron'

/** Texts in the language that these settings choose. */
export function textsFor({ language }: Pick<Settings, 'language'>): Texts {
  return textsIn(languageFor(language, app.getLocale()))
}

/** Texts in the language of the system: while there are no settings yet. */
export function systemTexts(): Texts {
  return textsFor({ language: 'system' })
}
