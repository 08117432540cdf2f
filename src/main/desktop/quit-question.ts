import type { Texts } from '@shared/messages/desktop-text'
import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron'

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
