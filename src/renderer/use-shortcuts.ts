import { useEffect } from 'react'
import { isCommandKey } from './components/overlays/tooltip'
import { addressFieldId } from './features/address-bar/address-bar'
import { recordFilterId } from './features/crawls/crawls-view'
import { pauseEverything, resumeEverything } from './features/task-list/act-on-tasks'
import { filterFieldId } from './features/task-list/downloads-heading'
import { toggleDetail } from './stores/task-list'
import { useTasks } from './stores/tasks'
import { openNewDownload, showView, useView } from './stores/view'

/** Keys that work wherever the focus is, except inside a dialog or the viewer. */
export function useShortcuts(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const { dialog, viewer } = useView.getState()
      if (!isCommandKey(event) || event.altKey || dialog !== null || viewer !== null) return
      if (act(event.shiftKey ? `shift+${event.key.toLowerCase()}` : event.key.toLowerCase()))
        event.preventDefault()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}

/** Whether the key means something here. */
function act(key: string): boolean {
  const allIds = useTasks.getState().mirror.byId.keys()
  switch (key) {
    case 'n':
      openNewDownload('')
      return true
    case 'l':
      return focusField(addressFieldId)
    case 'f':
      return focusField(useView.getState().view === 'crawls' ? recordFilterId : filterFieldId)
    case 'i':
      if (useView.getState().view === 'downloads') toggleDetail()
      return true
    case '1':
      showView('downloads')
      return true
    case '2':
      showView('library')
      return true
    case '3':
      showView('recipes')
      return true
    case '4':
      showView('crawls')
      return true
    case ',':
      showView('settings')
      return true
    case 'shift+p':
      void pauseEverything(allIds)
      return true
    case 'shift+r':
      void resumeEverything(allIds)
      return true
    default:
      return false
  }
}

/**
 * Gives a field the focus. A view that is chosen but not drawn yet is waited for: the key is not lost when it follows the
 * one that chose the view.
 */
function focusField(id: string): boolean {
  const field = document.getElementById(id)
  if (field instanceof HTMLInputElement) {
    field.focus()
    field.select()
    return true
  }
  const { view } = useView.getState()
  const drawn = document.querySelector('main')?.dataset['view']
  if (drawn === undefined || drawn === view) return false
  requestAnimationFrame(() => {
    const { view: now, dialog } = useView.getState()
    if (now === view && dialog === null) focusField(id)
  })
  return true
}
