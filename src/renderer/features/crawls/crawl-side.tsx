import { asSentence, formatCount, formatDuration, formatPause, secondsUntil } from '@shared/messages/format'
import { nextTryText } from '@shared/messages/sink-text'
import type { CrawlHost, CrawlSink } from '@shared/model/crawl/crawl-activity'
import type { CrawlPlan, CrawlStart } from '@shared/model/crawl/crawl-plan'
import type { Task } from '@shared/model/task'
import {
  ArrowRight,
  CircleCheck,
  Clock,
  Flag,
  Gauge,
  Globe,
  Minus,
  Table2,
  TriangleAlert,
} from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { classNames } from '../../components/class-names'
import { useNow } from '../../components/use-now'
import { useWords } from '../../locales/use-words'
import { limitsText } from './crawl-words'
import { useAnswer, useRevision } from './use-records'

interface CrawlSideProps {
  readonly task: Task
  readonly plan: CrawlPlan
  /** What leads to the records, where there is no room for both; null: both are shown. */
  readonly parts: ReactNode | null
}

/** A place may change while no record comes: it is asked this often while a crawl runs, in milliseconds. */
const askEveryMs = 2000

/** Grows while something runs. */
function useTick(runs: boolean): number {
  const [tick, setTick] = useState(0)
  useEffect(() => {
    if (!runs) return undefined
    const timer = window.setInterval(() => setTick((count) => count + 1), askEveryMs)
    return () => window.clearInterval(timer)
  }, [runs])
  return tick
}

/** Rules, places that records are written to, and hosts with their pace. */
export function CrawlSide({ task, plan, parts }: CrawlSideProps) {
  const { t } = useWords()
  const runs = task.state.kind === 'running'
  const revision = useRevision(runs) + useTick(runs)
  const ask = useCallback(() => invoke('crawlActivity', task.id), [task.id])
  const activity = useAnswer(ask, revision)
  return (
    <div
      role="region"
      aria-label={t('crawls:page.side')}
      tabIndex={0}
      className={classNames(
        'flex min-h-0 flex-col gap-4 overflow-y-auto border-r border-line px-4 py-2 -outline-offset-2',
        parts === null ? 'w-[300px] shrink-0' : 'flex-1',
      )}
    >
      {parts}
      <Rules task={task} plan={plan} />
      <Part title={t('crawls:places.title')}>
        {(activity?.sinks ?? []).map((sink) => (
          <SinkRow key={sink.address} sink={sink} task={task} runs={runs} />
        ))}
        {task.request.sinks === undefined || task.request.sinks.length === 0 ? (
          <p className="text-small text-muted">{t('crawls:sink.none')}</p>
        ) : null}
      </Part>
      <Hosts hosts={activity?.hosts ?? []} runs={runs} />
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="font-semibold flex h-8 items-center">{title}</h2>
      {children}
    </section>
  )
}

interface RowProps {
  readonly icon: ReactNode
  readonly title: string
  readonly value?: string
  readonly text: string
}

function Row({ icon, title, value, text }: RowProps) {
  return (
    <div className="flex items-center gap-2.5 py-1.5">
      <span
        aria-hidden
        className="flex size-[26px] shrink-0 items-center justify-center rounded-sm bg-fill text-muted"
      >
        {icon}
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="font-semibold">{title}</span>
          <span className="flex-1" />
          {value === undefined ? null : <span className="text-small text-muted">{value}</span>}
        </span>
        <span className="block truncate font-mono text-[11.5px] leading-4 text-muted" data-hint={text}>
          {text}
        </span>
      </span>
    </div>
  )
}

function startText(start: CrawlStart | undefined, t: ReturnType<typeof useWords>['t']): string {
  if (start === undefined) return ''
  if (typeof start === 'string') return start.replace(/^https?:\/\//, '')
  if ('feed' in start) return `${t('crawls:rules.feed')} ${start.feed}`
  return start.sitemap === 'auto'
    ? t('crawls:rules.sitemap')
    : `${t('crawls:rules.sitemap')} ${start.sitemap}`
}

function Rules({ task, plan }: Pick<CrawlSideProps, 'task' | 'plan'>) {
  const { t, language } = useWords()
  const { start, follow, skip } = plan
  const first = startText(start[0], t)
  const links = task.progress.counts.crawl?.links
  const home = first.replace(/\/.*$/s, '')
  const linksText = (count: number) =>
    t('crawls:preview.links', { count, number: formatCount(count, language) })
  const short = (match: string) => {
    if (match === '<all_urls>') return t('crawls:rules.everything')
    const place = match.replace(/^[a-z*]+:\/\//, '')
    return place.startsWith(`${home}/`) ? place.slice(home.length) : place
  }
  return (
    <Part title={t('crawls:rules.title')}>
      <Row
        icon={<Flag size={14} />}
        title={t('crawls:rules.start')}
        text={start.length === 1 ? first : t('crawls:rules.more', { first, count: start.length - 1 })}
      />
      {follow.map(({ match, as }, index) => (
        <Row
          key={match}
          icon={as === 'record' ? <Table2 size={14} /> : <ArrowRight size={14} />}
          title={t(`crawls:rules.${as}`)}
          {...(links === undefined ? {} : { value: linksText(links[index] ?? 0) })}
          text={short(match)}
        />
      ))}
      {skip.length === 0 ? null : (
        <Row icon={<Minus size={14} />} title={t('crawls:rules.skip')} text={skip.map(short).join(', ')} />
      )}
      <Row
        icon={<Gauge size={14} />}
        title={t('crawls:rules.limits')}
        text={`${limitsText(t, plan, language)} · ${t(task.request.options.robots === false ? 'crawls:rules.no-robots' : 'crawls:rules.robots')}`}
      />
    </Part>
  )
}

interface SinkRowProps {
  readonly sink: CrawlSink
  readonly task: Task
  readonly runs: boolean
}

/** What a place is, and where: `MariaDB` and `db.example/shop`, `CSV` and the path of the file. */
function sinkWords(label: string, address: string): { readonly product: string; readonly place: string } {
  const [, product, place] = /^(PostgreSQL|MySQL|MariaDB|SQLite) ?(.*)$/s.exec(label) ?? []
  if (product !== undefined) return { product, place: place ?? '' }
  return { product: (/\.([a-z0-9]+)$/i.exec(address)?.[1] ?? '').toUpperCase(), place: label }
}

/** A place with the truth about it: one that is broken says how many rows wait, why, and what happens next. */
function SinkRow({ sink, task, runs }: SinkRowProps) {
  const { t, language } = useWords()
  const { sink: label, waiting, problem, address, triesAt } = sink
  const now = useNow(triesAt !== null)
  const { product, place } = sinkWords(label, address)
  const isWhole = waiting === 0 && problem === null
  const rows = Math.max(0, (task.progress.counts.crawl?.records ?? 0) - waiting)
  return (
    <div className="border-t border-line py-1.5 first-of-type:border-t-0">
      <div className="flex items-center gap-2.5">
        <span aria-hidden className={isWhole ? 'text-ok' : problem === null ? 'text-muted' : 'text-warn'}>
          {isWhole ? (
            <CircleCheck size={16} />
          ) : problem === null ? (
            <Clock size={16} />
          ) : (
            <TriangleAlert size={16} />
          )}
        </span>
        <span className="font-semibold min-w-0 flex-1 truncate">{product}</span>
        <span className={classNames('text-small shrink-0', isWhole ? 'text-ok' : 'text-warn')}>
          {isWhole
            ? t('crawls:sink.rows', { count: rows, number: formatCount(rows, language) })
            : t('crawls:sink.waits', { count: waiting, number: formatCount(waiting, language) })}
        </span>
      </div>
      <div className="text-caption truncate pl-[26px] text-muted" data-hint={label} dir="auto">
        {place}
      </div>
      {problem === null && (runs || isWhole) ? null : (
        <div
          role="status"
          className="text-small mt-1.5 rounded-sm bg-warn-soft px-2.5 py-2 break-words"
          data-selectable
        >
          {problem === null ? '' : `${asSentence(problem, language)} `}
          {t('crawls:sink.kept')}{' '}
          {triesAt !== null && now < triesAt
            ? asSentence(nextTryText(triesAt, now, language), language)
            : t(runs ? 'crawls:sink.tries-again' : 'crawls:sink.next-run')}
          {runs ? (
            <div className="mt-1.5">
              <Button
                size="small"
                kind="soft"
                onClick={() => void attempt(() => invoke('retrySink', { taskId: task.id, address }))}
              >
                {t('crawls:sink.retry')}
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </div>
  )
}

/** Hosts that are shown at first. */
const mostHosts = 8

function Hosts({ hosts, runs }: { readonly hosts: readonly CrawlHost[]; readonly runs: boolean }) {
  const { t } = useWords()
  if (hosts.length === 0) return null
  return (
    <Part title={t('crawls:host.title')}>
      {hosts.slice(0, mostHosts).map((host) => (
        <HostRow key={host.host} host={host} runs={runs} />
      ))}
      {hosts.length > mostHosts ? (
        <p className="text-small text-muted">{t('crawls:host.more', { count: hosts.length - mostHosts })}</p>
      ) : null}
    </Part>
  )
}

function HostRow({
  host: { host, waiting, pace },
  runs,
}: {
  readonly host: CrawlHost
  readonly runs: boolean
}) {
  const { t, language } = useWords()
  const until = pace?.waitsUntil ?? null
  const now = useNow(until !== null)
  const left = until === null ? 0 : secondsUntil(until, now)
  const pause =
    pace === null || pace.intervalMs === 0
      ? t('crawls:host.no-pause')
      : t('crawls:host.apart', { time: formatPause(pace.intervalMs, language) })
  const text =
    left > 0
      ? t('crawls:host.asked-to-wait', { time: formatDuration(left, language) })
      : pace === null
        ? runs
          ? t('crawls:host.idle')
          : ''
        : t('crawls:host.pace', { count: pace.atOnce, pause })
  return (
    <div className="flex items-center gap-2.5 py-1">
      <Globe size={14} className="shrink-0 text-muted" aria-hidden />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{host}</span>
        <span className={classNames('text-small block truncate', left > 0 ? 'text-warn' : 'text-muted')}>
          {text}
        </span>
      </span>
      {waiting === 0 ? null : (
        <span className="text-small shrink-0 text-muted">
          {t('crawls:host.waiting', { number: formatCount(waiting, language) })}
        </span>
      )}
    </div>
  )
}
