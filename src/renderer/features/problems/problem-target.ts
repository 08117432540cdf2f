import type { Failure } from '@shared/model/failure'
import type { Problem, ProblemChoice, ProblemGroup, RetryRequest } from '@shared/model/gallery'
import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { invoke } from '../../bridge/bridge'
import { firstPage } from '../../bridge/copy-lines'

/** Most images and pages that one command takes. */
const most = 10_000
const sliceLength = 500

/** Whether a problem has this cause at this site. */
export function belongsTo(problem: Problem, group: ProblemGroup): boolean {
  return hasCause(problem.failure, group) && hostsOf(problem.address).includes(group.host)
}

/** What of a failure decides what can be done about it. */
function causeOf(failure: Failure): ProblemTarget['cause'] {
  const page = 'page' in failure ? failure.page : undefined
  return {
    kind: failure.kind,
    status: 'status' in failure ? failure.status : null,
    until: failure.kind === 'rate-limited' ? failure.until : null,
    ...(page === undefined ? {} : { page }),
  }
}

/** Whether a failure is of the cause of a group, whatever the site. */
export function hasCause(failure: Failure, group: ProblemGroup): boolean {
  const { kind, status, page } = causeOf(failure)
  return kind === group.kind && status === group.status && page === group.page
}

/** Both spellings of a site: with and without its port. */
function hostsOf(address: string): readonly string[] {
  try {
    const { host, hostname } = new URL(address)
    return [host, hostname]
  } catch {
    return ['']
  }
}

/** The problems of one cause. Throws FailureError if the engine refuses. */
export async function collectProblems(taskId: TaskId, group: ProblemGroup): Promise<readonly Problem[]> {
  const found: Problem[] = []
  for (let offset = 0; ; offset += sliceLength) {
    const slice = await invoke('listProblems', { taskId, offset, limit: sliceLength })
    found.push(...slice.rows.filter((problem) => belongsTo(problem, group)))
    if (slice.rows.length === 0 || offset + sliceLength >= slice.total || found.length >= most) return found
  }
}

/** What to ask for to get exactly these again; null if none of them can be. */
export function retryRequest(taskId: TaskId, problems: readonly Problem[]): RetryRequest | null {
  const images = problems.flatMap(({ imageId }) => imageId ?? []).slice(0, most)
  const pages = problems
    .flatMap(({ imageId, pageId }) => (imageId === null ? (pageId ?? []) : []))
    .slice(0, most)
  if (images.length + pages.length === 0) return null
  return {
    taskId,
    ...(images.length > 0 ? { images } : {}),
    ...(pages.length > 0 ? { pages } : {}),
  }
}

/** A line for a report: when, what, which address, and the technical part. */
export function detailsLine({ at, address, failure }: Problem): string {
  const status = 'status' in failure ? ` ${failure.status}` : ''
  return `${new Date(at).toISOString()}  ${failure.kind}${status}  ${address}  ${failure.detail}`.trimEnd()
}

/** Which problems an action is meant for. */
export interface ProblemTarget {
  readonly choice: ProblemChoice
  /** What they have in common; `until` is the latest of them. */
  readonly cause: Pick<ProblemGroup, 'kind' | 'status' | 'until' | 'page'>
  /** The problems themselves; throws FailureError if the engine refuses. */
  readonly problems: () => Promise<readonly Problem[]>
}

/** Everything that failed for one cause at one site. */
export function groupTarget(taskId: TaskId, group: ProblemGroup): ProblemTarget {
  const { kind, status, page = null, host } = group
  return {
    choice: { taskId, group: { kind, status, page, host } },
    cause: group,
    problems: () => collectProblems(taskId, group),
  }
}

/** Some problems of a list; null if there are none, or none that a command could name. */
export function listTarget(taskId: TaskId, problems: readonly Problem[]): ProblemTarget | null {
  const [first] = problems
  const choice = retryRequest(taskId, problems)
  if (first === undefined || choice === null) return null
  const until = problems.reduce(
    (latest, problem) =>
      Math.max(latest, problem.failure.kind === 'rate-limited' ? problem.failure.until : 0),
    0,
  )
  return {
    choice,
    cause: { ...causeOf(first.failure), until },
    problems: () => Promise.resolve(problems),
  }
}

/** Everything that failed of a task which stopped as a whole for this reason. */
export function taskTarget({ id, request, state }: Task, failure: Failure): ProblemTarget {
  const page = firstPage(request.address)
  const at = 'at' in state ? state.at : 0
  return {
    choice: { taskId: id },
    cause: causeOf(failure),
    problems: () => Promise.resolve([{ imageId: null, pageId: null, address: page, page, failure, at }]),
  }
}
