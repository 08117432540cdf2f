import type { Job } from '@shared/contract/jobs'
import { FailureError } from '@shared/model/failure'
import { type Rebuild, rebuildCauses } from '@shared/model/library/check'
import type { Settings } from '@shared/model/settings'
import { z } from 'zod'
import { type RebuildPorts, rebuildFolders } from '../library/repair/rebuild'
import { remembered } from '../ports/ports'
import type { SetAside } from '../storage/database/open-or-set-aside'
import { createJobRunner, type JobRunner } from './job'

/** What a rebuild works with. */
export interface RebuildJobPorts extends RebuildPorts {
  readonly settings: () => Pick<Settings, 'folder'>
}

/** A rebuild as it is remembered. */
const RebuildState = z.object({
  what: z.enum(rebuildCauses).default('damaged'),
  reason: z.string().default(''),
  /** Whether it is reported although nothing is found. */
  isKnown: z.boolean().default(true),
  kept: z.string().nullable(),
  /** Folders to look through. */
  folders: z.array(z.string()),
  tasks: z.number().default(0),
  unreadable: z.array(z.number()).readonly().default([]),
  galleries: z.number(),
  working: z.boolean(),
})
type RebuildState = z.infer<typeof RebuildState>

/** The rebuild that continues after a kill; null: none. */
const rebuildState = remembered('rebuild', RebuildState.nullable(), null)

/** Nothing is lost but single tasks. */
const nothingLost: RebuildState = {
  what: 'rows',
  reason: '',
  isKnown: true,
  kept: null,
  folders: [],
  tasks: 0,
  unreadable: [],
  galleries: 0,
  working: false,
}

/**
 * Rebuilds the list of downloads after it was lost: starts for `setAside`, continues one that a quit or a kill
 * interrupted, and reports tasks whose rows cannot be read.
 *
 * It is remembered until the user dismisses it. A rebuild of a list that may never have existed (`isKnown` is false) is
 * not shown before it finds a gallery.
 */
export function createRebuildJob(
  tools: RebuildJobPorts,
  setAside: SetAside | null,
  onChange: (job: Job<Rebuild> | null) => void,
): JobRunner<Rebuild> {
  const { storage, log } = tools
  const loss = setAside === null ? storage.remembered.get(rebuildState) : loseList(tools, setAside)
  const start = withoutUnreadable(tools, loss)
  const runner = createJobRunner<Rebuild>({
    kind: 'rebuild',
    log,
    onChange(job) {
      remember(tools, job && start && { ...start, ...job.progress, working: job.state === 'working' })
      onChange(job)
    },
  })
  if (start === null) return runner
  const { folders, isKnown, working, ...progress } = start
  remember(tools, start)
  runner.start({
    progress: isKnown || progress.galleries > 0 ? progress : null,
    steps: working ? (signal) => rebuild(tools, folders, progress, signal) : null,
  })
  return runner
}

/** Adds the requests that can still be read; what remains to be done is to look through the folders. */
function loseList(
  { log, settings, ledger }: RebuildJobPorts,
  { what, file, reason, isKnown, folders, requests }: SetAside,
): RebuildState {
  log('info', 'the list of downloads was lost or damaged', { what, kept: file, reason })
  // The user decides which of them continue: they may have ended long ago.
  for (const request of requests) ledger.add(request, { kind: 'paused', cause: { kind: 'person' } })
  return {
    ...nothingLost,
    what,
    reason,
    isKnown,
    kept: file,
    folders: [...new Set([settings().folder, ...folders])],
    tasks: requests.length,
    working: true,
  }
}

/** Takes rows that cannot be read off the list, so that they are reported once; nothing of them is deleted. */
function withoutUnreadable(
  { storage, now, log }: RebuildJobPorts,
  loss: RebuildState | null,
): RebuildState | null {
  const unreadable = storage.tasks.unreadable()
  if (unreadable.length === 0) return loss
  for (const id of unreadable) storage.tasks.remove(id, now())
  log('error', 'tasks whose records cannot be read were taken off the list', { tasks: unreadable })
  return { ...(loss ?? nothingLost), unreadable: [...(loss?.unreadable ?? []), ...unreadable] }
}

/** On a full disk the job continues, and its state is saved with the next change. */
function remember({ storage, log }: RebuildJobPorts, rebuild: RebuildState | null): void {
  if (JSON.stringify(rebuild) === JSON.stringify(storage.remembered.get(rebuildState))) return
  try {
    storage.remembered.set(rebuildState, rebuild)
    storage.flush()
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    log('error', 'the state of a rebuild could not be saved', { detail: error.failure.detail })
  }
}

async function* rebuild(
  tools: RebuildPorts,
  folders: readonly string[],
  { galleries: before, ...loss }: Rebuild,
  signal: AbortSignal,
): AsyncGenerator<Rebuild, void> {
  let galleries = before
  for await (const _ of rebuildFolders(tools, folders, signal)) yield { ...loss, galleries: ++galleries }
}
