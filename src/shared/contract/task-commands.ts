import { z } from 'zod'
import { DownloadRequest } from '../model/download-request'
import { ProblemChoice, type RetryOutcome, RetryRequest } from '../model/gallery'
import type { Cancelled } from '../model/library/deleted-files'
import { EpochMs, type ImageId, TaskId } from '../model/units'
import { both, command, reply } from './command'

/** Each task once: a command on a task twice would find it in the state that it has just given it. */
const TaskIds = z
  .array(TaskId)
  .min(1)
  .max(20_000)
  .transform((ids) => [...new Set(ids)])

/** Commands about tasks. Those on many tasks do what is possible, and fail only if nothing was. */
export const taskCommands = {
  addTask: command({ input: DownloadRequest, reply: reply<TaskId>(), durable: true, callers: both }),
  pauseTasks: command({ input: TaskIds, reply: reply<void>(), durable: true, callers: both }),
  resumeTasks: command({ input: TaskIds, reply: reply<void>(), durable: true, callers: both }),
  /** Continues a paused or ended task in another folder: an absolute path. */
  moveTask: command({
    input: z.object({ id: TaskId, folder: z.string().min(1).max(4096) }),
    reply: reply<void>(),
    durable: true,
    callers: both,
  }),
  /** Pauses until then; of ended tasks what failed is queued again first. */
  waitUntil: command({
    input: z.object({ ids: TaskIds, until: EpochMs }),
    reply: reply<void>(),
    durable: true,
    callers: both,
  }),
  /** As long as this engine runs, these tasks resume automatically once what paused them is over. */
  resumeWhenPossible: command({ input: TaskIds, reply: reply<void>(), durable: false, callers: both }),
  /**
   * `deleteFiles`: also what is finished and unchanged since, into the trash if there is one; partial files always go.
   * `leaveEnded`: tasks that have ended stay as they are, with their files, and are no error: they ended while the
   * user was asked.
   */
  cancelTasks: command({
    input: z.object({ ids: TaskIds, deleteFiles: z.boolean(), leaveEnded: z.boolean().optional() }),
    reply: reply<Cancelled>(),
    durable: true,
    callers: both,
  }),
  retryTasks: command({ input: TaskIds, reply: reply<void>(), durable: true, callers: both }),
  /**
   * Reads no further page of the closed ranges of tasks that have not ended: what was found is saved, then they end. The pages that
   * are not read count as `limited`, until `continueTasks`.
   */
  stopRanges: command({ input: TaskIds, reply: reply<void>(), durable: true, callers: both }),
  /**
   * Reads the pages of paused or ended tasks that a limit held back, and from now on without that limit, and the rest of
   * a range that `stopRanges` stopped.
   */
  continueTasks: command({ input: TaskIds, reply: reply<void>(), durable: true, callers: both }),
  /** Takes ended tasks off the list; their files stay. `restoreTasks` brings them back, without cookies and logins. */
  removeTasks: command({ input: TaskIds, reply: reply<void>(), durable: true, callers: both }),
  restoreTasks: command({ input: TaskIds, reply: reply<void>(), durable: true, callers: both }),
  /** The task whose detail is shown: only of this one `watched` deltas come. */
  watchTask: command({ input: TaskId.nullable(), reply: reply<void>(), durable: false, callers: both }),
}

/** Commands about failed pages and images of a task. */
export const problemCommands = {
  /**
   * Sends requests again at once, also to a site that is rate-limited. Replies with their number, and with the number
   * of this retry for `retryOutcome`.
   */
  retryProblems: command({
    input: RetryRequest,
    reply: reply<{ readonly count: number; readonly retry: number }>(),
    durable: true,
    callers: both,
  }),
  retryOutcome: command({
    input: z.object({ taskId: TaskId, retry: z.number().int().nonnegative() }),
    reply: reply<RetryOutcome>(),
    durable: false,
    callers: both,
  }),
  /** Retries automatically when the rate limits end; until then the task waits. Replies with that time; null: at once. */
  waitForProblems: command({
    input: ProblemChoice,
    reply: reply<EpochMs | null>(),
    durable: true,
    callers: both,
  }),
  /** The user ignores these: they are listed as skipped, and no longer as problems. Replies with what was ignored. */
  ignoreProblems: command({
    input: ProblemChoice,
    reply: reply<{ readonly images: readonly ImageId[]; readonly pages: readonly number[] }>(),
    durable: true,
    callers: both,
  }),
  /** Undoes `ignoreProblems`. Replies with the number of restored problems. */
  restoreProblems: command({ input: ProblemChoice, reply: reply<number>(), durable: true, callers: both }),
}
