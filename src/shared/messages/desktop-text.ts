import { FailureError } from '../model/failure'
import { type DesktopMessages, en } from './en/desktop'
import type { Language } from './language'
import { zhCN } from './zh-CN/desktop'

/** Every text that the main process shows: menus, notifications, questions. The window has its own. */
export type Texts = DesktopMessages

/** Why the engine could not start and what to do: settings that cannot be used are corrected, records are moved aside. */
export function startFailureText(cause: unknown, folder: string, texts: Texts['start']): string {
  const failure = cause instanceof FailureError ? cause.failure : null
  const detail = failure?.detail ?? (cause instanceof Error ? cause.message : String(cause))
  // Of all that opens at a start only the settings file fails as wrong input.
  if (failure?.kind === 'invalid-input') return texts.settings(detail, folder)
  if (failure?.kind === 'not-writable') return texts.notWritable(detail, folder)
  return `${texts.cause(detail)}\n\n${texts.wayOut(folder)}`
}

const texts: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN }

/** All texts of menus, dialogs and notifications in one language. */
export function textsIn(language: Language): Texts {
  return texts[language]
}
