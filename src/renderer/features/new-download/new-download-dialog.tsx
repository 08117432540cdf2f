import { formatCount } from '@shared/messages/format'
import { TriangleAlert } from 'lucide-react'
import { useId, useRef } from 'react'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { FormRow } from '../../components/field'
import { useWords } from '../../locales/use-words'
import { closeDialog, useView } from '../../stores/view'
import { FolderPicker } from '../folder-picker/folder-picker'
import { AddressSection } from './address-section'
import { OptionsSection } from './options-section'
import { PreviewPane } from './preview-pane'
import { RecipeField, useMatchingRecipe, useRecipes } from './recipe-field'
import { type NewDownload, useNewDownload } from './use-new-download'

/** "New download", while it is open. */
export function NewDownloadDialog() {
  const dialog = useView((state) => state.dialog)
  if (dialog?.kind !== 'new-download') return null
  return <NewDownloadForm key={dialog.address} first={dialog.address} />
}

function NewDownloadForm({ first }: { readonly first: string }) {
  const download = useNewDownload(first)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const { t } = useWords()
  return (
    <Dialog
      open
      onClose={closeDialog}
      keepOnOutsidePress
      width="wide"
      title={t('new-download:title')}
      initialFocus={field}
      footer={<Footer formId={id} download={download} />}
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
        <ChoiceRows download={download} />
      </form>
    </Dialog>
  )
}

interface FooterProps {
  readonly formId: string
  readonly download: Pick<NewDownload, 'asking' | 'canStart' | 'choices'>
}

/** Buttons of the dialog; for many pages a question beside them. */
function Footer({ formId, download }: FooterProps) {
  const { t, language } = useWords()
  const { asking, canStart, choices } = download
  const number = asking === null ? '' : formatCount(asking, language)
  return (
    <>
      {asking === null ? null : (
        <p role="alert" className="mr-auto flex min-w-0 items-center gap-2 text-sm text-warn">
          <TriangleAlert size={15} className="shrink-0" aria-hidden />
          {t('new-download:many', { number })}
        </p>
      )}
      <Button onClick={closeDialog}>{t('common:cancel')}</Button>
      <Button kind="primary" type="submit" form={formId} disabled={!canStart}>
        {asking === null
          ? t(choices.options.startLater ? 'new-download:add' : 'new-download:start')
          : t('new-download:start-many', { number })}
      </Button>
    </>
  )
}

interface ChoiceRowsProps {
  readonly download: Pick<NewDownload, 'choices' | 'choose' | 'firstPage' | 'preview'>
}

/** Folder, recipe, preview and options. */
function ChoiceRows({ download }: ChoiceRowsProps) {
  const { t } = useWords()
  const { choices, choose, firstPage, preview } = download
  const recipes = useRecipes()
  const match = useMatchingRecipe(firstPage)
  return (
    <>
      <FormRow label={t('new-download:folder')}>
        <FolderPicker
          folder={choices.folder}
          placeholder={t('new-download:no-folder')}
          chooseLabel={t('new-download:choose-folder')}
          onChoose={(folder) => choose({ folder })}
        />
      </FormRow>
      <FormRow label={t('new-download:recipe')}>
        <RecipeField
          recipe={choices.recipe}
          recipes={recipes}
          match={match}
          onChange={(recipe) => choose({ recipe })}
        />
      </FormRow>
      <FormRow label={t('new-download:preview')}>
        <PreviewPane {...preview} />
      </FormRow>
      <OptionsSection
        options={choices.options}
        onChange={(options) => choose({ options })}
        preview={preview.state.kind === 'ready' ? preview.state.preview : null}
      />
    </>
  )
}
