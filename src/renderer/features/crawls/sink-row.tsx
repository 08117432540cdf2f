import { asSentence, formatCount } from '@shared/messages/format'
import { nextTryText } from '@shared/messages/sink-text'
import type { CrawlSink } from '@shared/model/crawl/crawl-activity'
import { parseSink } from '@shared/model/crawl/sink-address'
import type { Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import { CircleCheck, Clock, TriangleAlert } from 'lucide-react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { classNames } from '../../components/class-names'
import { useNow } from '../../components/use-now'
import { useWords } from '../../locales/use-words'

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

function isFile(address: string): boolean {
  const parsed = parseSink(address)
  return parsed.ok && parsed.sink.address.kind === 'file'
}

/** A place with the truth about it: one that is broken says how many rows wait, why, and what happens next. */
export function SinkRow({ sink, task, runs }: SinkRowProps) {
  const { t, language } = useWords()
  const { sink: label, waiting, problem, address, triesAt } = sink
  const now = useNow(triesAt !== null)
  const { product, place } = sinkWords(label, address)
  // Nothing waits for a file: it is written as a whole at the end, and what is there until then is that of an earlier run.
  const isLater = isFile(address) && !isEnded(task.state.kind)
  const isWhole = waiting === 0 && problem === null && !isLater
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
          {isLater
            ? ''
            : isWhole
              ? t('crawls:sink.rows', { count: rows, number: formatCount(rows, language) })
              : t('crawls:sink.waits', { count: waiting, number: formatCount(waiting, language) })}
        </span>
      </div>
      <div className="text-caption truncate pl-[26px] text-muted" data-hint={label} dir="auto">
        {place}
      </div>
      {isLater ? <div className="text-caption pl-[26px] text-muted">{t('crawls:places.at-end')}</div> : null}
      {problem === null && (runs || isWhole || isLater) ? null : (
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
