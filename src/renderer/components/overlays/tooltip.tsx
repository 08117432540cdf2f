import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { classNames } from '../class-names'
import { useKitClass } from '../kit/kit'

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
  return <kbd className="font-sans text-xs text-muted">{shortcutText(keys)}</kbd>
}

interface HintProps {
  readonly label: string
  readonly shortcut?: string | undefined
  /** One element that takes a ref and props, such as a button. */
  readonly children: ReactElement
}

/** What an element does, and its keys, shown after a short rest of the pointer or on keyboard focus. */
export function Hint({ label, shortcut, children }: HintProps) {
  const kit = useKitClass()
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} collisionPadding={8} className="z-50">
          <Tooltip.Popup
            className={classNames(
              'popup-motion flex max-w-80 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-sm text-text shadow-popup',
              kit,
            )}
          >
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
