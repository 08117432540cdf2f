import type { JobDelta, JobKind, JobRequest, Jobs } from '@shared/contract/jobs'
import type { SetAside } from '../storage/database/open-or-set-aside'
import { type CheckJob, type CheckJobPorts, createCheckJob } from './check-job'
import { createExportJob, type ExportJobPorts } from './export-job'
import { createRebuildJob, type RebuildJobPorts } from './rebuild-job'

/** Long work of the engine: one job of each kind, started, stopped and dismissed in the same way. */
export interface EngineJobs {
  current(): Jobs
  start(request: JobRequest): void
  stop(kind: JobKind): void
  dismiss(kind: JobKind): Promise<void>
  /** Resolves when a job of this kind has no work left; never rejects. */
  ended(kind: JobKind): Promise<void>
  /** Lists and repairs what the last check found. */
  readonly found: Pick<CheckJob, 'list' | 'repair'>
  /** Stops all work; a job that is remembered continues at the next start. */
  close(): Promise<void>
}

/**
 * Continues the jobs that are remembered; `setAside` is the list of downloads that a rebuild replaces, if any.
 *
 * `emit` is called in the same turn as each change of a job.
 */
export function createJobs(
  tools: CheckJobPorts & RebuildJobPorts & ExportJobPorts,
  setAside: SetAside | null,
  emit: (delta: JobDelta) => void,
): EngineJobs {
  const check = createCheckJob(tools, (job) => emit({ kind: 'job', jobKind: 'check', job }))
  const rebuild = createRebuildJob(tools, setAside, (job) => emit({ kind: 'job', jobKind: 'rebuild', job }))
  const exporting = createExportJob(tools, (job) => emit({ kind: 'job', jobKind: 'export', job }))
  const runners = { check, rebuild, export: exporting }

  return {
    current: () => ({ check: check.current(), rebuild: rebuild.current(), export: exporting.current() }),
    start(request) {
      if (request.kind === 'check') check.begin(request.galleries)
      else exporting.begin(request)
    },
    stop: (kind) => runners[kind].stop(),
    dismiss: (kind) => runners[kind].dismiss(),
    ended: (kind) => runners[kind].ended(),
    found: check,
    async close() {
      await Promise.all([check.close(), rebuild.close(), exporting.close()])
    },
  }
}
