import { Info } from 'lucide-react'
import { invoke } from '../../bridge'
import { Button } from '../../components/button'
import { ProgressBar } from '../../components/progress-bar'
import { useWords } from '../../locales/use-words'
import { useChecks } from '../../stores/check'
import { attempt } from '../failures/attempt'

/** Tells once, above everything, that the list of downloads was damaged and what became of it. */
export function RebuildBanner() {
  const { t } = useWords()
  const rebuild = useChecks((state) => state.rebuild)
  if (rebuild === null) return null
  const { what: cause, kept, galleries, working } = rebuild
  const what = `${working ? 'working' : 'done'}-${cause}` as const
  const next = cause === 'behind' ? 'resume' : 'unfinished'
  return (
    <section
      aria-label={t('check:rebuild.label')}
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-warn-soft px-4 py-2.5"
    >
      <Info size={18} className="shrink-0 text-warn" aria-hidden />
      <div className="min-w-60 flex-1">
        <p role="status">
          {t(`check:rebuild.${what}`)} {t('check:rebuild.found', { count: galleries })}{' '}
          {working ? '' : t(`check:rebuild.${next}`)}
        </p>
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
          <Button size="small" onClick={() => void attempt(() => invoke('stopRebuild'))}>
            {t('check:rebuild.stop')}
          </Button>
        ) : (
          <Button size="small" onClick={() => void attempt(() => invoke('dismissRebuild'))}>
            {t('check:rebuild.dismiss')}
          </Button>
        )}
      </div>
    </section>
  )
}
