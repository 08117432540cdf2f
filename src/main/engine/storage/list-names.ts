import type { EngineCommandName, Parsed, Replies } from '@shared/ipc'
import type { Database } from './database'
import { createGalleryRows } from './gallery-rows'
import { createImageList } from './list-images'
import { createPageRows } from './page-rows'
import { createProblemRows } from './problem-rows'

/** Lists that are read in a thread of their own, because one slice of a long one can take tens of milliseconds. */
export type ListName = Extract<
  EngineCommandName,
  | 'listGalleries'
  | 'listImages'
  | 'listProblems'
  | 'groupProblems'
  | 'listLeftOut'
  | 'listLibrary'
  | 'listLibraryHosts'
>

export type Lists = { readonly [N in ListName]: (query: Parsed<N>) => Replies[N] }

/** The lists of a database that is only read. */
export function listsOf(database: Database): Lists {
  const galleries = createGalleryRows(database)
  const pages = createPageRows(database)
  const problems = createProblemRows(database)
  return {
    listGalleries: galleries.list,
    listImages: createImageList(database),
    listProblems: problems.list,
    groupProblems: problems.groups,
    listLeftOut: pages.listLeftOut,
    listLibrary: galleries.library,
    listLibraryHosts: galleries.libraryHosts,
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
