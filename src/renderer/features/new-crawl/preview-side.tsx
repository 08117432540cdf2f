import { failureText } from '@shared/messages/failure-text'
import { formatCount, formatDuration } from '@shared/messages/format'
import type { AddressExamples, CrawlPreview } from '@shared/model/crawl/crawl-preview'
import { ArrowRight, Check, LoaderCircle, Minus, Plus, RefreshCw, Table2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { useWords } from '../../locales/use-words'
import { newRule, type RuleForm } from './crawl-form'
import { PreviewRecords } from './preview-records'
import { Section } from './section'
import type { NewCrawl } from './use-new-crawl'

/** What the crawl would do: rules with their links, the first records, an estimate. */
export function PreviewSide({ crawl }: { readonly crawl: NewCrawl }) {
  const { t } = useWords()
  const { shown } = crawl.preview
  return (
    <div
      role="region"
      aria-label={t('crawls:preview.label')}
      className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas max-[820px]:border-t max-[820px]:border-line"
    >
      <PreviewBar crawl={crawl} />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-5 py-3" tabIndex={-1}>
        {shown === null ? (
          <p className="m-auto max-w-80 text-center text-muted">
            {crawl.preview.state.kind === 'loading' ? '' : t('crawls:preview.idle')}
          </p>
        ) : (
          <Found preview={shown} crawl={crawl} />
        )}
      </div>
    </div>
  )
}

/** How far the preview is, and what can be done about it. */
function PreviewBar({ crawl }: { readonly crawl: NewCrawl }) {
  const { t, language } = useWords()
  const { state, shown, isStale, update, stop } = crawl.preview
  const again = (
    <Button
      kind={isStale ? 'plain' : 'ghost'}
      size="small"
      disabled={crawl.request === null}
      icon={<RefreshCw size={13} aria-hidden />}
      onClick={update}
    >
      {t('crawls:preview.update')}
    </Button>
  )
  if (state.kind === 'loading')
    return (
      <Bar
        action={
          <Button size="small" onClick={stop}>
            {t('crawls:preview.stop')}
          </Button>
        }
      >
        <LoaderCircle size={14} className="shrink-0 animate-spin text-muted" aria-hidden />
        <span className="truncate">{t('crawls:preview.reading')}</span>
      </Bar>
    )
  if (state.kind === 'failed') {
    const { sentence, next } = failureText(state.failure, language)
    return (
      <div className="px-5 pt-3">
        <Notice state="bad" role="alert" action={again}>
          {sentence} {next}
        </Notice>
      </div>
    )
  }
  if (state.kind === 'stopped') return <Bar action={again}>{t('crawls:preview.stopped')}</Bar>
  if (shown === null) return null
  return (
    <Bar action={again}>
      {isStale ? t('crawls:preview.stale') : <Estimate preview={shown} crawl={crawl} />}
    </Bar>
  )
}

function Bar({ action, children }: { readonly action: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-10 shrink-0 items-center gap-2 border-b border-line bg-bar px-5 py-1.5">
      <div role="status" className="text-small flex min-w-0 flex-1 items-center gap-2 text-muted">
        {children}
      </div>
      {action}
    </div>
  )
}

/** Pages that are known, and how long they take at the pace of the site. */
function Estimate({ preview, crawl }: { readonly preview: CrawlPreview; readonly crawl: NewCrawl }) {
  const { t, language } = useWords()
  const { known, read, pagesPerSecond } = preview
  const planned = Math.min(known, crawl.form.limits.pages)
  const parts = [
    t('crawls:preview.known', { known: formatCount(known, language), read: formatCount(read, language) }),
    ...(pagesPerSecond === null || pagesPerSecond <= 0
      ? []
      : [
          t('crawls:preview.pace', {
            pages: formatCount(Math.max(1, Math.round(pagesPerSecond * 60)), language),
          }),
          t('crawls:preview.time', { time: formatDuration(planned / pagesPerSecond, language) }),
        ]),
  ]
  return <span className="min-w-0 break-words">{parts.join(' · ')}</span>
}

function Found({ preview, crawl }: { readonly preview: CrawlPreview; readonly crawl: NewCrawl }) {
  const { t, language } = useWords()
  return (
    <>
      <Shapes preview={preview} crawl={crawl} />
      <Rules preview={preview} />
      <Section
        title={t('crawls:preview.records')}
        label={`${t('crawls:preview.label')}: ${t('crawls:preview.records')}`}
      >
        <PreviewRecords preview={preview} fields={crawl.form.fields} />
      </Section>
      <ul className="text-small flex flex-col gap-1 text-muted" data-selectable>
        {preview.withoutRecord.slice(0, 5).map((address) => (
          <li key={address} className="break-words">
            {t('crawls:preview.no-record', { address })}
          </li>
        ))}
        {preview.failures.slice(0, 5).map(({ address, failure }) => (
          <li key={address} className="break-words text-bad">
            {t('crawls:preview.not-read', { address, why: failureText(failure, language).sentence })}
          </li>
        ))}
        {preview.robots.slice(0, 5).map((address) => (
          <li key={address} className="break-words text-warn">
            {t('crawls:preview.robots', { address })}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The part of a pattern that a reader needs: without the scheme and the host. */
function shortPattern(match: string): string {
  return match.replace(/^[a-z*]+:\/\/[^/]+/, '') || match
}

/**
 * Forms of links: a click makes a rule of one. Those that have a rule stay in their place, so that a second click finds no
 * other form under the pointer.
 */
function Shapes({ preview, crawl }: { readonly preview: CrawlPreview; readonly crawl: NewCrawl }) {
  const { t, language } = useWords()
  const { rules } = crawl.form
  const { shapes } = preview
  if (shapes.length === 0) return null
  const ruleOf = (match: string) => rules.find((rule) => rule.match.trim() === match)
  const take = (match: string, use: RuleForm['use']): void => {
    const own = ruleOf(match)
    if (own?.use === use) return
    const others = rules.map((rule) => (rule === own ? { ...rule, use } : rule))
    crawl.change({ rules: own === undefined ? [...rules, newRule(use, match)] : others })
  }
  return (
    <Section title={t('crawls:preview.shapes')} note={t('crawls:preview.shapes-note')}>
      <ul className="flex flex-col">
        {shapes.map(({ match, count, examples }) => (
          <li key={match} className="flex min-h-8 flex-wrap items-center gap-x-2 border-b border-line py-0.5">
            <span
              className="min-w-0 flex-1 basis-40 truncate font-mono text-[12px]"
              data-hint={examples.join('\n')}
            >
              {shortPattern(match)}
            </span>
            <span className="text-small w-14 shrink-0 text-right text-muted">
              {formatCount(count, language)}
            </span>
            <span
              role="group"
              aria-label={t('crawls:preview.take-as', { pattern: match })}
              className="flex shrink-0 gap-0.5"
            >
              {(['record', 'list', 'skip'] as const).map((use) => {
                const isTaken = ruleOf(match)?.use === use
                const Mark = isTaken ? Check : Plus
                return (
                  <Button
                    key={use}
                    kind="text"
                    size="small"
                    className={isTaken ? 'bg-fill' : ''}
                    icon={<Mark size={12} aria-hidden />}
                    aria-pressed={isTaken}
                    onClick={() => take(match, use)}
                  >
                    {t(`crawls:form.use.${use}`)}
                  </Button>
                )
              })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Each rule with its links, and those that are not followed. */
function Rules({ preview }: { readonly preview: CrawlPreview }) {
  const { t } = useWords()
  const { rules, skipped, others, outside } = preview
  return (
    <Section
      title={t('crawls:preview.rules')}
      label={`${t('crawls:preview.label')}: ${t('crawls:preview.rules')}`}
    >
      <ul className="flex flex-col">
        {rules.map((rule) => (
          <LinkGroup
            key={rule.match}
            icon={rule.as === 'record' ? <Table2 size={14} /> : <ArrowRight size={14} />}
            title={t(`crawls:form.use.${rule.as}`)}
            pattern={rule.match === '<all_urls>' ? t('crawls:rules.everything') : shortPattern(rule.match)}
            found={rule}
          />
        ))}
        {(
          [
            ['skipped', skipped],
            ['others', others],
            ['outside', outside],
          ] as const
        ).map(([name, found]) =>
          found.count === 0 ? null : (
            <LinkGroup
              key={name}
              icon={<Minus size={14} />}
              title={t(`crawls:preview.${name}`)}
              pattern=""
              found={found}
            />
          ),
        )}
      </ul>
    </Section>
  )
}

interface LinkGroupProps {
  readonly icon: ReactNode
  readonly title: string
  readonly pattern: string
  readonly found: AddressExamples
}

function LinkGroup({ icon, title, pattern, found }: LinkGroupProps) {
  const { t, language } = useWords()
  const { count, examples } = found
  return (
    <li className="flex gap-2.5 py-1.5">
      <span
        aria-hidden
        className="flex size-[26px] shrink-0 items-center justify-center rounded-sm bg-fill text-muted"
      >
        {icon}
      </span>
      <details className="min-w-0 flex-1">
        <summary className="flex cursor-default items-baseline gap-2 rounded-xs">
          <span className="font-semibold shrink-0">{title}</span>
          <span className="min-w-0 flex-1 truncate font-mono text-[11.5px] text-muted">{pattern}</span>
          <span className="text-small shrink-0 text-muted">
            {count === 0
              ? t('crawls:preview.no-links')
              : t('crawls:preview.links', { count, number: formatCount(count, language) })}
          </span>
        </summary>
        <ul aria-label={t('crawls:preview.examples')} className="text-small mt-1 text-muted" data-selectable>
          {examples.map((address) => (
            <li key={address} className="truncate" data-hint={address}>
              {address}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}
