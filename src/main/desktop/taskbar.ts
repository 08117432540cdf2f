import type { BrowserWindow } from 'electron'
import type { Activity } from './shell/activity'

/** Shows the progress of all tasks on the taskbar's or dock's icon, and nothing while none is active. */
export function showOnTaskbar(window: BrowserWindow | null, { active, share }: Activity): void {
  if (window === null || window.isDestroyed()) return
  if (active.length === 0) window.setProgressBar(-1)
  else if (share === null) window.setProgressBar(2, { mode: 'indeterminate' })
  else window.setProgressBar(share)
}
