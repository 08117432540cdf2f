import { Field as BaseField } from '@base-ui/react/field'
import { defaultSettings } from '@shared/model/settings'
import {
  checkTemplate,
  type FieldName,
  fileFieldNames,
  folderFieldNames,
  insertField,
  type NameFields,
  type TemplateCheck,
} from '@shared/name-template/name-template'
import { RotateCcw } from 'lucide-react'
import { type SyntheticEvent, useMemo, useRef, useState } from 'react'
import { Button } from '../../components/button'
import { Field } from '../../components/fields/field'
import { Hint } from '../../components/overlays/tooltip'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { Section } from './section'
import { type TextDraft, useChange, useTextDraft } from './use-text-draft'

interface TemplateSettingProps {
  readonly name: 'folderTemplate' | 'fileTemplate'
  readonly label: string
  readonly template: string
  /** Fields offered below it. */
  readonly offered: readonly FieldName[]
  /** Values for the example. */
  readonly fields: NameFields
}

/** A name template while it is being written: its example, or where it is wrong. */
export function TemplateSetting({ name, label, template, offered, fields }: TemplateSettingProps) {
  const { t } = useWords()
  const { refusal, change } = useChange()
  const draft = useTextDraft(
    template,
    (text) => checkTemplate(text, fields).kind === 'good',
    (text) => change({ [name]: text }),
  )
  const { insert, ...field } = useInsertion(draft)
  const check = checkTemplate(draft.text, fields)
  const problem = useProblem(check)
  const standard = defaultSettings[name]
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} error={problem ?? refusal} layout="stack">
        <div className="flex items-center gap-2">
          <BaseField.Control
            {...field}
            value={draft.text}
            onValueChange={(text) => draft.type(text)}
            onBlur={draft.commit}
            onKeyDown={(event) => {
              if (event.key === 'Enter') draft.commit()
            }}
            spellCheck={false}
            autoComplete="off"
            className="h-8 min-w-0 flex-1 rounded-sm border border-field-line bg-raised px-2.5 font-mono text-small data-invalid:border-bad"
          />
          <Button
            disabled={template === standard && draft.text === standard}
            icon={<RotateCcw size={14} aria-hidden />}
            onClick={() => {
              draft.type(standard)
              if (template !== standard) change({ [name]: standard })
            }}
          >
            {t('settings:names.restore')}
          </Button>
        </div>
      </Field>
      <FieldButtons offered={offered} label={label} onInsert={insert} />
      <Outcome check={check} template={draft.text} />
    </div>
  )
}

/** Inserts fields where the caret was; also the props of the input that this needs. */
function useInsertion(draft: TextDraft) {
  const input = useRef<HTMLInputElement>(null)
  // The caret or the marked text when the user left the field; null before.
  const caret = useRef<readonly [from: number, to: number] | null>(null)
  return {
    ref: input,
    onSelect({ currentTarget }: SyntheticEvent<HTMLInputElement>): void {
      const { selectionStart, selectionEnd } = currentTarget
      if (selectionStart !== null && selectionEnd !== null) caret.current = [selectionStart, selectionEnd]
    },
    insert(field: FieldName): void {
      const [from, to] = caret.current ?? [draft.text.length, draft.text.length]
      const inserted = insertField(draft.text, field, from, to)
      caret.current = [inserted.caret, inserted.caret]
      draft.type(inserted.template)
      const element = input.current
      // The caret can only stand behind the new text once the field shows it.
      requestAnimationFrame(() => {
        element?.focus()
        element?.setSelectionRange(inserted.caret, inserted.caret)
      })
    },
  }
}

interface FieldButtonsProps {
  readonly offered: readonly FieldName[]
  /** Name of the template into which they insert. */
  readonly label: string
  readonly onInsert: (field: FieldName) => void
}

function FieldButtons({ offered, label, onInsert }: FieldButtonsProps) {
  const { t } = useWords()
  return (
    <div
      className="flex flex-wrap gap-1"
      role="group"
      aria-label={t('settings:names.insert-into', { template: label })}
    >
      {offered.map((field) => (
        <Hint key={field} label={t(`settings:names.field.${field}`)}>
          <button
            type="button"
            // Keeps the caret where the user left it.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onInsert(field)}
            className="h-6 rounded-xs border border-line bg-bar px-1.5 font-mono text-caption text-muted hover:border-line-strong hover:bg-hover hover:text-text"
          >
            {`{${field}}`}
          </button>
        </Hint>
      ))}
    </div>
  )
}

function useProblem(check: TemplateCheck): string | null {
  const { t } = useWords()
  switch (check.kind) {
    case 'good':
      return null
    case 'nothing':
      return t('settings:names.nothing')
    case 'too-long':
      return t('settings:names.too-long')
    case 'bad':
      return t('settings:names.problem', {
        position: check.at + 1,
        reason: t(`settings:names.reasons.${check.code}`),
      })
  }
}

/** The example of a good template, or a bad one with its bad piece marked. */
function Outcome({ check, template }: { readonly check: TemplateCheck; readonly template: string }) {
  const { t } = useWords()
  if (check.kind === 'good') {
    return (
      <div className="flex flex-col gap-0.5 text-small">
        <p className="flex gap-2">
          <span className="shrink-0 text-muted">{t('settings:names.example')}</span>
          <output className="min-w-0 font-medium break-all" data-selectable>
            {check.example}
          </output>
        </p>
        {check.unknown.length > 0 ? (
          <p className="text-warn">
            {t('settings:names.unknown', {
              count: check.unknown.length,
              names: check.unknown.map((field) => `{${field}}`).join(' '),
            })}
          </p>
        ) : null}
      </div>
    )
  }
  if (check.kind !== 'bad') return null
  return (
    <p className="font-mono text-small break-all whitespace-pre-wrap text-muted" aria-hidden>
      {template.slice(0, check.at)}
      <mark className="rounded-xs bg-bad-soft text-bad underline decoration-wavy underline-offset-2">
        {template.slice(check.at, check.at + check.length) || '␣'}
      </mark>
      {template.slice(check.at + check.length)}
    </p>
  )
}

/** Pieces that are more than a bare field. */
const forms = [
  ['{num:>03}', 'num'],
  ['{title[:80]}', 'cut'],
  ['{id|title}', 'either'],
  ['{date:%Y-%m-%d}', 'date'],
  ['/', 'slash'],
] as const

/** How folders and files are called, tried on an example as it is typed. */
export function NamesSection() {
  const { t } = useWords()
  const settings = useSettings()
  const [today] = useState(() => new Date())
  const example = t('settings:names.example-title')
  const fields = useMemo(
    () => ({
      title: example,
      id: '5510',
      num: 7,
      page: 1,
      filename: 'IMG_0412',
      extension: 'jpg',
      host: 'example.org',
      date: today,
    }),
    [example, today],
  )
  return (
    <>
      <Section intro={t('settings:names.intro')}>
        <TemplateSetting
          name="folderTemplate"
          label={t('settings:names.folder')}
          template={settings.folderTemplate}
          offered={folderFieldNames}
          fields={fields}
        />
        <TemplateSetting
          name="fileTemplate"
          label={t('settings:names.file')}
          template={settings.fileTemplate}
          offered={fileFieldNames}
          fields={fields}
        />
      </Section>
      <Section title={t('settings:names.forms')}>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-5 gap-y-1.5">
          {forms.map(([text, meaning]) => (
            <div key={text} className="col-span-2 grid grid-cols-subgrid items-baseline">
              <dt className="font-mono text-small" data-selectable>
                {text}
              </dt>
              <dd className="text-muted">{t(`settings:names.form.${meaning}`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  )
}
