import type { Answer, Batch, Bridge, WindowMessage } from '@shared/contract/commands'
import { channels } from '@shared/contract/deltas'
import { contextBridge, ipcRenderer } from 'electron'

// Of the DOM only this is used (HTML, 6.4 Tracking user activation). The page cannot replace what this world sees of it.
declare const navigator: { readonly userActivation: { readonly isActive: boolean } }

type Receive = Parameters<typeof ipcRenderer.on>[1]

/** Listens to one channel of main; the function returned ends it. */
function subscribe(channel: string, receive: Receive): () => void {
  ipcRenderer.on(channel, receive)
  return () => {
    ipcRenderer.removeListener(channel, receive)
  }
}

/** The answer to a script that opens the browser without a click or a key: it could send there what it has seen. */
const withoutGesture: Answer<never> = {
  ok: false,
  failure: { kind: 'invalid-input', detail: 'Only a click or a key of the user opens the browser.' },
}

// Listeners of the page get the payload alone: the event's `sender` would give them `ipcRenderer` itself.
const bridge: Bridge = {
  invoke: (name, input) =>
    name === 'openInBrowser' && !navigator.userActivation.isActive
      ? Promise.resolve(withoutGesture)
      : ipcRenderer.invoke(channels.invoke, name, input),
  onBatch: (listener) => subscribe(channels.batch, (_event, batch: Batch) => listener(batch)),
  onWindowMessage: (listener) =>
    subscribe(channels.message, (_event, message: WindowMessage) => listener(message)),
}

contextBridge.exposeInMainWorld('galleon', bridge)
