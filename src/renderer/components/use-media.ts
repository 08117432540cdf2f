import { useCallback, useSyncExternalStore } from 'react'

/** Below this width of the window the sidebar is a column of icons. */
export const iconsOnly = '(max-width: 899.9px)'

/** Whether a media query holds now; renders again when that changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}
