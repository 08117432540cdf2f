/** What the window remembers between starts: looks only, such as the height of a panel. */
const prefix = 'galleon.'

/** A remembered text, or null. A storage that is not there forgets everything, and nothing breaks. */
export function recall(name: string): string | null {
  try {
    return window.localStorage.getItem(prefix + name)
  } catch {
    return null
  }
}

export function remember(name: string, value: string): void {
  try {
    window.localStorage.setItem(prefix + name, value)
  } catch {
    // A full or forbidden storage costs a remembered look, nothing else.
  }
}
