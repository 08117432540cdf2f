import { formatCount } from '@shared/messages/format'
import { addressAt } from '@shared/page-range/page-range'
import { TriangleAlert } from 'lucide-react'
import { type RefObject, useId, useRef } from 'react'
import { Button } from '../../components/button'
import { FormRow } from '../../components/fields/field'
import { Dialog } from '../../components/overlays/dialog'
import type { Words } from '../../locales/i18n'
import { useWords } from '../../locales/use-words'
import { closeDialog, openNewCrawl, useView } from '../../stores/view'
import { FolderPicker } from '../folder-picker/folder-picker'
import { KindSwitch } from '../new-crawl/new-crawl'
import { entriesOf, withForm, withText, withTicks } from './address-entries'
import { AddressList } from './address-list'
import { AddressSection } from './address-section'
import { JudgementNote } from './judgement-note'
import { OptionsSection } from './options-section'
import { PreviewPane } from './preview-pane'
import { RecipeField, useMatchingRecipe, useRecipes } from './recipe-field'
import { type NewDownload, useNewDownload } from './use-new-download'
import type { PreviewState } from './use-preview'

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
      onClose={closeDialog}
      keepOnOutsidePress
      size="wide"
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
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <KindSwitch kind="gallery" address={download.form.address} />
          <CrawlOffer download={download} />
        </div>
        <Addresses id={id} download={download} field={field} />
        <ChoiceRows download={download} />
      </form>
    </Dialog>
  )
}

/** A page that links more than it shows can be crawled. */
function CrawlOffer({ download }: { readonly download: Pick<NewDownload, 'form' | 'preview'> }) {
  const { t } = useWords()
  const { state } = download.preview
  if (!linksMore(state)) return null
  return (
    <span className="text-small text-muted">
      {t('crawls:form.offer')}{' '}
      <button
        type="button"
        className="rounded-xs text-accent hover:underline"
        onClick={() => openNewCrawl(download.form.address)}
      >
        {t('crawls:form.offer-action')}
      </button>
    </span>
  )
}

/** Whether a page leads to more than it shows: an index, or a page of words, which has nothing for a gallery. */
function linksMore(state: PreviewState): boolean {
  if (state.kind === 'failed') return 'page' in state.failure && state.failure.page === 'text'
  if (state.kind !== 'ready') return false
  const { kind, obstacle } = state.preview.judgement
  return kind === 'index' || obstacle === 'text'
}

interface AddressesProps {
  readonly id: string
  readonly download: Pick<NewDownload, 'addresses' | 'form' | 'reading' | 'setAddresses'>
  readonly field: RefObject<HTMLInputElement | null>
}

/** The list of addresses, if there are several, and the chosen one. */
function Addresses({ id, download, field }: AddressesProps) {
  const { addresses, form, reading, setAddresses } = download
  return (
    <>
      {addresses.entries.length < 2 ? null : (
        <AddressList
          state={addresses}
          onChoose={(chosen) => setAddresses((before) => ({ ...before, chosen }))}
          onTick={(ids, ticked) => setAddresses((before) => withTicks(before, ids, ticked))}
          onTakeRange={(range) => setAddresses(() => entriesOf(range))}
        />
      )}
      <AddressSection
        id={id}
        form={form}
        reading={reading}
        onChange={(next) => setAddresses((before) => withForm(before, next))}
        onText={(text) => setAddresses((before) => withText(before, text))}
        field={field}
      />
    </>
  )
}

interface FooterProps {
  readonly formId: string
  readonly download: Pick<NewDownload, 'asking' | 'canStart' | 'choices' | 'wanted'>
}

/** Buttons of the dialog; for many pages a question beside them. */
function Footer({ formId, download }: FooterProps) {
  const { t, language } = useWords()
  const { asking, canStart, choices, wanted } = download
  const number = asking === null ? '' : formatCount(asking, language)
  return (
    <>
      {asking === null ? null : (
        <p role="alert" className="mr-auto flex min-w-0 items-center gap-2 text-small text-warn">
          <TriangleAlert size={15} className="shrink-0" aria-hidden />
          {t('new-download:many', { number })}
        </p>
      )}
      <Button size="large" onClick={closeDialog}>
        {t('common:cancel')}
      </Button>
      <Button size="large" kind="primary" type="submit" form={formId} disabled={!canStart}>
        {asking === null
          ? startText(t, choices.options.startLater, wanted)
          : t('new-download:start-many', { number })}
      </Button>
    </>
  )
}

function startText(t: Words, later: boolean, wanted: number): string {
  if (wanted === 1) return t(later ? 'new-download:add' : 'new-download:start')
  return t(later ? 'new-download:add-several' : 'new-download:start-several', { count: wanted })
}

interface ChoiceRowsProps {
  readonly download: Pick<NewDownload, 'choices' | 'choose' | 'range' | 'preview' | 'page'>
}

/** Folder, recipe, preview and options. */
function ChoiceRows({ download }: ChoiceRowsProps) {
  const { t } = useWords()
  const { choices, choose, range, preview, page } = download
  const { options } = choices
  const recipes = useRecipes()
  const match = useMatchingRecipe(range === null ? null : addressAt(range, 0))
  const follow = (next: boolean): void =>
    choose({ options: { ...options, pages: { ...options.pages, follow: next } } })
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
        <div className="flex flex-col gap-2">
          <JudgementNote page={page} follows={options.pages.follow} onFollow={follow} />
          <PreviewPane {...preview} />
        </div>
      </FormRow>
      <OptionsSection
        options={options}
        onChange={(next) => choose({ options: next })}
        preview={preview.state.kind === 'ready' ? preview.state.preview : null}
      />
    </>
  )
}
