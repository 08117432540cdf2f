import { channels } from '@shared/channels'
import type { Batch, Bridge, Intent } from '@shared/ipc'
import { contextBridge, ipcRenderer } from 'electron'

type Receive = Parameters<typeof ipcRenderer.on>[1]

/** Listens to one channel of main; the function returned ends it. */
function subscribe(channel: string, receive: Receive): () => void {
  ipcRenderer.on(channel, receive)
  return () => {
    ipcRenderer.removeListener(channel, receive)
  }
}

// Listeners of the page get the payload alone: the event's `sender` would give them `ipcRenderer` itself.
const bridge: Bridge = {
  invoke: (name, input) => ipcRenderer.invoke(channels.invoke, name, input),
  onBatch: (listener) => subscribe(channels.batch, (_event, batch: Batch) => listener(batch)),
  onIntent: (listener) => subscribe(channels.intent, (_event, intent: Intent) => listener(intent)),
}

contextBridge.exposeInMainWorld('galleon', bridge)
