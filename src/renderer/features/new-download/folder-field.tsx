import { Folder, FolderOpen } from 'lucide-react'
import { invoke } from '../../bridge'
import { Button } from '../../components/button'
import { formatBytes } from '../../format'
import { useWords } from '../../locales/use-words'
import { attempt } from '../failures/attempt'
import { useFolderFacts } from './use-folder-facts'

interface FolderFieldProps {
  readonly folder: string
  readonly onChange: (folder: string) => void
}

/** Where the galleries go, how much room there is, and whether it can be written to. */
export function FolderField({ folder, onChange }: FolderFieldProps) {
  const { t, language } = useWords()
  const facts = useFolderFacts(folder)
  const choose = (): Promise<boolean> =>
    attempt(async () => {
      const chosen = await invoke('chooseFolder', folder)
      if (chosen !== null) onChange(chosen)
    })
  return (
    <>
      <div className="flex items-center gap-2">
        <div className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md border border-line bg-bar px-2.5">
          <Folder size={14} className="shrink-0 text-muted" aria-hidden />
          <span className="truncate" title={folder} data-selectable>
            {folder === '' ? t('new-download:no-folder') : folder}
          </span>
        </div>
        <Button icon={<FolderOpen size={14} aria-hidden />} onClick={() => void choose()}>
          {t('new-download:choose-folder')}
        </Button>
      </div>
      <p className="mt-1 text-sm empty:hidden" role="status">
        {facts?.exists && !facts.writable ? (
          <span className="text-bad">{t('new-download:folder-not-writable')}</span>
        ) : null}
        {facts !== null && !facts.exists ? (
          <span className="text-muted">{t('new-download:folder-new')}</span>
        ) : null}
        {facts?.writable && facts.freeBytes !== null ? (
          <span className="text-muted tabular-nums">
            {t('new-download:folder-free', { size: formatBytes(facts.freeBytes, language) })}
          </span>
        ) : null}
      </p>
    </>
  )
}
