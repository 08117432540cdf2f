import { z } from 'zod'
import {
  type Check,
  type CheckedFile,
  CheckedQuery,
  CheckRequest,
  type Rebuild,
  RepairRequest,
} from '../model/check'
import type { Cancelled } from '../model/deleted-files'
import { DownloadRequest, type DownloadRequestInput } from '../model/download-request'
import type { Failure } from '../model/failure'
import {
  GalleryQuery,
  type GalleryRow,
  ImageQuery,
  type ImageRow,
  LibraryQuery,
  type LibrarySlice,
  type Preview,
  type Problem,
  ProblemChoice,
  type ProblemGroup,
  ProblemQuery,
  type RetryOutcome,
  RetryRequest,
  type SkippedAddress,
  SkippedQuery,
  type Slice,
} from '../model/gallery'
import { type IncompleteAnswer, IncompleteQuery } from '../model/incomplete'
import type { RecipeSummary } from '../model/recipe'
import { type Settings, SettingsPatch } from '../model/settings'
import type { Task } from '../model/task'
import { EpochMs, GalleryId, ImageId, TaskId } from '../model/units'
import type { Batch } from './deltas'

// Everything the window and the engine can say to each other. Commands name intentions, never fields.

/** Facts of the machine and of this program that do not change while it runs. */
export interface HostFacts {
  readonly version: string
  readonly platform: string
  /** Language of the system: a BCP 47 tag. */
  readonly locale: string
  readonly recipeFolder: string
  /** Where the records, settings and thumbnails lie. */
  readonly dataFolder: string
  readonly versions: { readonly electron: string; readonly chrome: string; readonly node: string }
}

/** Everything that a window needs at its start; later changes come as deltas with a newer `revision`. */
export interface Snapshot {
  readonly revision: number
  readonly tasks: readonly Task[]
  readonly settings: Settings
  readonly host: HostFacts
  /** Whether this is the first start: the demo gallery is offered. */
  readonly firstStart: boolean
  /** A damaged list of downloads was set aside and the person has not read so yet. */
  readonly rebuild: Rebuild | null
  /** The check of files that runs or has ended and is not closed yet. */
  readonly check: Check | null
}

/** What the window learns of a folder that it may name. */
export interface FolderFacts {
  readonly path: string
  /** Whether the window may name it; of others nothing is told. */
  readonly known: boolean
  readonly exists: boolean
  readonly writable: boolean
  /** null when the system does not tell. */
  readonly freeBytes: number | null
}

/** The built-in demo gallery, serving. */
export interface DemoSite {
  /** Address with its range, such as `http://127.0.0.1:40123/a/[5510-5525].html`. */
  readonly address: string
}

/** What main answers to each command of the engine. The terminal's second process uses the same ones. */
export interface EngineReplies {
  addTask: TaskId
  pauseTasks: void
  resumeTasks: void
  waitUntil: void
  moveTask: void
  resumeWhenPossible: void
  cancelTasks: Cancelled
  retryTasks: void
  /** How many are asked for again, and the number under which `retryOutcome` knows them. */
  retryProblems: { readonly count: number; readonly retry: number }
  retryOutcome: RetryOutcome
  /** When they will be asked for again; null: at once. */
  waitForProblems: EpochMs | null
  /** Which they are: `restoreProblems` takes them back. */
  ignoreProblems: { readonly images: readonly ImageId[]; readonly pages: readonly number[] }
  /** How many. */
  restoreProblems: number
  removeTasks: void
  listGalleries: Slice<GalleryRow>
  listImages: Slice<ImageRow>
  listProblems: Slice<Problem>
  groupProblems: readonly ProblemGroup[]
  listSkipped: Slice<SkippedAddress>
  listLibrary: LibrarySlice
  listLibraryHosts: readonly string[]
  /** A part of its images on disk; `next` is the `after` of the next part, null behind the last one. */
  showGallery: {
    readonly gallery: GalleryRow
    readonly images: readonly ImageRow[]
    readonly next: number | null
  }
  /** Tasks that have a gallery in the folder of this one, also such as left the list. */
  tasksOfGallery: readonly TaskId[]
  listRecipes: readonly RecipeSummary[]
  recipeFor: RecipeSummary
  preview: Preview
  cancelPreview: void
  changeSettings: Settings
  watchTask: void
  startCheck: void
  stopCheck: void
  closeCheck: void
  listChecked: Slice<CheckedFile>
  listIncomplete: IncompleteAnswer
  repairChecked: { readonly tasks: readonly TaskId[]; readonly queued: number }
  stopRebuild: void
  dismissRebuild: void
}

/** What main answers to commands that need the desktop. */
export interface DesktopReplies {
  snapshot: Snapshot
  chooseFolder: string | null
  inspectFolder: FolderFacts
  openTaskFolder: void
  openGalleryFolder: void
  showImageFile: void
  trashGallery: void
  takeBackGallery: void
  openRecipeFolder: void
  openInBrowser: void
  copyText: void
  copyDiagnostics: void
  showLogFile: void
  startDemo: DemoSite
  isGalleryThere: boolean
  forgetGallery: void
  restoreGallery: void
  showSetAside: void
}

/** The reply type of every command. */
export interface Replies extends EngineReplies, DesktopReplies {}

const TaskIds = z.array(TaskId).min(1).max(20_000)

/**
 * Longest text that is copied, in UTF-16 units: 10,000 addresses of 1,600. It crosses in one message, at most 32 MB;
 * Chromium ends a process that sends one of 256 MB.
 */
export const longestCopy = 16_000_000

/** Input schema of every command that the engine answers, in the window and in the terminal. */
export const engineCommands = {
  addTask: DownloadRequest,
  pauseTasks: TaskIds,
  resumeTasks: TaskIds,
  /** Lets a paused or ended task go on in another folder: an absolute path. */
  moveTask: z.object({ id: TaskId, folder: z.string().min(1).max(4096) }),
  /** Pauses until then; of ended tasks what failed is queued again first. */
  waitUntil: z.object({ ids: TaskIds, until: EpochMs }),
  /** As long as this engine lives these tasks go on by themselves once what paused them is over. */
  resumeWhenPossible: TaskIds,
  /**
   * `deleteFiles`: also what is finished and unchanged since, into the trash if there is one; partial files always go.
   * `leaveEnded`: tasks that have ended are left as they are, with their files, and are no error: they ended while the
   * user was asked.
   */
  cancelTasks: z.object({ ids: TaskIds, deleteFiles: z.boolean(), leaveEnded: z.boolean().optional() }),
  retryTasks: TaskIds,
  /** A site that asked for a pause is asked again at once. */
  retryProblems: RetryRequest,
  retryOutcome: z.object({ taskId: TaskId, retry: z.number().int().nonnegative() }),
  /** Asks again, by itself, when the sites that asked for a pause may be asked; until then the task waits. */
  waitForProblems: ProblemChoice,
  /** The user ignores these: they are listed as skipped, and no longer as problems. */
  ignoreProblems: ProblemChoice,
  /** Takes `ignoreProblems` back. */
  restoreProblems: ProblemChoice,
  /** Takes ended tasks off the list; their files stay. */
  removeTasks: TaskIds,
  listGalleries: GalleryQuery,
  listImages: ImageQuery,
  listProblems: ProblemQuery,
  groupProblems: TaskId,
  listSkipped: SkippedQuery,
  listLibrary: LibraryQuery,
  listLibraryHosts: z.undefined(),
  showGallery: z.object({ id: GalleryId, after: z.number().int().nonnegative().default(0) }),
  tasksOfGallery: GalleryId,
  listRecipes: z.undefined(),
  recipeFor: z.string().max(8192),
  /** `token` is chosen by the asker; it names the preview in `cancelPreview` and in `media://preview/<token>/<n>`. */
  preview: z.object({
    token: z.string().regex(/^[a-z0-9-]{8,40}$/),
    request: DownloadRequest,
    /** Most addresses of each list in the answer; `longestPreview` if absent. */
    longest: z.number().int().min(1).max(1_000_000).optional(),
  }),
  cancelPreview: z.string().max(40),
  changeSettings: SettingsPatch,
  /** The task whose detail is looked at: only of this one `watched` deltas come. */
  watchTask: TaskId.nullable(),
  /** Looks at every file of these galleries; what is found comes as `check` deltas. One check at a time. */
  startCheck: CheckRequest,
  stopCheck: z.undefined(),
  /** Stops the check and forgets what it found. */
  closeCheck: z.undefined(),
  listChecked: CheckedQuery,
  /** What is missing in folders according to the list of downloads. */
  listIncomplete: IncompleteQuery,
  /** Fetches again what the check found bad; what no check found is never touched. */
  repairChecked: RepairRequest,
  /** Ends the search for galleries after a damaged list of downloads was set aside; what was found stays. */
  stopRebuild: z.undefined(),
  /** The person has read what became of the damaged list. */
  dismissRebuild: z.undefined(),
} satisfies Record<keyof EngineReplies, z.ZodType>

/** Input schema of every command that only the window program answers. */
export const desktopCommands = {
  snapshot: z.undefined(),
  /** Opens the system's folder picker at this path. */
  chooseFolder: z.string().max(4096),
  inspectFolder: z.string().min(1).max(4096),
  openTaskFolder: TaskId,
  openGalleryFolder: GalleryId,
  showImageFile: ImageId,
  /** Its folder and all records of it, whatever task they are of; it can be taken back for some seconds. */
  trashGallery: GalleryId,
  /** Takes `trashGallery` back before the folder has gone to the trash. */
  takeBackGallery: GalleryId,
  openRecipeFolder: z.undefined(),
  /** http and https only. */
  openInBrowser: z.url({ protocol: /^https?$/ }).max(8192),
  copyText: z.string().max(longestCopy),
  /** Puts what helps to find a fault into the clipboard; without secrets. */
  copyDiagnostics: z.undefined(),
  /** Shows the log in the system's file manager. */
  showLogFile: z.undefined(),
  startDemo: z.undefined(),
  /** Whether a gallery's folder is on disk. */
  isGalleryThere: GalleryId,
  /** Takes a gallery off the library whose folder is not there any more. */
  forgetGallery: GalleryId,
  /** Takes `forgetGallery` back. */
  restoreGallery: GalleryId,
  /** Shows the damaged list of downloads that was set aside, in the system's file manager. */
  showSetAside: z.undefined(),
} satisfies Record<keyof DesktopReplies, z.ZodType>

/** What the window may send: parsed in main before any handler runs. */
export const commands = { ...engineCommands, ...desktopCommands }

/** Name of any command. */
export type CommandName = keyof typeof commands
/** Name of a command that the engine answers. */
export type EngineCommandName = keyof typeof engineCommands
/** What a caller passes to a command, before its schema has filled in defaults. */
export type Input<N extends CommandName> = z.input<(typeof commands)[N]>
/** What a handler gets: the input after its schema. */
export type Parsed<N extends CommandName> = z.output<(typeof commands)[N]>
/** One handler for each command; a rejected promise becomes an error reply. */
export type Handlers<N extends CommandName = CommandName> = {
  readonly [K in N]: (input: Parsed<K>) => Replies[K] | Promise<Replies[K]>
}

/** Every command is answered with this; an exception never crosses. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure }

/** What the preload exposes as `window.galleon`. */
export interface Bridge {
  invoke<N extends CommandName>(name: N, input: Input<N>): Promise<Answer<Replies[N]>>
  /** Returns the function that ends the subscription. */
  onBatch(listener: (batch: Batch) => void): () => void
  /** A wish from outside the page: a menu item, a notification, a deep link, a second start with an address. */
  onWindowMessage(listener: (message: WindowMessage) => void): () => void
}

/** What the desktop asks the window to show. */
export type WindowMessage =
  | { readonly kind: 'new-download'; readonly address: string }
  | { readonly kind: 'show-task'; readonly id: TaskId }
  /** A gallery that was to be deleted is in the library again: why, in technical words. */
  | { readonly kind: 'gallery-kept'; readonly id: GalleryId; readonly reason: string }
  /** Diagnostics were copied: it is said. */
  | { readonly kind: 'diagnostics-copied' }
  | { readonly kind: 'show-view'; readonly view: 'downloads' | 'library' | 'recipes' | 'settings' }

export type { Batch, Delta } from './deltas'
export { channels } from './deltas'

export type { DownloadRequestInput }
