import '../zod-without-eval'
import { createRoot } from 'react-dom/client'
import { HintLayer } from '../components/overlays/hint-layer'
import { ToastProvider } from '../components/overlays/toast'
import { HintProvider } from '../components/overlays/tooltip'
import { startI18n } from '../locales/i18n'
import '../theme.css'
import { ComponentGallery } from './component-gallery'

// The page of `npm run dev -- --gallery`: a development server serves it, and no package has it.

startI18n('en')

const root = document.querySelector('#root')
if (!root) throw new Error('gallery.html has no #root')

createRoot(root).render(
  <HintProvider delay={500}>
    <ToastProvider>
      <ComponentGallery />
      <HintLayer />
    </ToastProvider>
  </HintProvider>,
)
