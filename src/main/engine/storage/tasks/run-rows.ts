import { TaskCounts } from '@shared/model/task'
import { TaskState } from '@shared/model/task-state'
import type { EpochMs, TaskId } from '@shared/model/units'
import { z } from 'zod'
import { integer, integerOrNull, readJson, readTaskId } from '../columns'
import type { Database, Row } from '../database/database'

/** How a run ended: the state that the task got, or `interrupted` when the program was killed meanwhile. */
const RunEnd = z.union([TaskState, z.object({ kind: z.literal('interrupted') })])
/** See `Run.end`. */
type RunEnd = z.infer<typeof RunEnd>

/** One time that a task was worked on, from its start until it was paused or ended. */
interface RunRow {
  readonly id: number
  readonly taskId: TaskId
  readonly startedAt: EpochMs
  /** null while it runs, and of an interrupted run: nothing saw its end. */
  readonly endedAt: EpochMs | null
  /** null while it runs. */
  readonly end: RunEnd | null
  /** Counts of the whole task at the end of the run; null while it runs, and where they are not known. */
  readonly counts: TaskCounts | null
}

/** The runs of tasks: at most one of each task is open. */
export interface RunRows {
  /** A task starts. A run that is still open was interrupted; of the ended ones the latest `mostRuns` are kept. */
  begin(taskId: TaskId, at: EpochMs): void
  /** Ends the open run of a task, if it has one; `at` null: the program was killed in it. */
  end(taskId: TaskId, end: RunEnd, counts: TaskCounts | null, at: EpochMs | null): void
  /** The runs of a task, the latest first. */
  list(taskId: TaskId): readonly RunRow[]
}

/** Runs that are kept of each task: a task that is resumed every few minutes for months must not fill the database. */
export const mostRuns = 50

/** The rows of `runs`. */
export function createRunRows(database: Database): RunRows {
  const end: RunRows['end'] = (taskId, how, counts, at) => {
    const sql = 'UPDATE runs SET ended_at = ?, outcome = ?, counts = ? WHERE task_id = ? AND outcome IS NULL'
    database.run(sql, at, JSON.stringify(how), counts && JSON.stringify(counts), taskId)
  }
  return {
    begin(taskId, at) {
      end(taskId, { kind: 'interrupted' }, null, null)
      database.run('INSERT INTO runs (task_id, started_at) VALUES (?, ?)', taskId, at)
      const old = 'SELECT id FROM runs WHERE task_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2'
      database.run(`DELETE FROM runs WHERE task_id = ?1 AND id <= (${old})`, taskId, mostRuns)
    },
    end,
    list: (taskId) =>
      database.all('SELECT * FROM runs WHERE task_id = ? ORDER BY id DESC', taskId).map(runRow),
  }
}

function runRow(row: Row): RunRow {
  return {
    id: integer(row, 'id'),
    taskId: readTaskId(row, 'task_id'),
    startedAt: integer(row, 'started_at'),
    endedAt: integerOrNull(row, 'ended_at'),
    end: readJson(RunEnd, row['outcome']),
    counts: readJson(TaskCounts, row['counts']),
  }
}
