import { FailureError } from '@shared/failure'
import { dialog, shell } from 'electron'
import { systemTexts } from './spoken-texts'

/** Tells that the engine could not start, why, and what the person can do; resolves when they have read it. */
export async function tellStartFailure(cause: unknown, folder: string): Promise<void> {
  const texts = systemTexts().start
  const known = cause instanceof FailureError ? cause.failure.detail : null
  const detail = known ?? (cause instanceof Error ? cause.message : String(cause))
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Galleon',
    message: texts.heading,
    detail: `${texts.cause(detail)}\n\n${texts.wayOut(folder)}`,
    buttons: [texts.close, texts.openFolder],
    defaultId: 0,
    cancelId: 0,
  })
  if (response === 1) await shell.openPath(folder)
}
