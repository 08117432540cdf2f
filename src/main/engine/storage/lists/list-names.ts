import type { EngineCommandName, Parsed, Replies } from '@shared/contract/commands'
import type { GalleryId, TaskId } from '@shared/model/units'
import type { Database } from '../database/database'
import { createGalleryRows } from '../galleries/gallery-rows'
import { createIncompleteRows, type Missing, type OpenGallery, type TaskMissing } from '../incomplete-rows'
import { createPageRows } from '../pages/page-rows'
import { createProblemRows } from '../problem-rows'
import { createFolderImages, createImageList, type FolderImages } from './list-images'
import { createTaskCovers } from './task-covers'

/** Commands that are answered in a thread of their own, because one slice of a long list can take tens of milliseconds. */
type ListCommand = Extract<
  EngineCommandName,
  | 'listGalleries'
  | 'listImages'
  | 'listProblems'
  | 'groupProblems'
  | 'listSkipped'
  | 'taskCovers'
  | 'listLibrary'
  | 'listLibraryHosts'
>

/** What the engine itself asks for: it reads all rows of a gallery, or of a task. */
interface OwnLists {
  /** At most `most` galleries whose ids are greater than `after`; see `IncompleteRows.galleries`. */
  openGalleries(query: {
    readonly root: string
    readonly after: number
    readonly most: number
  }): readonly OpenGallery[]
  missingOfGallery(query: { readonly gallery: OpenGallery; readonly most: number }): Missing
  missingOfTask(query: { readonly taskId: TaskId; readonly most: number }): TaskMissing
  folderImages(query: { readonly id: GalleryId; readonly after: number }): FolderImages
  ignoredImages(query: { readonly place: string }): number
}

/** Every list that the window pages through. */
export type Lists = { readonly [N in ListCommand]: (query: Parsed<N>) => Replies[N] } & OwnLists
/** Name of a list. */
export type ListName = keyof Lists
/** The query of a list. */
export type ListQuery<N extends ListName> = Parameters<Lists[N]>[0]
/** A slice of a list. */
export type ListReply<N extends ListName> = ReturnType<Lists[N]>

/** The lists of a database that is only read. */
export function listsOf(database: Database): Lists {
  const galleries = createGalleryRows(database)
  const pages = createPageRows(database)
  const problems = createProblemRows(database)
  const incomplete = createIncompleteRows(database)
  return {
    listGalleries: galleries.lists.ofTask,
    listImages: createImageList(database),
    listProblems: problems.list,
    groupProblems: problems.groups,
    listSkipped: pages.skipped.list,
    taskCovers: createTaskCovers(database),
    listLibrary: galleries.lists.library,
    listLibraryHosts: galleries.lists.libraryHosts,
    openGalleries: ({ root, after, most }) => incomplete.galleries(root, after, most),
    missingOfGallery: ({ gallery, most }) => incomplete.ofGallery(gallery, most),
    missingOfTask: ({ taskId, most }) => incomplete.ofTask(taskId, most),
    folderImages: createFolderImages(database),
    ignoredImages: ({ place }) => incomplete.ignored(place),
  }
}

/** What a thread is started for: to read lists of a database, or to bring its format up to date and end. */
export interface ListWorkerData {
  readonly file: string
  readonly work: 'read' | 'update'
}

/** What the thread is asked. */
export interface ListQuestion {
  readonly id: number
  readonly name: ListName
  readonly query: unknown
}

/** What it answers; `code` is SQLite's, if it was SQLite that failed. */
export type ListAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly code: number | null }
