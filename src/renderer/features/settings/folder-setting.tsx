import { useId } from 'react'
import { useWords } from '../../locales/use-words'
import { FolderPicker } from '../folder/folder-picker'
import { useChange } from './use-change'

/** Where new downloads go. */
export function FolderSetting({ folder }: { readonly folder: string }) {
  const { t } = useWords()
  const { refusal, change } = useChange()
  const labelId = useId()
  return (
    <div role="group" aria-labelledby={labelId} className="flex flex-col gap-2">
      <div>
        <div id={labelId} className="font-medium">
          {t('settings:folder.label')}
        </div>
        <div className="text-sm text-muted">{t('settings:folder.text')}</div>
      </div>
      <FolderPicker
        folder={folder}
        placeholder={t('settings:folder.standard')}
        chooseLabel={t('settings:folder.choose')}
        labelledBy={labelId}
        onChoose={(chosen) => change({ folder: chosen })}
      />
      {refusal === null ? null : (
        <div role="alert" className="text-sm text-bad">
          {refusal}
        </div>
      )}
    </div>
  )
}
