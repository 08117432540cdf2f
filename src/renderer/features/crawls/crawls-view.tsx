import { formatCount, formatDateTime } from '@shared/messages/format'
import type { Task } from '@shared/model/task'
import { Network, Plus } from 'lucide-react'
import { Button } from '../../components/button'
import { Chip } from '../../components/chip'
import { useWords } from '../../locales/use-words'
import { useTask, useTasks } from '../../stores/tasks'
import { openNewCrawl, showCrawl, useView } from '../../stores/view'
import { CrawlPage } from './crawl-page'
import { crawlName, crawlState } from './crawl-words'

export { recordFilterId } from './record-tools'

/** The crawls: a list, or one of them. */
export function CrawlsView() {
  const open = useView((state) => state.crawl)
  const task = useTask(open ?? (0 as never))
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      {open !== null && task?.request.crawl !== undefined ? (
        <CrawlPage key={task.id} task={task} plan={task.request.crawl} />
      ) : (
        <CrawlList />
      )}
    </div>
  )
}

/** Tasks that crawl, the newest first. */
function useCrawls(): readonly Task[] {
  const mirror = useTasks((state) => state.mirror)
  // Each batch: rows show counts that move.
  useTasks((state) => state.version)
  return [...mirror.byId.values()]
    .filter(({ request }) => request.crawl !== undefined)
    .sort((a, b) => b.addedAt - a.addedAt)
}

function CrawlList() {
  const { t, language } = useWords()
  const crawls = useCrawls()
  const running = crawls.filter(({ state }) => state.kind === 'running').length
  return (
    <>
      <header className="flex min-h-14 shrink-0 items-center gap-2 px-4 py-2">
        <h1 className="text-page">{t('crawls:list.title')}</h1>
        {running === 0 ? null : (
          <span className="text-muted">
            {t('crawls:list.running', { count: running, number: formatCount(running, language) })}
          </span>
        )}
        <span className="flex-1" />
        {crawls.length === 0 ? null : (
          <Button icon={<Plus size={15} aria-hidden />} onClick={() => openNewCrawl('')}>
            {t('crawls:list.new')}
          </Button>
        )}
      </header>
      {crawls.length === 0 ? (
        <div className="m-auto flex max-w-[52ch] flex-col items-center gap-3 px-6 pb-16 text-center">
          <Network size={28} className="text-faint" aria-hidden />
          <p className="text-title">{t('crawls:list.empty')}</p>
          <p className="text-muted">{t('crawls:list.empty-text')}</p>
          <Button kind="primary" size="large" onClick={() => openNewCrawl('')}>
            {t('crawls:list.new')}
          </Button>
        </div>
      ) : (
        <ul aria-label={t('crawls:list.title')} className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
          {crawls.map((task) => (
            <CrawlRow key={task.id} task={task} />
          ))}
        </ul>
      )}
    </>
  )
}

function CrawlRow({ task }: { readonly task: Task }) {
  const { t, language } = useWords()
  const { name, look } = crawlState(task)
  const { crawl } = task.progress.counts
  const title = crawlName(task)
  const facts =
    crawl === undefined
      ? []
      : [
          t('crawls:list.records', { count: crawl.records, number: formatCount(crawl.records, language) }),
          t('crawls:list.pages-read', {
            read: formatCount(crawl.read, language),
            found: formatCount(crawl.found, language),
          }),
          ...(crawl.failed === 0
            ? []
            : [t('crawls:list.failed', { number: formatCount(crawl.failed, language) })]),
        ]
  return (
    <li>
      <button
        type="button"
        onClick={() => showCrawl(task.id)}
        className="flex h-16 w-full items-center gap-3 rounded-sm px-2 text-left hover:bg-hover"
      >
        <span
          aria-hidden
          className="flex size-11 shrink-0 items-center justify-center rounded-sm bg-fill text-faint"
        >
          <Network size={18} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="font-semibold block truncate" dir="auto">
            {title}
          </span>
          <span className="text-small block truncate text-muted">
            {[...facts, formatDateTime(task.addedAt, language)].join(' · ')}
          </span>
        </span>
        <Chip state={look}>{t(`crawls:state.${name}`)}</Chip>
      </button>
    </li>
  )
}
