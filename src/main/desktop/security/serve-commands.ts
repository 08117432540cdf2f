import { channels } from '@shared/contract/deltas'
import type { Dispatch } from '../../host/dispatch'

/** The frame that sent a message; null once it has navigated away or gone. */
export interface SenderFrame {
  readonly origin: string
  /** null for the main frame of its page. */
  readonly parent: unknown
}

/** What Electron says of a message: which frame sent it. */
export interface SenderEvent {
  readonly sender: { readonly id: number }
  readonly senderFrame: SenderFrame | null
}

/** The part of Electron's `ipcMain` that is used. */
export interface InvokeChannel {
  handle(
    channel: string,
    listener: (event: SenderEvent, name: unknown, input: unknown) => Promise<unknown>,
  ): void
}

/** Whom to listen to: the main frame of this window, showing a page of this origin. */
export interface TrustedPage {
  /** `webContents.id` of our window; null while there is none. */
  windowId(): number | null
  readonly origin: string
}

/** Whether a message comes from the main frame of our window while it shows our own page. */
export function isTrusted(event: SenderEvent, page: TrustedPage): boolean {
  const frame = event.senderFrame
  if (frame === null || frame.parent !== null) return false
  return event.sender.id === page.windowId() && frame.origin === page.origin
}

/**
 * Serves every command over one channel.
 *
 * A sender that is not trusted is refused by a throw, so that it never looks like success.
 */
export function serve(channel: InvokeChannel, page: TrustedPage, dispatch: Dispatch): void {
  channel.handle(channels.invoke, async (event, name, input) => {
    if (!isTrusted(event, page)) throw new Error('refused: the sender is not the window of this program')
    return dispatch(name, input)
  })
}
