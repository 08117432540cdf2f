import type { FolderFacts } from '@shared/ipc'
import { Folder, FolderOpen } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { invoke } from '../../bridge'
import { Button } from '../../components/button'
import { formatBytes } from '../../format'
import { useWords } from '../../locales/use-words'
import { attempt } from '../failures/attempt'
import { useChange } from './use-change'

/** Where new downloads go, how much room there is, and the system's picker for another place. */
export function FolderSetting({ folder }: { readonly folder: string }) {
  const { t, language } = useWords()
  const { refusal, change } = useChange()
  const facts = useFolderFacts(folder)
  const labelId = useId()
  const pathId = useId()

  const choose = (): void => {
    void attempt(async () => {
      const chosen = await invoke('chooseFolder', folder)
      if (chosen !== null && chosen !== folder) change({ folder: chosen })
    })
  }

  const notWritable = facts !== null && facts.exists && !facts.writable
  return (
    <div role="group" aria-labelledby={labelId} className="flex flex-col gap-2">
      <div>
        <div id={labelId} className="font-medium">
          {t('settings:folder.label')}
        </div>
        <div className="text-sm text-muted">{t('settings:folder.text')}</div>
      </div>
      <div className="flex items-center gap-2">
        <div
          id={pathId}
          data-selectable
          className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md border border-line bg-bar px-2.5"
        >
          <Folder size={14} className="shrink-0 text-muted" aria-hidden />
          <span className="truncate">{folder === '' ? t('settings:folder.standard') : folder}</span>
        </div>
        <Button
          icon={<FolderOpen size={14} aria-hidden />}
          onClick={choose}
          aria-describedby={`${labelId} ${pathId}`}
        >
          {t('settings:folder.choose')}
        </Button>
      </div>
      <div className="text-sm empty:hidden" role="status">
        {facts?.exists && facts.writable && facts.freeBytes !== null ? (
          <span className="text-muted tabular-nums">
            {t('settings:folder.free', { size: formatBytes(facts.freeBytes, language) })}
          </span>
        ) : null}
        {facts !== null && !facts.exists ? (
          <span className="text-muted">{t('settings:folder.missing')}</span>
        ) : null}
        {notWritable ? <span className="text-bad">{t('settings:folder.not-writable')}</span> : null}
      </div>
      {refusal === null ? null : (
        <div role="alert" className="text-sm text-bad">
          {refusal}
        </div>
      )}
    </div>
  )
}

/** What the system says of a folder; null until it has, or when it cannot. */
function useFolderFacts(folder: string): FolderFacts | null {
  const [facts, setFacts] = useState<FolderFacts | null>(null)
  useEffect(() => {
    if (folder === '') return
    let wanted = true
    invoke('inspectFolder', folder).then(
      (found) => {
        if (wanted) setFacts(found)
      },
      // Facts are an extra here: a download into a bad folder tells its own failure.
      () => {
        if (wanted) setFacts(null)
      },
    )
    return () => {
      wanted = false
    }
  }, [folder])
  return facts !== null && facts.path === folder ? facts : null
}
