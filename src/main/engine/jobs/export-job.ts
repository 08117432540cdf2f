import type { Job } from '@shared/contract/jobs'
import type { ExportProgress, RecordExport } from '@shared/model/crawl/record-export'
import type { Log } from '../ports/ports'
import { createJobRunner, type JobRunner } from './job'

/** Exports records of crawls; one export at a time. */
export interface ExportJob extends JobRunner<ExportProgress> {
  begin(request: RecordExport): void
}

/** What an export needs. */
export interface ExportJobPorts {
  readonly log: Log
  /** Does the work; see `run/export-crawl.ts`. */
  readonly exportCrawl: (request: RecordExport, signal: AbortSignal) => AsyncIterable<ExportProgress>
}

/** No export was begun yet. */
export function createExportJob(
  { log, exportCrawl }: ExportJobPorts,
  onChange: (job: Job<ExportProgress> | null) => void,
): ExportJob {
  const runner = createJobRunner({ kind: 'export', log, onChange })
  return {
    ...runner,
    begin: (request) => runner.start({ progress: null, steps: (signal) => exportCrawl(request, signal) }),
  }
}
