import type { FolderFacts } from '@shared/contract/desktop-commands'
import { formatBytes } from '@shared/messages/format'
import { Folder, FolderOpen } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { useWords } from '../../locales/use-words'

/** Facts of the system about a folder; null until they arrive, or without an answer. */
export function useFolderFacts(folder: string): FolderFacts | null {
  const [facts, setFacts] = useState<FolderFacts | null>(null)
  useEffect(() => {
    if (folder === '') return undefined
    let wanted = true
    invoke('inspectFolder', folder).then(
      (found) => {
        if (wanted) setFacts(found)
      },
      // Facts are an extra here: a download into a bad folder reports its own failure.
      () => {
        if (wanted) setFacts(null)
      },
    )
    return () => {
      wanted = false
    }
  }, [folder])
  return facts?.path === folder ? facts : null
}

interface FolderPickerProps {
  /** An absolute path, or empty. */
  readonly folder: string
  /** Shown while `folder` is empty. */
  readonly placeholder: string
  readonly chooseLabel: string
  /** Id of the element that names the folder, for the button that says only "choose". */
  readonly labelledBy?: string
  readonly onChoose: (folder: string) => void
}

/** A folder, its free space, whether it is writable, and the system's picker for another one. */
export function FolderPicker({ folder, placeholder, chooseLabel, labelledBy, onChoose }: FolderPickerProps) {
  const pathId = useId()
  const choose = (): Promise<boolean> =>
    attempt(async () => {
      const chosen = await invoke('chooseFolder', folder)
      if (chosen !== null && chosen !== folder) onChoose(chosen)
    })
  return (
    <div>
      <div className="flex items-center gap-2">
        <div
          id={pathId}
          data-selectable
          className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-sm border border-line bg-bar px-2.5"
        >
          <Folder size={14} className="shrink-0 text-muted" aria-hidden />
          <span className="truncate" data-hint={folder}>
            {folder === '' ? placeholder : folder}
          </span>
        </div>
        <Button
          icon={<FolderOpen size={14} aria-hidden />}
          aria-describedby={labelledBy === undefined ? pathId : `${labelledBy} ${pathId}`}
          onClick={() => void choose()}
        >
          {chooseLabel}
        </Button>
      </div>
      <FolderFacts folder={folder} />
    </div>
  )
}

/** The line is present before the system has answered, so that nothing below moves. */
function FolderFacts({ folder }: { readonly folder: string }) {
  const { t, language } = useWords()
  const facts = useFolderFacts(folder)
  if (folder === '') return null
  return (
    <p className="mt-1 min-h-[17px] text-small text-muted tabular-nums" role="status">
      {facts?.known === false ? <span className="text-bad">{t('folder-unknown')}</span> : null}
      {facts?.known && !facts.exists ? t('folder-new') : null}
      {facts?.exists && !facts.writable ? <span className="text-bad">{t('folder-not-writable')}</span> : null}{' '}
      {facts?.writable && facts.freeBytes !== null
        ? t('folder-free', { size: formatBytes(facts.freeBytes, language) })
        : null}
    </p>
  )
}
