import { formatCount } from '@shared/messages/format'
import type { Task } from '@shared/model/task'
import { useRef } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { Dialog } from '../../components/overlays/dialog'
import { addToast } from '../../components/overlays/toast'
import { useWords } from '../../locales/use-words'

/** Asks before the records of a crawl are gone for good. */
export function DeleteRecords({ task, onClose }: { readonly task: Task; readonly onClose: () => void }) {
  const { t, language } = useWords()
  const keep = useRef<HTMLButtonElement>(null)
  const count = task.progress.counts.crawl?.records ?? 0
  const records = t('crawls:list.records', { count, number: formatCount(count, language) })
  const confirm = async (): Promise<void> => {
    if (!(await attempt(() => invoke('deleteRecords', task.id)))) return
    onClose()
    addToast({ title: t('crawls:delete.done') })
  }
  return (
    <Dialog
      title={t('crawls:delete.title')}
      onClose={onClose}
      initialFocus={keep}
      footer={
        <>
          <Button ref={keep} size="large" onClick={onClose}>
            {t('crawls:delete.keep')}
          </Button>
          <Button kind="danger" size="large" onClick={() => void confirm()}>
            {t('crawls:delete.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('crawls:delete.text', { records })}</p>
    </Dialog>
  )
}
