import { formatCount, formatDuration } from '@shared/messages/format'
import { emptyCrawlCounts } from '@shared/model/crawl/crawl-record'
import type { Task } from '@shared/model/task'
import { useEffect, useState } from 'react'
import { classNames } from '../../components/class-names'
import { useWords } from '../../locales/use-words'
import { type CrawlSample, pagesPerSecond, useCrawlSamples } from '../../stores/crawl-samples'
import { showProblemsOf } from '../../stores/task-list'
import type { RecordChoiceState } from './use-records'

interface CrawlFiguresProps {
  readonly task: Task
  readonly choice: RecordChoiceState
  /** There is no room for more than the numbers, in one line. */
  readonly isNarrow: boolean
}

const none: readonly CrawlSample[] = []

/** The moment, again each second while something runs, in milliseconds of the window's clock. */
function useClock(runs: boolean): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    if (!runs) return undefined
    const timer = window.setInterval(() => setNow(performance.now()), 1000)
    return () => window.clearInterval(timer)
  }, [runs])
  return now
}

/** The counts of the present or last run; most of them lead to what they count. */
export function CrawlFigures({ task, choice, isNarrow }: CrawlFiguresProps) {
  const { t, language } = useWords()
  const counts = task.progress.counts.crawl ?? emptyCrawlCounts
  const runs = task.state.kind === 'running'
  const samples = useCrawlSamples((state) => state.get(task.id) ?? none)
  const now = useClock(runs)
  const pace = runs ? pagesPerSecond(samples, now) : null
  const number = (count: number) => formatCount(count, language)
  return (
    <div
      role="group"
      aria-label={t('crawls:page.figures')}
      className={classNames(
        'grid shrink-0 gap-y-2 border-b border-line px-4 pt-1 pb-3',
        isNarrow
          ? 'grid-cols-[repeat(auto-fit,minmax(64px,1fr))]'
          : 'grid-cols-[repeat(auto-fit,minmax(80px,1fr))]',
      )}
    >
      <Figure
        value={number(counts.records)}
        label={t('crawls:figure.records')}
        action={t('crawls:figure.show-all')}
        onClick={() => choice.setChange('all')}
      />
      <Figure value={number(counts.found)} label={t('crawls:figure.found')} />
      <Figure value={number(counts.read)} label={t('crawls:figure.read')} />
      <Figure value={number(counts.queued)} label={t('crawls:figure.queued')} />
      {pace === null ? null : <Figure value={pace.toFixed(1)} label={t('crawls:figure.pace')} />}
      <Figure
        value={number(counts.added)}
        label={t('crawls:figure.added')}
        action={t('crawls:figure.show-added')}
        onClick={() => choice.setChange('new')}
      />
      <Figure
        value={number(counts.changed)}
        label={t('crawls:figure.changed')}
        action={t('crawls:figure.show-changed')}
        onClick={() => choice.setChange('changed')}
      />
      <Figure value={number(counts.unchanged)} label={t('crawls:figure.unchanged')} />
      {counts.gone === 0 ? null : (
        <Figure
          value={number(counts.gone)}
          label={t('crawls:figure.gone')}
          action={t('crawls:figure.show-gone')}
          onClick={() => choice.setChange('gone')}
        />
      )}
      <Figure
        value={number(counts.failed)}
        label={t('crawls:figure.failed')}
        isBad={counts.failed > 0}
        action={t('crawls:figure.show-failed')}
        {...(counts.failed > 0 ? { onClick: () => showProblemsOf(task.id) } : {})}
      />
      {runs && !isNarrow && samples.length > 2 ? <History samples={samples} /> : null}
    </div>
  )
}

interface FigureProps {
  readonly value: string
  readonly label: string
  readonly isBad?: boolean
  /** What a click does. */
  readonly action?: string
  readonly onClick?: () => void
}

function Figure({ value, label, isBad = false, action, onClick }: FigureProps) {
  const content = (
    <>
      <span className={classNames('text-page block', isBad && 'text-bad')}>{value}</span>
      <span className="text-small block truncate text-muted">{label}</span>
    </>
  )
  const look = 'min-w-0 border-l border-line pl-3 max-[1000px]:pl-2 text-left first:border-l-0 first:pl-0'
  if (onClick === undefined) return <div className={look}>{content}</div>
  return (
    <button
      type="button"
      data-hint={action}
      onClick={onClick}
      className={classNames(look, 'rounded-xs hover:bg-hover')}
    >
      {content}
    </button>
  )
}

/** How many addresses were queued since the first sample. */
function History({ samples }: { readonly samples: readonly CrawlSample[] }) {
  const { t, language } = useWords()
  const from = samples[0]?.at ?? 0
  const to = samples.at(-1)?.at ?? 0
  const most = Math.max(1, ...samples.map(({ queued }) => queued))
  const points = samples.map(({ at, queued }) => {
    const x = to === from ? 0 : ((at - from) / (to - from)) * 240
    return `${x.toFixed(1)} ${(34 - (queued / most) * 31).toFixed(1)}`
  })
  const label = t('crawls:figure.history', { time: formatDuration((to - from) / 1000, language) })
  return (
    <div className="col-span-2 min-w-0 border-l border-line px-3">
      <svg
        role="img"
        aria-label={label}
        viewBox="0 0 240 36"
        preserveAspectRatio="none"
        className="block h-7 w-full"
      >
        <path d={`M${points.join('L')}L240 36L0 36Z`} fill="var(--accent-fill)" opacity={0.16} />
        <path
          d={`M${points.join('L')}`}
          fill="none"
          stroke="var(--accent-fill)"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <span className="text-small block truncate text-muted" aria-hidden>
        {label}
      </span>
    </div>
  )
}
