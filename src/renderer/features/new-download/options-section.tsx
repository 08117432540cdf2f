import type { Preview } from '@shared/model/gallery'
import type { Settings } from '@shared/model/settings'
import type { NameFields } from '@shared/name-template/name-template'
import { checkTemplate } from '@shared/name-template/name-template'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { classNames } from '../../components/class-names'
import { NumberField } from '../../components/fields/number-field'
import { Checkbox } from '../../components/fields/switch'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { changedCount, type OptionsForm } from './options-form'
import { PageOptionFields } from './page-options'

interface TemplateFieldProps {
  readonly label: string
  readonly value: string
  /** The template of the settings, which is used while the field is empty. */
  readonly standard: string
  readonly fields: NameFields
  readonly onChange: (template: string) => void
}

/** A name template with an example, or why it is invalid. */
export function TemplateField({ label, value, standard, fields, onChange }: TemplateFieldProps) {
  const { t } = useWords()
  const id = useId()
  const check = checkTemplate(value.trim() === '' ? standard : value, fields)
  const isGood = check.kind === 'good'
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        spellCheck={false}
        autoComplete="off"
        value={value}
        placeholder={standard}
        aria-invalid={!isGood}
        aria-describedby={`${id}-outcome`}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-sm border border-field-line bg-raised px-2.5 font-mono text-small aria-invalid:border-bad"
      />
      <p id={`${id}-outcome`} className={isGood ? 'truncate text-small text-muted' : 'text-small text-bad'}>
        {isGood ? t('new-download:template-example', { example: check.example }) : null}
        {check.kind === 'nothing' ? t('settings:names.nothing') : null}
        {check.kind === 'too-long' ? t('settings:names.too-long') : null}
        {check.kind === 'bad'
          ? t('settings:names.problem', {
              position: check.at + 1,
              reason: t(`settings:names.reasons.${check.code}`),
            })
          : null}
      </p>
    </div>
  )
}

interface OptionsSectionProps {
  readonly options: OptionsForm
  readonly onChange: (options: OptionsForm) => void
  /** Gives the values of the examples of names, if it is there. */
  readonly preview: Preview | null
}

/** Options that few users change, folded away at first. Empty fields follow the settings. */
export function OptionsSection({ options, onChange, preview }: OptionsSectionProps) {
  const { t } = useWords()
  const settings = useSettings()
  const [open, setOpen] = useState(false)
  const changed = changedCount(options)
  const change = (part: Partial<OptionsForm>): void => onChange({ ...options, ...part })
  const fields = exampleFields(preview)
  return (
    <section>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-7 items-center gap-1.5 rounded-sm font-medium"
      >
        <ChevronRight size={14} className={classNames('text-muted', open && 'rotate-90')} aria-hidden />
        {t('new-download:options')}
        {changed > 0 ? (
          <span className="text-small font-normal text-muted">
            {t('new-download:changed', { count: changed })}
          </span>
        ) : null}
      </button>
      {open ? (
        <div className="mt-2 flex flex-col gap-3 pl-5">
          <PageOptionFields
            options={options.pages}
            onChange={(part) => change({ pages: { ...options.pages, ...part } })}
          />
          <NumberOptions options={options} settings={settings} onChange={change} />
          <TemplateField
            label={t('new-download:folder-template')}
            value={options.folderTemplate}
            standard={settings.folderTemplate}
            fields={fields}
            onChange={(folderTemplate) => change({ folderTemplate })}
          />
          <TemplateField
            label={t('new-download:file-template')}
            value={options.fileTemplate}
            standard={settings.fileTemplate}
            fields={fields}
            onChange={(fileTemplate) => change({ fileTemplate })}
          />
          <Checkbox checked={options.startLater} onChange={(startLater) => change({ startLater })}>
            {t('new-download:start-later')}
          </Checkbox>
        </div>
      ) : null}
    </section>
  )
}

interface NumberOptionsProps {
  readonly options: OptionsForm
  /** Numbers that hold while the user has not chosen others. */
  readonly settings: Settings
  readonly onChange: (part: Partial<OptionsForm>) => void
}

function NumberOptions({ options, settings, onChange }: NumberOptionsProps) {
  const { t } = useWords()
  return (
    <div className="grid grid-cols-2 gap-x-6 gap-y-2.5 max-[620px]:grid-cols-1">
      <NumberOption label={t('new-download:at-once')}>
        <NumberField
          label={t('new-download:at-once')}
          value={options.connections ?? settings.connections}
          least={1}
          most={128}
          settles
          onCommit={(value) => onChange({ connections: within(value, 1, 128) })}
        />
      </NumberOption>
      <NumberOption label={t('new-download:per-site')}>
        <NumberField
          label={t('new-download:per-site')}
          value={options.connectionsPerSite ?? settings.connectionsPerSite}
          least={1}
          most={64}
          settles
          placeholder={t('new-download:adapts')}
          onCommit={(value) => onChange({ connectionsPerSite: within(value, 1, 64) })}
        />
      </NumberOption>
      <NumberOption label={t('new-download:pause')}>
        <NumberField
          label={t('new-download:pause')}
          value={options.pause ?? settings.intervalMs / 1000}
          least={0}
          most={600}
          step={0.5}
          digits={2}
          settles
          onCommit={(value) => onChange({ pause: within(value, 0, 600) })}
        />
      </NumberOption>
      <NumberOption label={t('new-download:smallest')}>
        <NumberField
          label={t('new-download:smallest')}
          value={options.smallestKilobytes ?? 0}
          least={0}
          step={10}
          settles
          onCommit={(value) => onChange({ smallestKilobytes: value === 0 ? null : within(value, 0, 1e9) })}
        />
      </NumberOption>
    </div>
  )
}

function within(value: number | null, least: number, most: number): number | null {
  return value === null ? null : Math.max(least, Math.min(most, value))
}

function NumberOption({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-3">
      <span aria-hidden>{label}</span>
      {children}
    </div>
  )
}

/** Fields of the first image of the preview, or of an invented one. */
function exampleFields(preview: Preview | null): NameFields {
  const address = preview?.images[0]?.address ?? 'https://example.org/pictures/harbour-at-dawn.jpg'
  const file = address.replace(/[?#].*$/s, '').replace(/^.*\//s, '')
  const dot = file.lastIndexOf('.')
  const page = preview?.page ?? 'https://example.org/a/5510.html'
  return {
    title: preview?.title ?? 'Harbour at dawn',
    id: /(\d+)\D*$/.exec(page)?.[1] ?? '5510',
    num: 7,
    filename: dot > 0 ? file.slice(0, dot) : file,
    extension: dot > 0 ? file.slice(dot + 1) : 'jpg',
    host: page.replace(/^[a-z]+:\/\//i, '').replace(/[/:?#].*$/s, ''),
    page,
    date: new Date(),
  }
}
