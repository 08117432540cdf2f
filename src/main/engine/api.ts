import type { CommandName, Delta, EngineCommandName, Handlers } from '@shared/contract/commands'
import type { Check, Rebuild } from '@shared/model/check'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import type { FolderRepair, RepairStart } from './library/repair/repair'
import type { TaskEvent } from './ports/events'

/** What the engine does for its hosts: the same commands from the window, the terminal and a second process. */
export interface Engine {
  /** One function a command; each throws FailureError for what may go wrong. */
  readonly commands: Handlers<EngineCommandName>
  /** The same, for hosts that answer a user; see `durableCommands`. */
  readonly durableCommands: Handlers<EngineCommandName>
  /** Everything now; copies every task: who wants one thing asks for that alone. */
  snapshot(): {
    readonly tasks: readonly Task[]
    readonly settings: Settings
    readonly firstStart: boolean
    readonly rebuild: Rebuild | null
    readonly check: Check | null
  }
  /** The settings in force; one object until they change. */
  settings(): Settings
  /** What became of a damaged database; null when nothing did, or the user has read it. */
  rebuild(): Rebuild | null
  task(id: TaskId): Task | null
  /** Absolute deltas, in order; called in the same turn as the change. Returns the function that ends it. */
  onDelta(listener: (delta: Delta) => void): () => void
  onEvent(listener: (event: TaskEvent) => void): () => void
  /** Resolves when no folder is looked through any more after a damaged database was set aside; at once if none was. */
  readonly rebuilt: Promise<void>
  /**
   * Checks a gallery's folder and begins to fetch what is bad in it; answered when that survives a power cut. Fails with `invalid-input` when there is no record
   * that can be used.
   */
  repairFolder(request: FolderRepair): Promise<RepairStart>
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
  /** Commands of a host, those that change records answered likewise. */
  durable<N extends CommandName>(handlers: Handlers<N>): Handlers<N>
  /** Small things that are remembered between runs, by the name of whoever remembers them. */
  readonly remembered: { get(key: string): string | null; set(key: string, value: string): void }
  /** Bytes of one picture of a preview, fetched when first asked for; at most 8 MiB. */
  previewImage(token: string, index: number): Promise<{ readonly bytes: Uint8Array; readonly type: string }>
  /** Tells that the computer has slept: no request begins on a connection from before. */
  hasSlept(): void
  /** Pauses what runs (cause `quit`), waits for sockets and files, closes the database; again it does nothing more. */
  close(): Promise<void>
}
