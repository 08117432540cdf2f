import { useEffect } from 'react'
import { onWindowMessage } from './bridge/bridge'
import { addToast } from './components/overlays/toast'
import { i18n } from './locales/i18n'
import { askManyMissing } from './stores/many-missing'
import { useUpdate } from './stores/update'
import { offerNewDownload, showTask, showView } from './stores/view'

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
          case 'update':
            useUpdate.setState({ state: message.state })
            break
          case 'show-view':
            showView(message.view)
            break
        }
      }),
    [],
  )
}
