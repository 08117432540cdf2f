import { fileFields, folderFields } from '@shared/name-template/check-template'
import { useMemo, useState } from 'react'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { Section } from './section'
import { TemplateSetting } from './template-setting'

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
          offered={folderFields}
          fields={fields}
        />
        <TemplateSetting
          name="fileTemplate"
          label={t('settings:names.file')}
          template={settings.fileTemplate}
          offered={fileFields}
          fields={fields}
        />
      </Section>
      <Section title={t('settings:names.forms')}>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-5 gap-y-1.5">
          {forms.map(([text, meaning]) => (
            <div key={text} className="col-span-2 grid grid-cols-subgrid items-baseline">
              <dt className="font-mono text-sm" data-selectable>
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
