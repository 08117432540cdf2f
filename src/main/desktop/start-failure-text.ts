import type { Texts } from '@shared/messages/desktop-text'
import { FailureError } from '@shared/model/failure'

/** Why the engine could not start and what to do: settings that cannot be used are corrected, records are moved aside. */
export function startFailureText(cause: unknown, folder: string, texts: Texts['start']): string {
  const failure = cause instanceof FailureError ? cause.failure : null
  const detail = failure?.detail ?? (cause instanceof Error ? cause.message : String(cause))
  // Of all that opens at a start only the settings file fails as wrong input.
  if (failure?.kind === 'invalid-input') return texts.settings(detail, folder)
  return `${texts.cause(detail)}\n\n${texts.wayOut(folder)}`
}
