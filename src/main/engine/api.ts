import type { Socket } from 'node:net'
import type { EngineCommandName, Handlers } from '@shared/contract/commands'
import type { Delta } from '@shared/contract/deltas'
import type { EngineState } from '@shared/contract/snapshot'
import type { TaskEvent } from '@shared/contract/task-event'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import type { ImageId, TaskId } from '@shared/model/units'
import type { EngineJobs } from './jobs/jobs'
import type { Galleries } from './library/galleries'
import type { RememberedValues } from './ports/ports'

/** What is true in the engine now, and what changes. */
interface EngineView {
  /** Everything now. Copies every task; read one value by its own function. */
  snapshot(): EngineState
  /** The settings in force; one object until they change. */
  settings(): Settings
  task(id: TaskId): Task | null
  /** Long work: what there is now, and when it has ended. */
  readonly jobs: Pick<EngineJobs, 'current' | 'ended'>
  /** Absolute deltas, in order; called in the same turn as the change. Returns the function that ends the subscription. */
  onDelta(listener: (delta: Delta) => void): () => void
  onEvent(listener: (event: TaskEvent) => void): () => void
}

/** The engine for its hosts: the window, a terminal and the control socket. */
export interface Engine extends EngineView, Galleries {
  /** One handler for each command; each throws FailureError for what is expected to go wrong. */
  readonly commands: Handlers<EngineCommandName>
  /** Resolves when every record that was changed so far survives a power cut; a durable command waits for it. */
  durable(): Promise<void>
  /** Absolute path of a saved image and of the folder of its task; null for one that is not saved. */
  imageFile(id: ImageId): { readonly path: string; readonly root: string } | null
  /** Bytes of one picture of a preview, fetched when first asked for; at most 8 MiB. */
  previewImage(token: string, index: number): Promise<{ readonly bytes: Uint8Array; readonly type: string }>
  /**
   * Opens a connection for a request of the host program itself, ready for HTTP and closed by the caller: through the proxy of
   * the settings, with its certificates. Throws FailureError (refused, proxy, tls, auth …) or the signal's reason.
   */
  connect(url: URL, signal: AbortSignal): Promise<Socket>
  /** What hosts remember between starts of the program. */
  readonly remembered: Pick<RememberedValues, 'get' | 'set'>
  /** A window is open that will ask for lists. */
  warmLists(): void
  /** The computer has slept: no later request uses a connection from before. */
  hasSlept(): void
  /** Pauses what runs (cause `quit`), waits for sockets and files, closes the database. A second call waits for the first. */
  close(): Promise<void>
}
