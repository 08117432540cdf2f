import type { Intent } from '@shared/contract/commands'

/** Wishes to the window, kept until its page listens. */
export interface Intents {
  push(intent: Intent): void
  /** The page listens now: it has asked for its snapshot. */
  open(): void
  /** The page is gone or loads anew. */
  close(): void
}

/** Makes the queue in front of `send`; a page that is not there yet would lose what is sent to it. */
export function createIntents(send: (intent: Intent) => void): Intents {
  let isOpen = false
  let waiting: Intent[] = []
  return {
    push(intent) {
      if (isOpen) send(intent)
      else waiting.push(intent)
    },
    open() {
      isOpen = true
      const due = waiting
      waiting = []
      for (const intent of due) send(intent)
    },
    close() {
      isOpen = false
    },
  }
}
