import { channels } from '@shared/contract/deltas'
import type { Answer, Bridge, ToWindow } from '@shared/contract/messages'
import { contextBridge, ipcRenderer } from 'electron'

// Of the DOM only this is used (HTML, 6.4 Tracking user activation). The page cannot replace what this world sees of it.
declare const navigator: { readonly userActivation: { readonly isActive: boolean } }

/** Listens to what main sends; the function returned ends it. */
function subscribe(listener: (message: ToWindow) => void): () => void {
  // The page gets the payload alone: the event's `sender` would give it `ipcRenderer` itself.
  const receive = (_event: unknown, message: ToWindow) => listener(message)
  ipcRenderer.on(channels.message, receive)
  return () => {
    ipcRenderer.removeListener(channels.message, receive)
  }
}

/** The answer to a script that opens the browser without a click or a key: it could send there what it has seen. */
const withoutGesture: Answer<never> = {
  ok: false,
  failure: { kind: 'invalid-input', detail: 'Only a click or a key of the user opens the browser.' },
}

const bridge: Bridge = {
  invoke: (name, input) =>
    name === 'openInBrowser' && !navigator.userActivation.isActive
      ? Promise.resolve(withoutGesture)
      : ipcRenderer.invoke(channels.invoke, name, input),
  onBatch: (listener) =>
    subscribe((message) => {
      if (message.kind === 'batch') listener(message.batch)
    }),
  onWindowMessage: (listener) =>
    subscribe((message) => {
      if (message.kind === 'window') listener(message.message)
    }),
}

contextBridge.exposeInMainWorld('galleon', bridge)
