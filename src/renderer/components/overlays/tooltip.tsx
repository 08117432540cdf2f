import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'

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

/** A shortcut, as this system writes it. */
export function Keys({ keys }: { readonly keys: string }) {
  return <kbd className="font-sans text-caption text-muted">{shortcutText(keys)}</kbd>
}

/** Rest of the pointer before a hint, in milliseconds. */
export const hintRestMs = 500

/** Look of the box of every hint. */
export const hintPopup =
  'popup-motion flex max-w-96 items-center gap-2 rounded-sm bg-raised px-2 py-1 text-small break-words whitespace-pre-line text-text shadow-menu'

interface HintProps {
  readonly label: string
  readonly shortcut?: string | undefined
  /** One element that takes a ref and props, such as a button. */
  readonly children: ReactElement
}

/** What an element does, and its keys, shown after a short rest of the pointer or on keyboard focus. */
export function Hint({ label, shortcut, children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} collisionPadding={8} className="z-50">
          <Tooltip.Popup className={hintPopup}>
            {label}
            {shortcut ? <Keys keys={shortcut} /> : null}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

/** Shares the delay of all hints: the second one in a row shows at once. */
export const HintProvider = Tooltip.Provider
