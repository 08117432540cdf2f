import { useId } from 'react'
import { NumberField } from '../../components/fields/number-field'
import { Segmented } from '../../components/fields/segmented'
import { Checkbox } from '../../components/fields/switch'
import { useWords } from '../../locales/use-words'
import { formatsOf, type PageOptions } from './options-form'

interface PageOptionsProps {
  readonly options: PageOptions
  readonly onChange: (part: Partial<PageOptions>) => void
}

/** What is followed, and which versions and formats are taken. */
export function PageOptionFields({ options, onChange }: PageOptionsProps) {
  const { t } = useWords()
  return (
    <>
      <div className="grid grid-cols-2 gap-x-6 gap-y-2.5 max-[620px]:grid-cols-1">
        <Checkbox checked={options.follow} onChange={(follow) => onChange({ follow })}>
          {t('new-download:follow')}
          <span className="block text-small text-muted">{t('new-download:follow-text')}</span>
        </Checkbox>
        <div className="flex flex-col gap-2.5">
          <Checkbox checked={options.oneFolder} onChange={(oneFolder) => onChange({ oneFolder })}>
            {t('new-download:one-folder')}
          </Checkbox>
          <Checkbox checked={options.videos} onChange={(videos) => onChange({ videos })}>
            {t('new-download:videos')}
          </Checkbox>
        </div>
      </div>
      <div className="grid grid-cols-2 gap-x-6 gap-y-2.5 max-[620px]:grid-cols-1">
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <span aria-hidden>{t('new-download:version')}</span>
          <Segmented
            label={t('new-download:version')}
            value={options.version}
            segments={[
              { value: 'largest', label: t('new-download:version-largest') },
              { value: 'shown', label: t('new-download:version-shown') },
            ]}
            onChange={(version) => onChange({ version })}
          />
        </div>
        <div className="flex items-center justify-between gap-3">
          <span aria-hidden>{t('new-download:most-images')}</span>
          <NumberField
            label={t('new-download:most-images')}
            value={options.mostImages}
            least={1}
            settles
            placeholder={t('new-download:most-images-all')}
            onCommit={(most) => onChange({ mostImages: most === null ? null : Math.max(1, most) })}
          />
        </div>
      </div>
      <FormatsField formats={options.formats} onChange={(formats) => onChange({ formats })} />
    </>
  )
}

interface FormatsFieldProps {
  readonly formats: string
  readonly onChange: (formats: string) => void
}

function FormatsField({ formats, onChange }: FormatsFieldProps) {
  const { t } = useWords()
  const id = useId()
  const isGood = formatsOf(formats) !== null
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id}>{t('new-download:formats')}</label>
      <input
        id={id}
        type="text"
        spellCheck={false}
        autoComplete="off"
        value={formats}
        placeholder="png, webp"
        aria-invalid={!isGood}
        aria-describedby={`${id}-text`}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-sm border border-field-line bg-raised px-2.5 font-mono text-small aria-invalid:border-bad"
      />
      <p id={`${id}-text`} className={isGood ? 'text-small text-muted' : 'text-small text-bad'}>
        {t(isGood ? 'new-download:formats-text' : 'new-download:formats-wrong')}
      </p>
    </div>
  )
}
