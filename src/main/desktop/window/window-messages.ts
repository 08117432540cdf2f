import type { WindowMessage } from '@shared/contract/messages'

/** Messages to the window, kept until its page listens. */
export interface WindowMessages {
  push(message: WindowMessage): void
  /** The page listens now: it has asked for its snapshot. */
  open(): void
  /** The page is gone or reloads. */
  close(): void
}

/** Makes the queue in front of `send`; a page that is not there yet would lose what is sent to it. */
export function createWindowMessages(send: (message: WindowMessage) => void): WindowMessages {
  let isOpen = false
  let waiting: WindowMessage[] = []
  return {
    push(message) {
      if (isOpen) send(message)
      else waiting.push(message)
    },
    open() {
      isOpen = true
      const due = waiting
      waiting = []
      for (const message of due) send(message)
    },
    close() {
      isOpen = false
    },
  }
}
