import type { EngineCommandName, EngineReplies } from '@shared/contract/commands'
import type { Rebuild } from '@shared/model/check'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import type { FolderRepair, RepairStart } from '../../engine/library/repair/repair'
import type { TaskEvent } from '../../engine/ports/events'
import type { ControlInput } from '../../host/control/protocol'

/** The engine as the terminal's commands use it: this process's own, or that of the process that holds the folder. */
export interface Session {
  /** Who holds the data folder; null: this process. */
  readonly owner: { readonly kind: 'window' | 'terminal'; readonly pid: number } | null
  /** Aborts when the owner has ended; never for an own engine. */
  readonly gone: AbortSignal
  /** Parses the input and throws FailureError as the engine does. */
  invoke<N extends EngineCommandName>(name: N, input: ControlInput<N>): Promise<EngineReplies[N]>
  /** Begins to fetch what is bad in a gallery's folder; see `Engine.repairFolder`. */
  repairFolder(request: FolderRepair): Promise<RepairStart>
  /** What became of a damaged list of downloads; null when nothing did, or in another process. */
  rebuilt(): Promise<Rebuild | null>
  settings(): Settings
  tasks(): readonly Task[]
  task(id: TaskId): Task | null
  /** Resolves when `tasks` shows everything that was answered before. */
  refresh(): Promise<void>
  /** Called after a task has changed or was removed. Returns the function that ends it. */
  onChange(listener: (id: TaskId) => void): () => void
  onEvent(listener: (event: TaskEvent) => void): () => void
  /** Pauses what runs in an own engine and gives the folder back; leaves another process's engine as it is. */
  close(): Promise<void>
}
