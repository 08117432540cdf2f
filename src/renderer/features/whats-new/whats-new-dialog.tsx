import { newsVersion } from '@shared/model/update'
import { useRef } from 'react'
import { Button } from '../../components/button'
import { Dialog } from '../../components/overlays/dialog'
import { useWords } from '../../locales/use-words'
import { closeDialog, useView } from '../../stores/view'

/** What `newsVersion` brings, most useful first; each is a heading and a sentence. */
const news = ['pages', 'honest', 'crawl', 'fast', 'safe', 'packages'] as const

/** Shows what is new: once after an update, and whenever the user asks for it. */
export function WhatsNewDialog() {
  const isOpen = useView((state) => state.dialog?.kind === 'whats-new')
  return isOpen ? <WhatsNew /> : null
}

function WhatsNew() {
  const { t } = useWords()
  const close = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      size="form"
      onClose={closeDialog}
      title={t('whats-new:title', { version: newsVersion })}
      initialFocus={close}
      footer={
        <Button size="large" ref={close} kind="primary" onClick={closeDialog}>
          {t('whats-new:close')}
        </Button>
      }
    >
      <dl className="flex flex-col gap-3">
        {news.map((one) => (
          <div key={one}>
            <dt className="font-medium">{t(`whats-new:${one}-title`)}</dt>
            <dd className="text-muted">{t(`whats-new:${one}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
