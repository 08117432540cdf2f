import type { Job } from '@shared/contract/jobs'
import { failureText } from '@shared/messages/failure-text'
import { formatCount } from '@shared/messages/format'
import type { ExportFormat, ExportProgress } from '@shared/model/crawl/record-export'
import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { SegmentedBar } from '../../components/segmented-bar'
import { useWords } from '../../locales/use-words'
import { useJobs } from '../../stores/jobs'
import { crawlName } from './crawl-words'
import { choiceOf, type RecordChoiceState } from './use-records'

/** Starts the export of what is shown; where to is asked in the system's dialog. */
export async function exportRecords(
  task: Task,
  choice: RecordChoiceState,
  format: ExportFormat | 'data-set',
): Promise<void> {
  await attempt(async () => {
    const job = { kind: 'export', taskId: task.id, ...choiceOf(choice) } as const
    if (format === 'data-set') {
      const folder = await invoke('chooseFolder', task.request.folder)
      if (folder !== null) await invoke('startJob', { ...job, target: { kind: 'data-set', folder } })
      return
    }
    const file = await invoke('chooseRecordFile', { name: crawlName(task), format })
    if (file !== null) await invoke('startJob', { ...job, target: { kind: 'file', format, file } })
  })
}

/** The export of this crawl: how far it is, or how it ended. */
export function ExportBar({ taskId }: { readonly taskId: TaskId }) {
  const job = useJobs((state) => state.export)
  if (job === null || job.progress.taskId !== taskId) return null
  return (
    <div className="shrink-0 px-4 py-2">
      {job.state === 'working' ? <Working progress={job.progress} /> : <Ended job={job} />}
    </div>
  )
}

function Working({ progress }: { readonly progress: ExportProgress }) {
  const { t, language } = useWords()
  const { format, records, total, pictures } = progress
  const number = (count: number) => formatCount(count, language)
  const text =
    format === 'data-set'
      ? t('crawls:export.working-pictures', {
          records: t('crawls:list.records', { count: records, number: number(records) }),
          pictures: number(pictures),
        })
      : t('crawls:export.working', { done: number(records), all: number(total) })
  return (
    <div role="status" className="flex items-center gap-3">
      <span className="min-w-0 shrink-0">{text}</span>
      <SegmentedBar
        shares={total === 0 ? null : { saved: records / total }}
        label={t('crawls:export.title')}
      />
      <Button size="small" onClick={() => void attempt(() => invoke('stopJob', 'export'))}>
        {t('crawls:export.stop')}
      </Button>
    </div>
  )
}

function Ended({ job }: { readonly job: Job<ExportProgress> }) {
  const { t, language } = useWords()
  const { state, progress } = job
  const { failure, path, records, pictures, passedOver, format } = progress
  const number = (count: number) => formatCount(count, language)
  const counted = t('crawls:list.records', { count: records, number: number(records) })
  const done =
    format === 'data-set'
      ? t('crawls:export.done-pictures', { records: counted, pictures: number(pictures), path })
      : t('crawls:export.done', { count: records, number: number(records), path })
  const rest =
    passedOver === 0
      ? ''
      : ` ${t('crawls:export.passed-over', { count: passedOver, number: number(passedOver) })}`
  const text =
    failure !== null
      ? t('crawls:export.failed', { why: failureText(failure, language).sentence })
      : state === 'stopped'
        ? t('crawls:export.stopped')
        : done + rest
  return (
    <Notice
      state={failure === null ? 'accent' : 'bad'}
      role={failure === null ? 'status' : 'alert'}
      action={
        <Button kind="ghost" size="small" onClick={() => void attempt(() => invoke('dismissJob', 'export'))}>
          {t('crawls:export.dismiss')}
        </Button>
      }
    >
      {text}
    </Notice>
  )
}
