import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '../../components/button'
import { Label } from '../../components/fields/label'
import { NumberField } from '../../components/fields/number-field'
import { Select } from '../../components/fields/select'
import { Checkbox } from '../../components/fields/switch'
import { TextField } from '../../components/fields/text-field'
import { useWords } from '../../locales/use-words'
import { FolderPicker } from '../folder-picker/folder-picker'
import type { LimitsForm, MoreForm } from './crawl-form'
import { Section } from './section'
import type { NewCrawl } from './use-new-crawl'

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))

/** How far a run goes, and how the site is asked. */
export function LimitsSection({ crawl }: { readonly crawl: NewCrawl }) {
  const { t } = useWords()
  const { form, change } = crawl
  const { limits } = form
  const set = (part: Partial<LimitsForm>): void => change({ limits: { ...limits, ...part } })
  const [isOpen, setOpen] = useState(false)
  return (
    <Section title={t('crawls:form.limits')}>
      <Line label={t('crawls:form.pages')}>
        <NumberField
          label={t('crawls:form.pages')}
          value={limits.pages}
          least={1}
          most={1_000_000_000}
          step={1000}
          settles
          onCommit={(pages) => set({ pages: within(pages ?? 10_000, 1, 1_000_000_000) })}
        />
      </Line>
      <Line label={t('crawls:form.depth')}>
        <NumberField
          label={t('crawls:form.depth')}
          value={limits.depth}
          least={0}
          most={1000}
          settles
          onCommit={(depth) => set({ depth: within(depth ?? 100, 0, 1000) })}
        />
      </Line>
      <Line label={t('crawls:form.minutes')}>
        <NumberField
          label={t('crawls:form.minutes')}
          value={limits.minutes}
          placeholder={t('crawls:form.no-limit')}
          least={1}
          most={1_000_000}
          step={10}
          settles
          onCommit={(minutes) => set({ minutes: minutes === null ? null : within(minutes, 1, 1_000_000) })}
        />
      </Line>
      <Line label={t('crawls:form.scope')}>
        <Select
          label={t('crawls:form.scope')}
          value={limits.scope}
          items={(['host', 'domain', 'anywhere'] as const).map((scope) => ({
            value: scope,
            label: t(`crawls:form.scopes.${scope}`),
          }))}
          onChange={(scope) => set({ scope })}
          className="w-[160px]"
        />
      </Line>
      <Checkbox checked={limits.robots} onChange={(robots) => set({ robots })}>
        {t('crawls:form.robots')}
      </Checkbox>
      <Button
        kind="text"
        aria-expanded={isOpen}
        icon={isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
        onClick={() => setOpen(!isOpen)}
        className="-ml-1.5 self-start"
      >
        {t('crawls:form.more')}
      </Button>
      {isOpen ? <More crawl={crawl} /> : null}
    </Section>
  )
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-3">
      <span aria-hidden>{label}</span>
      {children}
    </div>
  )
}

function More({ crawl }: { readonly crawl: NewCrawl }) {
  const { t } = useWords()
  const id = useId()
  const { form, change, problems, folder, setFolder } = crawl
  const { more } = form
  const set = (part: Partial<MoreForm>): void => change({ more: { ...more, ...part } })
  const field = (name: 'feed' | 'images' | 'drop', placeholder: string) => (
    <div>
      <Label htmlFor={`${id}-${name}`}>{t(`crawls:form.${name}`)}</Label>
      <TextField
        id={`${id}-${name}`}
        mono
        placeholder={placeholder}
        value={more[name]}
        onChange={(next) => set({ [name]: next })}
        error={name === 'feed' && problems.has('feed') ? t('crawls:form.problem.feed') : null}
      />
    </div>
  )
  return (
    <div className="flex flex-col gap-3">
      <Checkbox checked={more.sitemap} onChange={(sitemap) => set({ sitemap })}>
        {t('crawls:form.sitemap')}
      </Checkbox>
      {field('feed', 'https://blog.example/rss')}
      {field('images', '#content img')}
      {more.images.trim() === '' ? null : (
        <div>
          <Label>{t('crawls:form.folder')}</Label>
          <FolderPicker
            folder={folder}
            placeholder={t('crawls:form.no-folder')}
            chooseLabel={t('crawls:form.choose-folder')}
            onChoose={setFolder}
          />
        </div>
      )}
      <div>
        <Label>{t('crawls:form.known')}</Label>
        <Select
          label={t('crawls:form.known')}
          value={more.known}
          items={(['update', 'skip', 'versions'] as const).map((known) => ({
            value: known,
            label: t(`crawls:form.knowns.${known}`),
          }))}
          onChange={(known) => set({ known })}
          className="w-full"
        />
      </div>
      {field('drop', 'utm_* from')}
      <div className="flex items-center justify-between gap-3">
        <span aria-hidden className="min-w-0">
          {t('crawls:form.stop-after')}
        </span>
        <NumberField
          label={t('crawls:form.stop-after')}
          value={more.stopAfterKnown}
          placeholder={t('crawls:form.never')}
          least={1}
          most={100_000}
          step={10}
          settles
          onCommit={(count) => set({ stopAfterKnown: count === null ? null : within(count, 1, 100_000) })}
        />
      </div>
    </div>
  )
}
