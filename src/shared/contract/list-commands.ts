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
import type { RecipeSummary } from '../model/recipe'
import { type Settings, SettingsPatch } from '../model/settings'
import { GalleryId, TaskId } from '../model/units'
import { RangeAddress } from '../page-range/page-range'
import { both, command, reply } from './command'

/** A part of a gallery's images on disk. */
export interface ShownGallery {
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

/** Commands about recipes, previews and settings. */
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
  /** Writes `config.json` before it is answered; changes no records. */
  changeSettings: command({ input: SettingsPatch, reply: reply<Settings>(), durable: false, callers: both }),
}
