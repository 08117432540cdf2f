import { useEffect } from 'react'
import { onIntent } from './bridge'
import { addToast } from './components/toast'
import { i18n } from './i18n'
import { offerNewDownload, showTask, showView } from './stores/view'

/** Does what a menu, a notification or another start of the program asks of the window. */
export function useIntents(): void {
  useEffect(
    () =>
      onIntent((intent) => {
        switch (intent.kind) {
          case 'new-download':
            offerNewDownload(intent.address)
            break
          case 'show-task':
            showTask(intent.id)
            break
          case 'diagnostics-copied':
            addToast({ title: i18n.t('settings:about.diagnostics-copied') })
            break
          case 'gallery-kept':
            addToast({
              title: i18n.t('library:trash.kept'),
              description: intent.reason,
              kind: 'failure',
            })
            break
          case 'show-view':
            showView(intent.view)
            break
        }
      }),
    [],
  )
}
