import type { Settings } from '@shared/model/settings'
import { nativeTheme } from 'electron'

/** Forces light or dark, or follows the system; the page sees it as `prefers-color-scheme`. */
export function applyTheme(theme: Settings['theme']): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
}
