import { Info } from 'lucide-react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { ProgressBar } from '../../components/progress-bar'
import { useWords } from '../../locales/use-words'
import { useJobs } from '../../stores/jobs'

/** Reports once, above everything, that the list of downloads was damaged and what became of it. */
export function RebuildBanner() {
  const { t } = useWords()
  const job = useJobs((state) => state.rebuild)
  if (job === null) return null
  const working = job.state === 'working'
  const { what: cause, kept, tasks, unreadable, galleries } = job.progress
  const found =
    cause === 'rows'
      ? []
      : [
          t(`check:rebuild.${working ? 'working' : 'done'}-${cause}`),
          t('check:rebuild.found', { count: galleries }),
          working ? null : next(),
        ]
  const told = [
    ...found,
    unreadable.length === 0 ? null : t('check:rebuild.unreadable', { count: unreadable.length }),
  ]

  function next(): string {
    if (cause === 'behind') return t('check:rebuild.resume')
    return tasks === 0 ? t('check:rebuild.unfinished') : t('check:rebuild.paused', { count: tasks })
  }

  return (
    <section
      aria-label={t('check:rebuild.label')}
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-warn-soft px-4 py-2.5"
    >
      <Info size={18} className="shrink-0 text-warn" aria-hidden />
      <div className="min-w-60 flex-1">
        <p role="status">{told.filter((text) => text !== null).join(' ')}</p>
        {kept === null ? null : (
          <p className="truncate text-sm text-muted" title={kept}>
            {t('check:rebuild.kept-as', { path: kept })}
          </p>
        )}
        {working ? (
          <div className="mt-1.5">
            <ProgressBar share={null} tone="warn" label={t('check:rebuild.label')} thin />
          </div>
        ) : null}
      </div>
      <div className="flex gap-2">
        {kept === null ? null : (
          <Button size="small" onClick={() => void attempt(() => invoke('showSetAside'))}>
            {t('check:rebuild.show')}
          </Button>
        )}
        {working ? (
          <Button size="small" onClick={() => void attempt(() => invoke('stopJob', 'rebuild'))}>
            {t('check:rebuild.stop')}
          </Button>
        ) : (
          <Button size="small" onClick={() => void attempt(() => invoke('dismissJob', 'rebuild'))}>
            {t('check:rebuild.dismiss')}
          </Button>
        )}
      </div>
    </section>
  )
}
