/** `Ctrl` of a shortcut is the command key on a Mac. */
const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform)

/** Keys as this system writes them: `Ctrl+A`, or `⌘A`. */
export function shortcutText(keys: string): string {
  if (!isMac) return keys
  return keys.replace('Ctrl+', '⌘').replace('Shift+', '⇧').replace('Alt+', '⌥').replace('Delete', '⌫')
}

/** Whether the key is held that means "command" on this system. */
export function isCommandKey(event: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean {
  return isMac ? event.metaKey : event.ctrlKey
}

export function Keys({ keys }: { readonly keys: string }) {
  return <kbd className="font-sans text-xs text-muted">{shortcutText(keys)}</kbd>
}
