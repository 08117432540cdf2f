import type { GalleryRow } from '@shared/model/gallery'
import { type HostConcurrency, problemCount, type Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import { RotateCcw, X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { asFailure, attempt, tellFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { classNames } from '../../components/class-names'
import { IconButton } from '../../components/icon-button'
import { Tabs } from '../../components/tabs'
import { formatCount } from '../../format'
import { taskName } from '../../locales/task-name'
import { useWords } from '../../locales/use-words'
import { retryAndFollow } from '../../stores/retries'
import { closeDetail, type DetailTab, useTaskList } from '../../stores/task-list'
import { watch } from '../../stores/watched'
import { ProblemsTab } from '../problems/problems'
import { GalleriesTab } from './galleries-tab'
import { ImagesTab } from './images-tab'
import { SkippedTab } from './skipped-tab'

/** How many requests at once the site gets, and why not more. */
export function PaceNote({ pace }: { readonly pace: HostConcurrency }) {
  const { t } = useWords()
  const { host, atOnce, cause } = pace
  return (
    <span className="mr-2 min-w-0 truncate text-muted tabular-nums" title={host}>
      {t(`downloads:detail.pace.${cause}`, { count: atOnce })}
    </span>
  )
}

/** Everything about one task; while it is open the engine tells about its single images. */
export function TaskDetail({ task }: { readonly task: Task }) {
  const { t, language } = useWords()
  const tab = useTaskList((state) => state.detailTab)
  const [gallery, setGallery] = useState<GalleryRow | null>(null)
  useWatch(task.id)
  const { counts, pace } = task.progress
  const name = taskName(t, task)
  const ended = isEnded(task.state.kind)
  const problems = problemCount(counts)
  const counted = (value: DetailTab, count: number): ReactNode => (
    <>
      {t(`downloads:detail.${value}`)}
      {count > 0 ? (
        <span className={classNames('text-xs tabular-nums', value === 'problems' && 'text-bad')}>
          {formatCount(count, language)}
        </span>
      ) : null}
    </>
  )
  const showImages = (row: GalleryRow): void => {
    setGallery(row)
    useTaskList.setState({ detailTab: 'images' })
  }
  return (
    <section aria-label={t('downloads:detail.label', { name })} className="flex min-h-0 flex-1 flex-col">
      <Tabs<DetailTab>
        label={t('downloads:detail.tabs')}
        value={tab}
        onChange={(detailTab) => useTaskList.setState({ detailTab })}
        tabs={[
          {
            value: 'galleries',
            label: counted('galleries', counts.galleries),
            panel: <GalleriesTab taskId={task.id} ended={ended} onShowImages={showImages} />,
          },
          {
            value: 'images',
            label: counted('images', counts.found),
            panel: <ImagesTab taskId={task.id} ended={ended} galleryId={gallery?.id ?? null} />,
          },
          { value: 'problems', label: counted('problems', problems), panel: <ProblemsTab task={task} /> },
          { value: 'skipped', label: counted('skipped', 0), panel: <SkippedTab taskId={task.id} /> },
        ]}
        aside={
          <>
            {pace ? <PaceNote pace={pace} /> : null}
            <span className="mr-1 truncate text-muted max-[1000px]:hidden" title={name}>
              {name}
            </span>
            {tab === 'images' && gallery !== null ? (
              <Button
                size="small"
                icon={<X size={13} aria-hidden />}
                onClick={() => setGallery(null)}
                className="max-w-56"
                aria-label={t('downloads:detail.all-images')}
              >
                <span className="truncate">{t('downloads:detail.only-of', { title: gallery.title })}</span>
              </Button>
            ) : null}
            {tab === 'problems' && problems > 0 ? (
              <Button
                size="small"
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
        }
      />
    </section>
  )
}

/** Asks for the details of this task for as long as they are on the screen. */
function useWatch(id: Task['id']): void {
  useEffect(() => {
    const tell = (wanted: Task['id'] | null): void => {
      watch(wanted)
      invoke('watchTask', wanted).catch((error: unknown) => tellFailure(asFailure(error)))
    }
    tell(id)
    return () => tell(null)
  }, [id])
}
