import { failureText } from '@shared/messages/failure-text'
import { asSentence } from '@shared/messages/format'
import { heldText } from '@shared/messages/shortfall-text'
import type { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import type { Task } from '@shared/model/task'
import { canCancel, canPause, canResume, canRetry } from '@shared/model/task-state'
import { ChevronLeft, CircleStop, Ellipsis, Pause, Play, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { Chip } from '../../components/chip'
import { Segmented } from '../../components/fields/segmented'
import { IconButton } from '../../components/icon-button'
import { Notice } from '../../components/notice'
import { Menu } from '../../components/overlays/menu'
import { MenuItem, MenuLine } from '../../components/overlays/menu-items'
import { useSize } from '../../components/split'
import { useWords } from '../../locales/use-words'
import { closeCrawl, openNewCrawl, showTask } from '../../stores/view'
import { useWatch } from '../../stores/watched'
import { CrawlFigures } from './crawl-figures'
import { CrawlSide } from './crawl-side'
import { crawlName, crawlState, heldBy } from './crawl-words'
import { DeleteRecords } from './delete-records'
import { ExportBar } from './export-bar'
import { RecordsPane } from './records-pane'
import { useRecordChoice } from './use-records'

interface CrawlPageProps {
  readonly task: Task
  readonly plan: CrawlPlan
}

/** Least width at which rules and records stand side by side, in CSS pixels. */
const sideBySide = 900

/** One crawl: its figures, its rules and places, its records. */
export function CrawlPage({ task, plan }: CrawlPageProps) {
  const { t } = useWords()
  const [page, setPage] = useState<HTMLDivElement | null>(null)
  const isNarrow = useSize(page).width < sideBySide
  const [part, setPart] = useState<'records' | 'side'>('records')
  const [isDeleting, setDeleting] = useState(false)
  const choice = useRecordChoice()
  useWatch(task.id)
  const parts = (
    <Segmented
      label={crawlName(task)}
      value={part}
      segments={[
        { value: 'records', label: t('crawls:page.records') },
        { value: 'side', label: t('crawls:page.side') },
      ]}
      onChange={setPart}
    />
  )
  return (
    <div ref={setPage} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Head task={task} onDelete={() => setDeleting(true)} />
      <Notices task={task} />
      <CrawlFigures task={task} choice={choice} isNarrow={isNarrow} />
      <ExportBar taskId={task.id} />
      <div className="flex min-h-0 flex-1">
        {isNarrow && part === 'records' ? null : (
          <CrawlSide task={task} plan={plan} parts={isNarrow ? parts : null} />
        )}
        {isNarrow && part === 'side' ? null : (
          <RecordsPane task={task} plan={plan} choice={choice} parts={isNarrow ? parts : null} />
        )}
      </div>
      {isDeleting ? <DeleteRecords task={task} onClose={() => setDeleting(false)} /> : null}
    </div>
  )
}

function Head({ task, onDelete }: { readonly task: Task; readonly onDelete: () => void }) {
  const { t } = useWords()
  const { name, look } = crawlState(task)
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2">
      <Button kind="ghost" icon={<ChevronLeft size={16} aria-hidden />} onClick={closeCrawl}>
        {t('crawls:list.back')}
      </Button>
      <h1 className="text-page min-w-0 truncate" dir="auto" data-hint={task.request.address}>
        {crawlName(task)}
      </h1>
      <Chip state={look}>{t(`crawls:state.${name}`)}</Chip>
      <span className="flex-1" />
      <Actions task={task} onDelete={onDelete} />
    </header>
  )
}

function Actions({ task, onDelete }: { readonly task: Task; readonly onDelete: () => void }) {
  const { t } = useWords()
  const { id, state } = task
  const ids = [id]
  return (
    <div className="flex shrink-0 items-center gap-1">
      {heldBy(task) !== null ? (
        <Button
          kind="primary"
          icon={<Play size={15} aria-hidden />}
          onClick={() => void attempt(() => invoke('continueTasks', ids))}
        >
          {t('crawls:page.continue')}
        </Button>
      ) : null}
      {canResume(state) ? (
        <Button
          kind="primary"
          icon={<Play size={15} aria-hidden />}
          onClick={() => void attempt(() => invoke('resumeTasks', ids))}
        >
          {t('crawls:page.resume')}
        </Button>
      ) : null}
      {canRetry(state) ? (
        <Button
          kind="soft"
          icon={<RotateCcw size={15} aria-hidden />}
          onClick={() => void attempt(() => invoke('retryTasks', ids))}
        >
          {t('crawls:page.run-again')}
        </Button>
      ) : null}
      {canPause(state) ? (
        <Button
          kind="soft"
          icon={<Pause size={15} aria-hidden />}
          onClick={() => void attempt(() => invoke('pauseTasks', ids))}
        >
          {t('crawls:page.pause')}
        </Button>
      ) : null}
      {state.kind === 'running' ? (
        <Button
          kind="ghost"
          icon={<CircleStop size={15} aria-hidden />}
          onClick={() => void attempt(() => invoke('stopRanges', ids))}
        >
          {t('crawls:page.stop')}
        </Button>
      ) : null}
      <MoreMenu task={task} onDelete={onDelete} />
    </div>
  )
}

function MoreMenu({ task, onDelete }: { readonly task: Task; readonly onDelete: () => void }) {
  const { t } = useWords()
  const { id, state, progress, request } = task
  const ended = canRetry(state)
  const remove = async (): Promise<void> => {
    if (await attempt(() => invoke('removeTasks', [id]))) closeCrawl()
  }
  return (
    <Menu trigger={<IconButton label={t('crawls:page.more')} icon={<Ellipsis size={16} />} />}>
      <MenuItem onClick={() => openNewCrawl(request.address, request)}>{t('crawls:page.edit')}</MenuItem>
      <MenuItem onClick={() => showTask(id)}>{t('crawls:page.in-downloads')}</MenuItem>
      {progress.counts.galleries > 0 ? (
        <MenuItem onClick={() => void attempt(() => invoke('openTaskFolder', id))}>
          {t('crawls:page.open-folder')}
        </MenuItem>
      ) : null}
      <MenuLine />
      {canCancel(state) ? (
        <MenuItem
          onClick={() => void attempt(() => invoke('cancelTasks', { ids: [id], deleteFiles: false }))}
        >
          {t('crawls:page.cancel')}
        </MenuItem>
      ) : null}
      {ended ? <MenuItem onClick={() => void remove()}>{t('crawls:page.remove')}</MenuItem> : null}
      {ended ? (
        <MenuItem danger onClick={onDelete}>
          {t('crawls:page.delete-records')}
        </MenuItem>
      ) : null}
    </Menu>
  )
}

/** What the user should know before the figures: a limit, or what ended the crawl. */
function Notices({ task }: Pick<CrawlPageProps, 'task'>) {
  const { t, language } = useWords()
  const { state } = task
  const failure =
    state.kind === 'failed'
      ? state.failure
      : state.kind === 'paused' && state.cause.kind === 'local'
        ? state.cause.failure
        : null
  if (failure !== null) {
    const { sentence, next } = failureText(failure, language)
    return (
      <div className="shrink-0 px-4 pb-2">
        <Notice state="bad">
          {sentence} {next}
        </Notice>
      </div>
    )
  }
  const held = heldBy(task) === null ? null : heldText(task, language)
  if (held === null) return null
  return (
    <div className="shrink-0 px-4 pb-2">
      <Notice state="warn" role="status">
        {asSentence(held, language)} {t('crawls:page.held')}
      </Notice>
    </div>
  )
}
