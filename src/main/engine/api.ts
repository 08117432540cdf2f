import type { EngineCommandName, Handlers } from '@shared/contract/commands'
import type { Delta } from '@shared/contract/deltas'
import type { EngineState } from '@shared/contract/snapshot'
import type { TaskEvent } from '@shared/contract/task-event'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import type { EngineJobs } from './jobs/jobs'
import type { RememberedValues } from './ports/remembered'

/** What the engine does for its hosts: the same commands from the window, the terminal and a second process. */
export interface Engine {
  /** One function a command; each throws FailureError for what may go wrong. */
  readonly commands: Handlers<EngineCommandName>
  /** Resolves when every record that was changed so far survives a power cut; a durable command waits for it. */
  durable(): Promise<void>
  /** Everything now; copies every task: who wants one thing asks for that alone. */
  snapshot(): EngineState
  /** The settings in force; one object until they change. */
  settings(): Settings
  /** Long work: what there is now, and when it has ended. */
  readonly jobs: Pick<EngineJobs, 'current' | 'ended'>
  task(id: TaskId): Task | null
  /** Absolute deltas, in order; called in the same turn as the change. Returns the function that ends it. */
  onDelta(listener: (delta: Delta) => void): () => void
  onEvent(listener: (event: TaskEvent) => void): () => void
  /** Absolute path of a saved image and of the folder of its task; null for one that is not saved. */
  imageFile(id: ImageId): { readonly path: string; readonly root: string } | null
  /** Absolute path of a gallery's folder; null when unknown. */
  galleryFolder(id: GalleryId): string | null
  /** Absolute paths of other galleries and of folders of downloads that lie in a gallery's folder; see `nestedGalleries`. */
  nestedGalleries(id: GalleryId): Promise<readonly string[]>
  /** Forgets every gallery of this one's folder, which is gone or about to go. */
  forgetGallery(id: GalleryId): void
  /** Takes `forgetGallery` back. */
  restoreGallery(id: GalleryId): void
  /** A window is open that will ask for lists. */
  warmLists(): void
  /** Whether a task that runs has not finished a gallery in this one's folder. */
  isBeingSaved(id: GalleryId): boolean
  /** Whether any gallery of this one's folder is not forgotten. */
  hasGalleries(id: GalleryId): boolean
  /** What hosts remember between starts of the program. */
  readonly remembered: Pick<RememberedValues, 'get' | 'set'>
  /** Bytes of one picture of a preview, fetched when first asked for; at most 8 MiB. */
  previewImage(token: string, index: number): Promise<{ readonly bytes: Uint8Array; readonly type: string }>
  /** Tells that the computer has slept: no request begins on a connection from before. */
  hasSlept(): void
  /** Pauses what runs (cause `quit`), waits for sockets and files, closes the database; again it does nothing more. */
  close(): Promise<void>
}
