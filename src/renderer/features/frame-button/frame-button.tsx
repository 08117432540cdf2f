import { Download } from 'lucide-react'
import { Button } from '../../components/button'
import { useWords } from '../../locales/use-words'
import { openNewDownload } from '../../stores/view'

/** Opens "New download" for the frame that holds the content of a page. */
export function FrameButton({ address }: { readonly address: string }) {
  const { t } = useWords()
  return (
    <Button
      icon={<Download size={13} aria-hidden />}
      data-hint={address}
      onClick={() => openNewDownload(address)}
    >
      {t('problems:action.download-frame')}
    </Button>
  )
}
