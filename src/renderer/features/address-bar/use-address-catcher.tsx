import { parsePageRange } from '@shared/page-range/page-range'
import { splitAddresses } from '@shared/text/split-addresses'
import { Download } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { addToast } from '../../components/overlays/toast'
import { i18n } from '../../locales/i18n'
import { useWords } from '../../locales/use-words'
import { openNewDownload, useView } from '../../stores/view'

/** Longest text that is read as one address, and that is searched for several, in UTF-16 units. */
const longestAddress = 8192
const longestSearched = 1_000_000

/**
 * The address in what was pasted or dropped: the whole text if it reads as one or holds several, its blanks as single
 * spaces; else its http or https address; null if there is none.
 *
 * Of several *New download* makes a list, and says what else the text holds: nothing is dropped in silence. A text without a scheme counts
 * only if it looks like a host with a path: a user who pastes a sentence wants nothing fetched.
 */
export function findAddress(text: string): string | null {
  const whole = text.trim()
  const isShort = whole.length <= longestAddress
  if (isShort && /^https?:\/\//i.test(whole) && parsePageRange(whole).ok) return whole
  const searched = whole.slice(0, longestSearched)
  const [first, second] = splitAddresses(searched)
  if (second !== undefined) return searched.replace(/\s+/g, ' ')
  if (first !== undefined) return first
  return isShort && /^[\w-]+(\.[\w-]+)+(:\d+)?\/\S*$/.test(whole) && parsePageRange(whole).ok ? whole : null
}

/**
 * Opens "New download" for an address that is pasted with nothing focused, or dropped on the window.
 *
 * Returns what lies over the window while something is dragged across it.
 */
export function useAddressCatcher(): ReactNode {
  const { t } = useWords()
  const [dragging, setDragging] = useState(false)

  useEffect(() => {
    const pasted = (event: ClipboardEvent): void => {
      if (isTyping(event.target) || useView.getState().dialog !== null) return
      take(event.clipboardData, 'nothing-pasted')
    }
    let depth = 0
    const entered = (event: DragEvent): void => {
      depth += 1
      if (carriesText(event)) setDragging(true)
    }
    const left = (): void => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setDragging(false)
    }
    const over = (event: DragEvent): void => event.preventDefault()
    const dropped = (event: DragEvent): void => {
      event.preventDefault()
      depth = 0
      setDragging(false)
      take(event.dataTransfer, 'nothing-dropped')
    }
    const stop = new AbortController()
    const { signal } = stop
    document.addEventListener('paste', pasted, { signal })
    document.addEventListener('dragenter', entered, { signal })
    document.addEventListener('dragleave', left, { signal })
    document.addEventListener('dragover', over, { signal })
    document.addEventListener('drop', dropped, { signal })
    return () => stop.abort()
  }, [])

  if (!dragging) return null
  return (
    <div className="pointer-events-none fixed inset-2 z-50 flex items-center justify-center rounded-lg border-2 border-dashed border-accent-fill bg-scrim">
      <p className="flex items-center gap-2 rounded-md bg-raised px-4 py-3 text-title font-semibold shadow-menu">
        <Download size={18} aria-hidden />
        {t('downloads:address.drop')}
      </p>
    </div>
  )
}

function take(carrier: DataTransfer | null, otherwise: 'nothing-pasted' | 'nothing-dropped'): void {
  const text = carrier?.getData('text/uri-list') || carrier?.getData('text/plain') || ''
  const address = findAddress(text)
  if (address !== null) openNewDownload(address)
  else if (text !== '') addToast({ title: i18n.t(`downloads:address.${otherwise}`) })
}

function carriesText(event: DragEvent): boolean {
  const types = event.dataTransfer?.types ?? []
  return types.includes('text/uri-list') || types.includes('text/plain')
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
}
