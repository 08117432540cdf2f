import type { Failure } from '@shared/model/failure'
import type { Problem, ProblemChoice, ProblemGroup } from '@shared/model/gallery'
import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { firstPage } from '../../bridge/copy-lines'
import { collectProblems, retryRequest } from './collect-problems'

/** Which problems an action is meant for. */
export interface ProblemTarget {
  readonly choice: ProblemChoice
  /** What they have in common; `until` is the latest of them. */
  readonly cause: Pick<ProblemGroup, 'kind' | 'status' | 'until'>
  /** The problems themselves; throws FailureError if the engine refuses. */
  readonly problems: () => Promise<readonly Problem[]>
}

/** Everything that failed for one cause at one site. */
export function groupTarget(taskId: TaskId, group: ProblemGroup): ProblemTarget {
  const { kind, status, host } = group
  return {
    choice: { taskId, group: { kind, status, host } },
    cause: group,
    problems: () => collectProblems(taskId, group),
  }
}

/** Some problems of a list; null if there are none, or none that a command could name. */
export function listTarget(taskId: TaskId, problems: readonly Problem[]): ProblemTarget | null {
  const [first] = problems
  const choice = retryRequest(taskId, problems)
  if (first === undefined || choice === null) return null
  const { failure } = first
  const until = problems.reduce(
    (latest, problem) =>
      Math.max(latest, problem.failure.kind === 'rate-limited' ? problem.failure.until : 0),
    0,
  )
  return {
    choice,
    cause: { kind: failure.kind, status: 'status' in failure ? failure.status : null, until },
    problems: () => Promise.resolve(problems),
  }
}

/** Everything that failed of a task which stopped as a whole for this reason. */
export function taskTarget({ id, request, state }: Task, failure: Failure): ProblemTarget {
  const page = firstPage(request.address)
  const at = 'at' in state ? state.at : 0
  return {
    choice: { taskId: id },
    cause: {
      kind: failure.kind,
      status: 'status' in failure ? failure.status : null,
      until: failure.kind === 'rate-limited' ? failure.until : null,
    },
    problems: () => Promise.resolve([{ imageId: null, pageId: null, address: page, page, failure, at }]),
  }
}
