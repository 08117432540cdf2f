import './zod-without-eval'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { languageFor } from '@shared/messages/language'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { HintLayer } from './components/overlays/hint-layer'
import { ToastProvider } from './components/overlays/toast'
import { HintProvider, hintRestMs } from './components/overlays/tooltip'
import { startI18n } from './locales/i18n'
import './theme.css'

startI18n(languageFor('system', navigator.language))

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <CSPProvider disableStyleElements>
    <HintProvider delay={hintRestMs}>
      <ToastProvider>
        <App />
        <HintLayer />
      </ToastProvider>
    </HintProvider>
  </CSPProvider>,
)
