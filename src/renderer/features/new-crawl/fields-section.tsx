import { fieldTypes } from '@shared/model/crawl/crawl-plan'
import { Plus, X } from 'lucide-react'
import { Button } from '../../components/button'
import { Select } from '../../components/fields/select'
import { Checkbox } from '../../components/fields/switch'
import { TextField } from '../../components/fields/text-field'
import { IconButton } from '../../components/icon-button'
import { Menu } from '../../components/overlays/menu'
import { MenuItem, MenuLine } from '../../components/overlays/menu-items'
import { useWords } from '../../locales/use-words'
import { type FieldForm, newField } from './crawl-form'
import { Section } from './section'
import type { NewCrawl } from './use-new-crawl'

/** What most pages have, in the markup that most of them use. */
const presets = {
  title: { name: 'title', taking: 'h1' },
  text: { name: 'text', taking: 'article, main', type: 'html' },
  date: { name: 'date', taking: 'time@datetime', type: 'date' },
  author: { name: 'author', taking: 'meta[name="author"]@content' },
  tags: { name: 'tags', taking: 'a[rel~="tag"]', list: true },
  picture: { name: 'picture', taking: 'meta[property="og:image"]@content', type: 'address' },
  number: { name: 'id', taking: '(\\d+)\\D*$', from: 'address', key: true },
} as const satisfies Record<string, Partial<FieldForm>>

/** A name that no field has yet. */
function freeName(name: string, fields: readonly FieldForm[]): string {
  let free: string = name
  for (let number = 2; fields.some((field) => field.name === free); number += 1) free = `${name}${number}`
  return free
}

/** What is taken from each page. */
export function FieldsSection({ crawl }: { readonly crawl: NewCrawl }) {
  const { t } = useWords()
  const { form, change } = crawl
  const { fields } = form
  const add = (part: Partial<FieldForm>): void => change({ fields: [...fields, newField(part)] })
  return (
    <Section
      title={t('crawls:form.fields')}
      action={
        <Menu
          trigger={
            <Button kind="text" size="small" icon={<Plus size={14} aria-hidden />}>
              {t('crawls:form.add-field')}
            </Button>
          }
        >
          {(Object.keys(presets) as (keyof typeof presets)[]).map((name) => (
            <MenuItem
              key={name}
              onClick={() => add({ ...presets[name], name: freeName(presets[name].name, fields) })}
            >
              {t(`crawls:form.preset.${name}`)}
            </MenuItem>
          ))}
          <MenuLine />
          <MenuItem onClick={() => add({})}>{t('crawls:form.preset.empty')}</MenuItem>
        </Menu>
      }
    >
      {fields.map((field) => (
        <FieldRow key={field.id} field={field} crawl={crawl} />
      ))}
    </Section>
  )
}

function FieldRow({ field, crawl }: { readonly field: FieldForm; readonly crawl: NewCrawl }) {
  const { t } = useWords()
  const { form, change, problems } = crawl
  const { id, name, taking, from } = field
  const replace = (part: Partial<FieldForm>): void =>
    change({ fields: form.fields.map((other) => (other.id === id ? { ...other, ...part } : other)) })
  const problem = problems.get(id)
  const isOfName = problem === 'name' || problem === 'own-name' || problem === 'same-name'
  const text = problem === undefined ? null : t(`crawls:form.problem.${problem}`)
  return (
    <div className="flex flex-col gap-1.5 border-b border-line pb-2 last:border-b-0">
      <div className="flex items-start gap-1.5">
        <TextField
          id={`field-${id}-name`}
          aria-label={t('crawls:form.field-name')}
          placeholder={t('crawls:form.field-name')}
          value={name}
          onChange={(next) => replace({ name: next })}
          error={isOfName ? text : null}
          className="w-[112px] shrink-0"
        />
        <TextField
          id={`field-${id}-taking`}
          aria-label={t(from === 'page' ? 'crawls:form.field-taking' : 'crawls:form.field-pattern')}
          placeholder={from === 'page' ? '.title, time@datetime' : 'details/(\\d+)'}
          mono
          value={taking}
          onChange={(next) => replace({ taking: next })}
          error={isOfName ? null : text}
          className="flex-1"
        />
        <IconButton
          label={t('crawls:form.remove-field', { name })}
          icon={<X size={14} />}
          onClick={() => change({ fields: form.fields.filter((other) => other.id !== id) })}
          className="mt-0.5"
        />
      </div>
      <div className="text-small flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
        <Select
          label={t('crawls:form.field-type')}
          value={field.type}
          items={[...fieldTypes, 'html' as const].map((type) => ({
            value: type,
            label: t(`crawls:form.type.${type}`),
          }))}
          onChange={(type) => replace({ type })}
          className="h-7 w-[96px]"
        />
        <Select
          label={t('crawls:form.field-from')}
          value={from}
          items={(['page', 'address'] as const).map((place) => ({
            value: place,
            label: t(`crawls:form.from.${place}`),
          }))}
          onChange={(next) => replace({ from: next })}
          className="h-7 w-[94px]"
        />
        <Checkbox checked={field.list} onChange={(list) => replace({ list })}>
          {t('crawls:form.field-list')}
        </Checkbox>
        <Checkbox checked={field.key} onChange={(key) => replace({ key })}>
          {t('crawls:form.field-key')}
        </Checkbox>
      </div>
    </div>
  )
}
