import type { NameFields } from '@shared/name-template/name-template'
import { useId } from 'react'
import { useWords } from '../../locales/use-words'
import { checkTemplate } from '../settings/template-check'

interface TemplateFieldProps {
  readonly label: string
  readonly value: string
  /** The template of the settings, which holds while the field is empty. */
  readonly standard: string
  readonly fields: NameFields
  readonly onChange: (template: string) => void
}

/** A name template with what it comes to, or why it is none. */
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
        className="h-8 w-full rounded-md border border-field-line bg-field px-2.5 font-mono text-sm aria-invalid:border-bad"
      />
      <p id={`${id}-outcome`} className={isGood ? 'truncate text-sm text-muted' : 'text-sm text-bad'}>
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
