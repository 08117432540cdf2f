import { formatCount, formatDuration, formatPause, secondsUntil } from '@shared/messages/format'
import type { CrawlHost } from '@shared/model/crawl/crawl-activity'
import type { CrawlPlan, CrawlStart } from '@shared/model/crawl/crawl-plan'
import type { Task } from '@shared/model/task'
import { ArrowRight, Flag, Gauge, Globe, Minus, Table2 } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { invoke } from '../../bridge/bridge'
import { classNames } from '../../components/class-names'
import { useNow } from '../../components/use-now'
import { useWords } from '../../locales/use-words'
import { limitsText } from './crawl-words'
import { SinkRow } from './sink-row'
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
      {parts === null ? null : <div className="flex">{parts}</div>}
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
  /** Words, which wrap; else an address or a pattern. */
  readonly isProse?: boolean
}

function Row({ icon, title, value, text, isProse = false }: RowProps) {
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
        {isProse ? (
          <span className="text-small block text-muted">{text}</span>
        ) : (
          <span className="block truncate font-mono text-[11.5px] leading-4 text-muted" data-hint={text}>
            {text}
          </span>
        )}
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
        isProse
        text={`${limitsText(t, plan, language)} · ${t(task.request.options.robots === false ? 'crawls:rules.no-robots' : 'crawls:rules.robots')}`}
      />
    </Part>
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
