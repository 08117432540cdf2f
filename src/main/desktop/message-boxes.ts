import { existsSync } from 'node:fs'
import { startFailureText, type Texts } from '@shared/messages/desktop-text'
import { type BrowserWindow, dialog, type MessageBoxOptions, shell } from 'electron'
import { systemTexts } from './shell/system-ui'

/** Asks whether to quit though downloads run; true: quit. */
export async function askToQuit(
  window: BrowserWindow | null,
  activeTasks: number,
  texts: Texts,
): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'question',
    title: 'Galleon',
    message: texts.quit.question(activeTasks),
    detail: texts.quit.detail,
    buttons: [texts.quit.quit, texts.quit.stay],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  }
  const { response } =
    window === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options)
  return response === 0
}

/** Shows that the engine could not start, why, and what the user can do; resolves when the user has closed it. */
export async function showStartFailure(cause: unknown, folder: string): Promise<void> {
  const texts = systemTexts().start
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Galleon',
    message: texts.heading,
    detail: startFailureText(cause, folder, texts),
    buttons: existsSync(folder) ? [texts.close, texts.openFolder] : [texts.close],
    defaultId: 0,
    cancelId: 0,
  })
  if (response === 1) await shell.openPath(folder)
}

/**
 * Shows that a new version was not installed, why, and the command that installs it, if there is one; resolves when the user
 * has closed it.
 */
export async function showNotInstalled(
  cause: string,
  command: string | null,
  texts: Texts['update'],
): Promise<void> {
  const byHand = command === null ? [] : [texts.byHand(command)]
  await dialog.showMessageBox({
    type: 'error',
    title: 'Galleon',
    message: texts.notInstalled,
    detail: [cause, ...byHand, texts.restart].join('\n\n'),
    buttons: [texts.close],
  })
}
