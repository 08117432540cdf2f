// What the window remembers between starts: its look only, such as the height of a panel.

const prefix = 'galleon.'

/** A stored text, or null. Without a storage nothing is remembered and nothing breaks. */
export function recall(name: string): string | null {
  try {
    return window.localStorage.getItem(prefix + name)
  } catch {
    return null
  }
}

/** Stores a text for the next start. */
export function remember(name: string, value: string): void {
  try {
    window.localStorage.setItem(prefix + name, value)
  } catch {
    // A full or forbidden storage costs a remembered look, nothing else.
  }
}
