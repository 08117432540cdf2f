import { type Texts, textsIn } from '@shared/messages/desktop-text'
import type { Settings } from '@shared/model/settings'
import { app } from 'electron'
import { languageOf } from './language'

/** Texts in the language that these settings choose. */
export function textsFor({ language }: Pick<Settings, 'language'>): Texts {
  return textsIn(languageOf(language, app.getLocale()))
}

/** Texts in the language of the system: while there are no settings yet. */
export function systemTexts(): Texts {
  return textsFor({ language: 'system' })
}
