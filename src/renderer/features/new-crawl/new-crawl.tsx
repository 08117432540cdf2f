import { automaticRecipe } from '@shared/model/automatic-recipe'
import type { Task } from '@shared/model/task'
import { useId, useRef } from 'react'
import { Button } from '../../components/button'
import { Label } from '../../components/fields/label'
import { Segmented } from '../../components/fields/segmented'
import { Select } from '../../components/fields/select'
import { TextField } from '../../components/fields/text-field'
import { Dialog } from '../../components/overlays/dialog'
import { useWords } from '../../locales/use-words'
import { closeDialog, openNewCrawl, openNewDownload, useView } from '../../stores/view'
import { FieldsSection } from './fields-section'
import { LimitsSection } from './limits-section'
import { PlacesSection } from './places-section'
import { PreviewSide } from './preview-side'
import { RulesSection } from './rules-section'
import { type NewCrawl, useNewCrawl } from './use-new-crawl'

/** The switch between the two forms of "New download"; what is typed as the address stays. */
export function KindSwitch({
  kind,
  address,
}: {
  readonly kind: 'gallery' | 'crawl'
  readonly address: string
}) {
  const { t } = useWords()
  return (
    <Segmented
      label={t('crawls:form.kind')}
      value={kind}
      segments={[
        { value: 'gallery', label: t('crawls:form.gallery') },
        { value: 'crawl', label: t('crawls:form.crawl') },
      ]}
      onChange={(next) => {
        if (next === 'crawl') openNewCrawl(address)
        else openNewDownload(address)
      }}
    />
  )
}

/** The form of a new crawl, while it is open. */
export function NewCrawlDialog() {
  const dialog = useView((state) => state.dialog)
  if (dialog?.kind !== 'crawl') return null
  return <NewCrawlForm key={dialog.address} address={dialog.address} from={dialog.from} />
}

interface FormProps {
  readonly address: string
  readonly from: Task['request'] | null
}

function NewCrawlForm(first: FormProps) {
  const { t } = useWords()
  const crawl = useNewCrawl(first)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  return (
    <Dialog
      title={t('crawls:form.title')}
      aside={<KindSwitch kind="crawl" address={crawl.address} />}
      size="page"
      keepOnOutsidePress
      initialFocus={field}
      onClose={closeDialog}
      footer={<Footer crawl={crawl} />}
    >
      <div className="flex min-h-0 flex-1 max-[820px]:flex-col max-[820px]:overflow-y-auto">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            crawl.preview.update()
          }}
          className="flex min-h-0 w-[412px] shrink-0 flex-col gap-5 overflow-y-auto border-r border-line px-5 py-4 max-[1000px]:w-[376px] max-[820px]:w-full max-[820px]:overflow-visible max-[820px]:border-r-0"
        >
          <AddressField id={id} crawl={crawl} field={field} />
          <RulesSection crawl={crawl} />
          <FieldsSection crawl={crawl} />
          <LimitsSection crawl={crawl} />
          <PlacesSection crawl={crawl} />
          {/* Enter in any field updates the preview. */}
          <button type="submit" hidden />
        </form>
        <PreviewSide crawl={crawl} />
      </div>
    </Dialog>
  )
}

interface AddressFieldProps {
  readonly id: string
  readonly crawl: NewCrawl
  readonly field: React.RefObject<HTMLInputElement | null>
}

function AddressField({ id, crawl, field }: AddressFieldProps) {
  const { t } = useWords()
  const { recipes, recipe } = crawl
  return (
    <div className="flex flex-col gap-3">
      <div>
        <Label htmlFor={`${id}-address`}>{t('crawls:form.address')}</Label>
        <TextField
          ref={field}
          id={`${id}-address`}
          inputMode="url"
          placeholder="https://blog.example/list/1"
          value={crawl.address}
          onChange={crawl.setAddress}
          error={crawl.isAddressWrong ? t('crawls:form.address-problem') : null}
        />
      </div>
      {recipes.length === 0 ? null : (
        <div>
          <Label>{t('crawls:form.recipe')}</Label>
          <Select
            label={t('crawls:form.recipe')}
            value={recipe}
            items={[
              { value: automaticRecipe, label: t('crawls:form.no-recipe') },
              ...recipes.map(({ name, title }) => ({ value: name, label: title })),
            ]}
            onChange={crawl.setRecipe}
            className="w-full"
          />
        </div>
      )}
    </div>
  )
}

/** Why it cannot start; at the right the buttons. */
function Footer({ crawl }: { readonly crawl: NewCrawl }) {
  const { t } = useWords()
  const { whyNot, isSending, asks } = crawl
  return (
    <>
      {crawl.isChanged ? (
        <Button kind="ghost" size="large" onClick={crawl.clear} className="-ml-2">
          {t('crawls:form.clear')}
        </Button>
      ) : null}
      <p
        id="crawl-why-not"
        role="status"
        className={whyNot === 'place' ? 'min-w-0 flex-1 text-bad' : 'min-w-0 flex-1 text-muted'}
      >
        {whyNot === null ? '' : t(`crawls:form.why-not.${whyNot}`)}
      </p>
      <Button size="large" onClick={closeDialog}>
        {t('crawls:form.cancel')}
      </Button>
      <Button
        kind="primary"
        size="large"
        disabled={whyNot !== null || isSending}
        aria-describedby={whyNot === null ? undefined : 'crawl-why-not'}
        onClick={() => void crawl.start()}
      >
        {asks ? t('crawls:form.start-with') : t('crawls:form.start')}
      </Button>
    </>
  )
}
