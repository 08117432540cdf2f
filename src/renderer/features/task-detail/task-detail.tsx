import { formatCount } from '@shared/messages/format'
import type { GalleryRow } from '@shared/model/gallery'
import { type HostConcurrency, problemCount, type Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { RotateCcw, Table2, X } from 'lucide-react'
import { useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { Button } from '../../components/button'
import { classNames } from '../../components/class-names'
import { IconButton } from '../../components/icon-button'
import { Tabs } from '../../components/tabs'
import { taskName } from '../../locales/task-name'
import { useWords } from '../../locales/use-words'
import { retryAndFollow } from '../../stores/retries'
import {
  chooseDetailTab,
  closeDetail,
  type DetailTab,
  detailTabFor,
  useTaskList,
} from '../../stores/task-list'
import { showCrawl } from '../../stores/view'
import { useWatch } from '../../stores/watched'
import { ProblemsTab } from '../problems/problems'
import { GalleriesTab } from './galleries-tab'
import { ImagesTab } from './images-tab'
import { ShortfallNote } from './shortfall-note'
import { SkippedTab } from './skipped-tab'

/** How many requests at once the site gets, and why not more. */
export function ConcurrencyNote({ concurrency }: { readonly concurrency: HostConcurrency }) {
  const { t } = useWords()
  const { host, atOnce, cause } = concurrency
  return (
    <span className="mr-2 min-w-0 truncate text-muted tabular-nums" data-hint={host}>
      {t(`downloads:detail.pace.${cause}`, { count: atOnce })}
    </span>
  )
}

/** Everything about one task; while it is open the engine reports its single images. */
export function TaskDetail({ task }: { readonly task: Task }) {
  const { t } = useWords()
  const chosenTab = useTaskList((state) => detailTabFor(task.id, state))
  const [asked, setAsked] = useState<TaskId | null>(null)
  // Without a gallery the reason is all that there is to show, unless the user asks for the empty list. It stays while the
  // details are open: a retry from there reports its outcome there.
  const [bare, setBare] = useState<TaskId | null>(null)
  const isBare = task.state.kind === 'failed' && task.progress.counts.galleries === 0
  if (isBare && bare !== task.id) setBare(task.id)
  const showsReason = (isBare || bare === task.id) && asked !== task.id
  const tab = showsReason && chosenTab === 'galleries' ? 'problems' : chosenTab
  const [gallery, setGallery] = useState<GalleryRow | null>(null)
  useWatch(task.id)
  const { counts } = task.progress
  const ended = isEnded(task.state.kind)
  const showImages = (row: GalleryRow): void => {
    setGallery(row)
    chooseDetailTab(task.id, 'images')
  }
  const name = taskName(task)
  return (
    <section aria-label={t('downloads:detail.label', { name })} className="flex min-h-0 flex-1 flex-col">
      <ShortfallNote task={task} />
      <Tabs<DetailTab>
        label={t('downloads:detail.tabs')}
        value={tab}
        onChange={(detailTab) => {
          setAsked(task.id)
          chooseDetailTab(task.id, detailTab)
        }}
        tabs={[
          {
            value: 'galleries',
            label: <CountedLabel tab="galleries" count={counts.galleries} />,
            panel: <GalleriesTab taskId={task.id} ended={ended} onShowImages={showImages} />,
          },
          {
            value: 'images',
            label: <CountedLabel tab="images" count={counts.found} />,
            panel: (
              <ImagesTab
                taskId={task.id}
                ended={ended}
                galleryId={gallery?.id ?? null}
                several={gallery === null && counts.galleries > 1}
              />
            ),
          },
          {
            value: 'problems',
            label: <CountedLabel tab="problems" count={problemCount(counts)} />,
            panel: <ProblemsTab task={task} />,
          },
          {
            value: 'skipped',
            label: <CountedLabel tab="skipped" count={0} />,
            panel: <SkippedTab taskId={task.id} />,
          },
        ]}
        aside={<Aside task={task} tab={tab} gallery={gallery} onShowAll={() => setGallery(null)} />}
      />
    </section>
  )
}

interface CountedLabelProps {
  readonly tab: DetailTab
  /** Shown unless it is 0. */
  readonly count: number
}

function CountedLabel({ tab, count }: CountedLabelProps) {
  const { t, language } = useWords()
  return (
    <>
      {t(`downloads:detail.${tab}`)}
      {count > 0 ? (
        <span className={classNames('text-caption tabular-nums', tab === 'problems' && 'text-bad')}>
          {formatCount(count, language)}
        </span>
      ) : null}
    </>
  )
}

interface AsideProps {
  readonly task: Task
  readonly tab: DetailTab
  /** The only gallery whose images are shown; null: all. */
  readonly gallery: GalleryRow | null
  readonly onShowAll: () => void
}

/** At the right of the tabs: concurrency, name, and what can be done in the tab that is shown. */
function Aside({ task, tab, gallery, onShowAll }: AsideProps) {
  const { t } = useWords()
  const { counts, concurrency } = task.progress
  const name = taskName(task)
  return (
    <>
      {concurrency ? <ConcurrencyNote concurrency={concurrency} /> : null}
      {task.request.crawl === undefined ? null : (
        <Button icon={<Table2 size={14} aria-hidden />} onClick={() => showCrawl(task.id)}>
          {t('downloads:detail.records')}
        </Button>
      )}
      <span className="mr-1 truncate text-muted max-[1000px]:hidden" data-hint={name}>
        {name}
      </span>
      {tab === 'images' && gallery !== null ? (
        <Button
          icon={<X size={13} aria-hidden />}
          onClick={onShowAll}
          className="max-w-56"
          aria-label={t('downloads:detail.all-images')}
        >
          <span className="truncate">{t('downloads:detail.only-of', { title: gallery.title })}</span>
        </Button>
      ) : null}
      {tab === 'problems' && problemCount(counts) > 0 ? (
        <Button
          icon={<RotateCcw size={14} aria-hidden />}
          onClick={() => void attempt(() => retryAndFollow({ taskId: task.id }))}
        >
          {t('downloads:detail.retry-all')}
        </Button>
      ) : null}
      <IconButton
        label={t('downloads:detail.close')}
        shortcut="Ctrl+I"
        icon={<X size={15} />}
        onClick={closeDetail}
      />
    </>
  )
}
