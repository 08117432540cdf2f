import { TriangleAlert } from 'lucide-react'
import { useId, useRef } from 'react'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { FormRow } from '../../components/field'
import { formatCount } from '../../format'
import { useWords } from '../../locales/use-words'
import { closeDialog, useView } from '../../stores/view'
import { FolderPicker } from '../folder-picker/folder-picker'
import { AddressSection } from './address-section'
import { OptionsSection } from './options-section'
import { PreviewPane } from './preview-pane'
import { RecipeField, useMatchingRecipe, useRecipes } from './recipe-field'
import { useNewDownload } from './use-new-download'

/** "New download", when it is asked for. */
export function NewDownloadDialog() {
  const dialog = useView((state) => state.dialog)
  if (dialog?.kind !== 'new-download') return null
  return <NewDownloadForm key={dialog.address} first={dialog.address} />
}

function NewDownloadForm({ first }: { readonly first: string }) {
  const { t, language } = useWords()
  const download = useNewDownload(first)
  const { asking, preview, options } = download
  const recipes = useRecipes()
  const match = useMatchingRecipe(download.firstPage)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const number = asking === null ? '' : formatCount(asking, language)
  return (
    <Dialog
      open
      onClose={closeDialog}
      keepOnOutsidePress
      width="wide"
      title={t('new-download:title')}
      initialFocus={field}
      footer={
        <>
          {asking === null ? null : (
            <p role="alert" className="mr-auto flex min-w-0 items-center gap-2 text-sm text-warn">
              <TriangleAlert size={15} className="shrink-0" aria-hidden />
              {t('new-download:many', { number })}
            </p>
          )}
          <Button onClick={closeDialog}>{t('common:cancel')}</Button>
          <Button kind="primary" type="submit" form={id} disabled={!download.canStart}>
            {asking === null
              ? t(options.startLater ? 'new-download:add' : 'new-download:start')
              : t('new-download:start-many', { number })}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void download.start()
        }}
        className="flex flex-col gap-3.5"
      >
        <AddressSection
          id={id}
          form={download.form}
          reading={download.reading}
          onChange={download.setForm}
          field={field}
        />
        <FormRow label={t('new-download:folder')}>
          <FolderPicker
            folder={download.folder}
            placeholder={t('new-download:no-folder')}
            chooseLabel={t('new-download:choose-folder')}
            onChoose={download.setFolder}
          />
        </FormRow>
        <FormRow label={t('new-download:recipe')}>
          <RecipeField
            recipe={download.recipe}
            recipes={recipes}
            match={match}
            onChange={download.setRecipe}
          />
        </FormRow>
        <FormRow label={t('new-download:preview')}>
          <PreviewPane {...preview} />
        </FormRow>
        <OptionsSection
          options={options}
          onChange={download.setOptions}
          preview={preview.state.kind === 'ready' ? preview.state.preview : null}
        />
      </form>
    </Dialog>
  )
}
