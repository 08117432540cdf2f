import { z } from 'zod'
import { DownloadRequest } from '../model/download-request'
import {
  GalleryQuery,
  type GalleryRow,
  ImageQuery,
  type ImageRow,
  LibraryQuery,
  type LibrarySlice,
  type Preview,
  type Problem,
  type ProblemGroup,
  ProblemQuery,
  type SkippedAddress,
  SkippedQuery,
  type Slice,
} from '../model/gallery'
import {
  type CheckedFile,
  CheckedQuery,
  FolderRepair,
  RepairRequest,
  type RepairStart,
} from '../model/library/check'
import { type IncompleteAnswer, IncompleteQuery } from '../model/library/incomplete'
import type { RecipeSummary } from '../model/recipe'
import { type Settings, SettingsPatch } from '../model/settings'
import type { TaskCovers } from '../model/task'
import { GalleryId, TaskId } from '../model/units'
import { RangeAddress } from '../page-range/page-range'
import { both, command, onlyTerminal, onlyWindow, reply } from './command'
import { JobKind, JobRequest } from './jobs'

/** Commands about long work, and about the files of galleries: check and repair. */
export const libraryCommands = {
  /** Starts long work; its progress comes as `job` deltas. A job of the same kind that still works is replaced. */
  startJob: command({ input: JobRequest, reply: reply<void>(), durable: false, callers: both }),
  /** What the job found so far stays; without a job of this kind nothing happens. */
  stopJob: command({ input: JobKind, reply: reply<void>(), durable: true, callers: both }),
  /** Stops the job if it still works, and forgets what it found or reported. */
  dismissJob: command({ input: JobKind, reply: reply<void>(), durable: true, callers: both }),
  listChecked: command({
    input: CheckedQuery,
    reply: reply<Slice<CheckedFile>>(),
    durable: false,
    callers: both,
  }),
  /** Forgets what was learned about the pages and pictures of a host and its subdomains; null: of all sites. */
  forgetSites: command({
    input: z.strictObject({ host: z.string().min(1).max(255).nullable() }),
    reply: reply<void>(),
    durable: true,
    callers: both,
  }),
  /** What is missing in folders according to the list of downloads. */
  listIncomplete: command({
    input: IncompleteQuery,
    reply: reply<IncompleteAnswer>(),
    durable: false,
    callers: both,
  }),
  /** Fetches again what the check found bad; what no check found is never changed. */
  repairChecked: command({
    input: RepairRequest,
    reply: reply<{ readonly tasks: readonly TaskId[]; readonly queued: number }>(),
    durable: true,
    callers: both,
  }),
  /**
   * Checks a gallery's folder and begins to fetch what is bad in it. Fails with `invalid-input` when the folder has no
   * record that can be used. Takes a path, which the window never names.
   */
  repairFolder: command({
    input: FolderRepair,
    reply: reply<RepairStart>(),
    durable: true,
    callers: onlyTerminal,
  }),
}

/** A part of a gallery's images on disk. */
interface ShownGallery {
  readonly gallery: GalleryRow
  readonly images: readonly ImageRow[]
  /** The `after` of the next part; null after the last one. */
  readonly next: number | null
}

/** Slices of lists that are too long to send whole. */
export const listCommands = {
  listGalleries: command({
    input: GalleryQuery,
    reply: reply<Slice<GalleryRow>>(),
    durable: false,
    callers: both,
  }),
  listImages: command({ input: ImageQuery, reply: reply<Slice<ImageRow>>(), durable: false, callers: both }),
  listProblems: command({
    input: ProblemQuery,
    reply: reply<Slice<Problem>>(),
    durable: false,
    callers: both,
  }),
  groupProblems: command({
    input: TaskId,
    reply: reply<readonly ProblemGroup[]>(),
    durable: false,
    callers: both,
  }),
  listSkipped: command({
    input: SkippedQuery,
    reply: reply<Slice<SkippedAddress>>(),
    durable: false,
    callers: both,
  }),
  /** For the rows on the screen; one of a task that is not there has no covers. */
  taskCovers: command({
    input: z.array(TaskId).max(200),
    reply: reply<readonly TaskCovers[]>(),
    durable: false,
    callers: onlyWindow,
  }),
  listLibrary: command({ input: LibraryQuery, reply: reply<LibrarySlice>(), durable: false, callers: both }),
  listLibraryHosts: command({
    input: z.undefined(),
    reply: reply<readonly string[]>(),
    durable: false,
    callers: both,
  }),
  showGallery: command({
    input: z.object({ id: GalleryId, after: z.number().int().nonnegative().default(0) }),
    reply: reply<ShownGallery>(),
    durable: false,
    callers: both,
  }),
  /** Tasks that have a gallery in the folder of this one, also those that were removed from the list. */
  tasksOfGallery: command({
    input: GalleryId,
    reply: reply<readonly TaskId[]>(),
    durable: false,
    callers: both,
  }),
}

/** Commands about recipes and previews. */
export const recipeCommands = {
  listRecipes: command({
    input: z.undefined(),
    reply: reply<readonly RecipeSummary[]>(),
    durable: false,
    callers: both,
  }),
  recipeFor: command({
    input: RangeAddress,
    reply: reply<RecipeSummary>(),
    durable: false,
    callers: both,
  }),
  /**
   * Reads one page without saving anything. The caller chooses `token`; it names the preview in `cancelPreview` and in
   * `media://preview/<token>/<n>`.
   */
  preview: command({
    input: z.object({
      token: z.string().regex(/^[a-z0-9-]{8,40}$/),
      request: DownloadRequest,
      /** Most addresses of each list in the reply; `longestPreview` if absent. */
      longest: z.number().int().min(1).max(1_000_000).optional(),
    }),
    reply: reply<Preview>(),
    durable: false,
    callers: both,
  }),
  cancelPreview: command({ input: z.string().max(40), reply: reply<void>(), durable: false, callers: both }),
}

/** Commands about settings. */
export const settingsCommands = {
  /** Writes `config.json` before it is answered; changes no records. */
  changeSettings: command({ input: SettingsPatch, reply: reply<Settings>(), durable: false, callers: both }),
}
