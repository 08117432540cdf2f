import type { Rebuild } from '@shared/model/library/check'
import { Info } from 'lucide-react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { SegmentedBar } from '../../components/segmented-bar'
import type { Words } from '../../locales/i18n'
import { useWords } from '../../locales/use-words'
import { useJobs } from '../../stores/jobs'

/** Reports, above everything, that the list of downloads was damaged and what was rebuilt; until the user dismisses it. */
export function RebuildBanner() {
  const { t } = useWords()
  const job = useJobs((state) => state.rebuild)
  if (job === null) return null
  const working = job.state === 'working'
  const { kept } = job.progress
  return (
    <section
      aria-label={t('check:rebuild.label')}
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-warn-soft px-4 py-2.5"
    >
      <Info size={18} className="shrink-0 text-warn" aria-hidden />
      <div className="min-w-60 flex-1">
        <p role="status">{rebuildText(t, job.progress, working)}</p>
        {kept === null ? null : (
          <p className="truncate text-small text-muted" data-hint={kept}>
            {t('check:rebuild.kept-as', { path: kept })}
          </p>
        )}
        {working ? (
          <div className="mt-1.5">
            <SegmentedBar shares={null} label={t('check:rebuild.label')} />
          </div>
        ) : null}
      </div>
      <div className="flex gap-2">
        {kept === null ? null : (
          <Button onClick={() => void attempt(() => invoke('showSetAside'))}>
            {t('check:rebuild.show')}
          </Button>
        )}
        {working ? (
          <Button onClick={() => void attempt(() => invoke('stopJob', 'rebuild'))}>
            {t('check:rebuild.stop')}
          </Button>
        ) : (
          <Button onClick={() => void attempt(() => invoke('dismissJob', 'rebuild'))}>
            {t('check:rebuild.dismiss')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** What was damaged, what was found of it, and the next step. */
function rebuildText(t: Words, progress: Rebuild, working: boolean): string {
  const { what: cause, tasks, unreadable, galleries } = progress
  const sentences: string[] = []
  if (cause !== 'rows') {
    sentences.push(t(`check:rebuild.${working ? 'working' : 'done'}-${cause}`))
    sentences.push(t('check:rebuild.found', { count: galleries }))
    if (!working && cause === 'behind') sentences.push(t('check:rebuild.resume'))
    else if (!working && tasks === 0) sentences.push(t('check:rebuild.unfinished'))
    else if (!working) sentences.push(t('check:rebuild.paused', { count: tasks }))
  }
  if (unreadable.length > 0) sentences.push(t('check:rebuild.unreadable', { count: unreadable.length }))
  return sentences.join(' ')
}
