import { startFailureText } from '@shared/messages/desktop-text'
import { dialog, shell } from 'electron'
import { systemTexts } from './spoken-texts'

/** Tells that the engine could not start, why, and what the person can do; resolves when they have read it. */
export async function tellStartFailure(cause: unknown, folder: string): Promise<void> {
  const texts = systemTexts().start
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Galleon',
    message: texts.heading,
    detail: startFailureText(cause, folder, texts),
    buttons: [texts.close, texts.openFolder],
    defaultId: 0,
    cancelId: 0,
  })
  if (response === 1) await shell.openPath(folder)
}
