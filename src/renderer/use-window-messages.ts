import { useEffect } from 'react'
import { onWindowMessage } from './bridge/bridge'
import { addToast } from './components/overlays/toast'
import { i18n } from './locales/i18n'
import { askManyMissing } from './stores/many-missing'
import { offerNewDownload, openDialog, showSettings, showTask, showView, useView } from './stores/view'

/** Announces a version that was found, unless the user is looking at it. */
export function announceUpdate(version: string): void {
  const { view, settingsSection } = useView.getState()
  if (view === 'settings' && settingsSection === 'about') return
  addToast({
    title: i18n.t('settings:update.found', { version }),
    action: { label: i18n.t('settings:update.show'), onClick: () => showSettings('about') },
  })
}

/** Shows what is new, unless the program was started to do something else. */
function offerWhatsNew(): void {
  if (useView.getState().dialog === null) openDialog({ kind: 'whats-new' })
}

/** Does what a menu, a notification or another start of the program asks of the window. */
export function useWindowMessages(): void {
  useEffect(
    () =>
      onWindowMessage((message) => {
        switch (message.kind) {
          case 'new-download':
            offerNewDownload(message.address)
            break
          case 'show-task':
            showTask(message.id)
            break
          case 'many-missing':
            askManyMissing(message.id, { count: message.count, first: message.first })
            break
          case 'diagnostics-copied':
            addToast({ title: i18n.t('settings:about.diagnostics-copied') })
            break
          case 'gallery-kept':
            addToast({
              title: i18n.t('library:trash.kept'),
              description: message.reason,
              kind: 'failure',
            })
            break
          case 'whats-new':
            offerWhatsNew()
            break
          case 'show-view':
            showView(message.view)
            break
        }
      }),
    [],
  )
}
