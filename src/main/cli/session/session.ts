import type { EngineCommandName } from '@shared/contract/commands'
import type { Invoke } from '@shared/contract/messages'
import type { TaskEvent } from '@shared/contract/task-event'
import type { Rebuild } from '@shared/model/library/check'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'

/** The tasks of the engine as they are now. */
export interface SessionTasks {
  all(): readonly Task[]
  get(id: TaskId): Task | null
  /** Resolves when everything is shown that was answered before. */
  refresh(): Promise<void>
  /** Calls the listener after a task has changed or was removed. Returns the function that ends it. */
  onChange(listener: (id: TaskId) => void): () => void
}

/** The engine as the terminal's commands use it: this process's own, or that of the process that holds the folder. */
export interface Session {
  /** The process that holds the data folder; null: this one. */
  readonly owner: { readonly kind: 'window' | 'terminal'; readonly pid: number } | null
  /** Aborts when the owner has ended; never for an own engine. */
  readonly gone: AbortSignal
  /** Rejects with FailureError as the engine does. */
  readonly invoke: Invoke<EngineCommandName>
  /** What became of a damaged list of downloads; null when nothing did, or in another process. */
  rebuilt(): Promise<Rebuild | null>
  settings(): Settings
  readonly tasks: SessionTasks
  onEvent(listener: (event: TaskEvent) => void): () => void
  /** Pauses what runs in an own engine and gives the folder back; leaves another process's engine as it is. */
  close(): Promise<void>
}
