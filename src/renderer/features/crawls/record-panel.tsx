import { formatCount, formatDateTime } from '@shared/messages/format'
import type { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import type { Task } from '@shared/model/task'
import { Copy, ExternalLink, Images, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { classNames } from '../../components/class-names'
import { IconButton } from '../../components/icon-button'
import { addToast } from '../../components/overlays/toast'
import { FieldText, fieldText } from '../../components/table/field-text'
import { useWords } from '../../locales/use-words'
import { openViewer } from '../../stores/view'
import type { ShownRecord } from './use-records'

interface RecordPanelProps {
  readonly task: Task
  readonly plan: CrawlPlan
  readonly record: ShownRecord
  /** It lies over the table. */
  readonly isOver: boolean
  readonly onClose: () => void
}

/** One record in whole: its fields, what they were before, its page and its pictures. */
export function RecordPanel({ task, plan, record, isOver, onClose }: RecordPanelProps) {
  const { t, language } = useWords()
  const opener = useRef<Element | null>(null)
  // Focus comes from the table and goes back there.
  useEffect(() => {
    opener.current = document.activeElement
    return () => {
      if (opener.current instanceof HTMLElement) opener.current.focus()
    }
  }, [])
  const names = [...new Set([...Object.keys(plan.record?.fields ?? {}), ...Object.keys(record.fields)])]
  const time = (at: number | null): string => (at === null ? '' : formatDateTime(at, language))
  const facts = [
    [t('crawls:record.first'), time(record.firstSeen)],
    [t('crawls:record.last'), time(record.lastSeen)],
    [t('crawls:record.changed'), time(record.changedAt)],
    [t('crawls:record.gone'), time(record.goneAt)],
    [t('crawls:record.revision'), formatCount(record.revision, language)],
  ].filter(([, value]) => value !== '')
  return (
    <aside
      aria-label={t('crawls:record.title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
      className={classNames(
        'flex min-h-0 w-[360px] max-w-full shrink-0 flex-col border-l border-line bg-canvas',
        isOver && 'absolute inset-y-0 right-0 z-20 shadow-menu',
      )}
    >
      <div className="flex shrink-0 items-start gap-2 px-4 pt-3 pb-2">
        <p className="min-w-0 flex-1 break-all text-muted" data-selectable>
          {record.address}
        </p>
        <IconButton
          label={t('crawls:record.close')}
          shortcut="Esc"
          icon={<X size={16} />}
          onClick={onClose}
        />
      </div>
      <PanelActions task={task} plan={plan} record={record} />
      <dl
        className="min-h-0 flex-1 overflow-y-auto border-t border-line px-4 py-2"
        tabIndex={0}
        data-selectable
      >
        {names.map((name) => (
          <FieldValue key={name} name={name} record={record} />
        ))}
        {facts.map(([label, value]) => (
          <div key={label} className="flex justify-between gap-3 py-1 first:border-t first:border-line">
            <dt className="text-small text-muted">{label}</dt>
            <dd className="text-small">{value}</dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}

/** What can be done with a record. */
function PanelActions({ task, plan, record }: Pick<RecordPanelProps, 'task' | 'plan' | 'record'>) {
  const { t } = useWords()
  const showPictures = (): void =>
    void attempt(async () => {
      const gallery = await invoke('galleryOfRecord', { taskId: task.id, address: record.address })
      if (gallery === null) addToast({ title: t('crawls:record.no-pictures') })
      else openViewer(gallery)
    })
  const copy = (): void =>
    void attempt(async () => {
      await invoke('copyText', JSON.stringify({ address: record.address, ...record.fields }, null, 2))
      addToast({ title: t('crawls:record.copied') })
    })
  return (
    <div className="flex shrink-0 flex-wrap gap-1.5 px-4 pb-3">
      <Button
        size="small"
        icon={<ExternalLink size={13} aria-hidden />}
        onClick={() => void attempt(() => invoke('openInBrowser', record.address))}
      >
        {t('crawls:record.open-page')}
      </Button>
      {plan.images === undefined ? null : (
        <Button size="small" icon={<Images size={13} aria-hidden />} onClick={showPictures}>
          {t('crawls:record.show-pictures')}
        </Button>
      )}
      <Button size="small" icon={<Copy size={13} aria-hidden />} onClick={copy}>
        {t('crawls:record.copy')}
      </Button>
    </div>
  )
}

/** A field in whole; of a change what was there before, too. */
function FieldValue({ name, record }: { readonly name: string; readonly record: ShownRecord }) {
  const { t } = useWords()
  const words = { yes: t('crawls:table.yes'), no: t('crawls:table.no'), empty: t('crawls:table.cell-empty') }
  const before = record.previous === undefined ? undefined : fieldText(record.previous[name], words)
  const now = fieldText(record.fields[name], words)
  return (
    <div className="py-1.5">
      <dt className="text-caption font-medium text-muted">{name}</dt>
      <dd className="max-h-64 overflow-y-auto break-words whitespace-pre-wrap" dir="auto">
        <FieldText value={record.fields[name]} words={words} />
        {before === undefined || before === now ? null : (
          <span className="text-small block text-faint">
            {t('crawls:record.was')}: <del>{before === '' ? words.empty : before}</del>
          </span>
        )}
      </dd>
    </div>
  )
}
