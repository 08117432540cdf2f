import type { CrawlRecord } from '../model/crawl/crawl-record'
import type { Failure } from '../model/failure'
import type { TaskCounts } from '../model/task'
import type { EndedState } from '../model/task-state'
import type { EpochMs, GalleryId, ImageId, TaskId } from '../model/units'

/**
 * What happened inside a task, one by one and in order: what a terminal prints and a log keeps. The window does not
 * need them; it gets deltas.
 */
export type TaskEvent =
  | {
      readonly kind: 'gallery'
      readonly taskId: TaskId
      readonly galleryId: GalleryId
      readonly title: string
      /** Absolute path. */
      readonly folder: string
    }
  | {
      readonly kind: 'saved' | 'skipped'
      readonly taskId: TaskId
      readonly imageId: ImageId
      readonly url: string
      /** Absolute path. */
      readonly path: string
      readonly bytes: number
      readonly sha256: string
    }
  /** A saved image turned out to be a placeholder: its file was deleted. It is saved in another version, or fails. */
  | {
      readonly kind: 'withdrawn'
      readonly taskId: TaskId
      readonly imageId: ImageId
      readonly url: string
      /** Absolute path. */
      readonly path: string
    }
  /** An image of a task that only lists addresses. */
  | { readonly kind: 'address'; readonly taskId: TaskId; readonly url: string }
  /** Follows `saved`: in the place of a bad file the site served another picture than the recorded one. */
  | { readonly kind: 'other-content'; readonly taskId: TaskId; readonly url: string; readonly path: string }
  | {
      readonly kind: 'failed'
      readonly taskId: TaskId
      /** null when a page failed. */
      readonly imageId: ImageId | null
      readonly url: string
      readonly failure: Failure
    }
  | {
      readonly kind: 'retrying'
      readonly taskId: TaskId
      readonly url: string
      readonly failure: Failure
      readonly attempt: number
      readonly waitMs: number
    }
  /** A record of a crawl is new (`revision` 1) or has changed. */
  | { readonly kind: 'record'; readonly taskId: TaskId; readonly record: CrawlRecord }
  /** A sink is not written to for a while; `problem` is in its words, without secrets. */
  | {
      readonly kind: 'sink-paused'
      readonly taskId: TaskId
      readonly sink: string
      readonly problem: string
      readonly triesAt: EpochMs
    }
  /** At the end of a run a sink has not got so many records; `problem` is in its words, without secrets. */
  | {
      readonly kind: 'sink-waits'
      readonly taskId: TaskId
      readonly sink: string
      readonly waiting: number
      readonly problem: string
    }
  /** The recipe of the task found nothing on this page, which was read automatically. */
  | { readonly kind: 'fell-back'; readonly taskId: TaskId; readonly url: string; readonly recipe: string }
  /** So many pages of a closed range in a row are missing; once in each run. The task continues. */
  | {
      readonly kind: 'many-missing'
      readonly taskId: TaskId
      readonly count: number
      /** Address of the first of them. */
      readonly first: string
    }
  | { readonly kind: 'waiting'; readonly taskId: TaskId; readonly host: string; readonly until: EpochMs }
  /**
   * The task is done, has failed or was cancelled; comes after the delta of its state. Each end comes once: a task that
   * is retried ends again, while moves between ended states (problems ignored, files deleted) are no end.
   */
  | {
      readonly kind: 'task-ended'
      readonly taskId: TaskId
      readonly state: EndedState
      readonly counts: TaskCounts
    }
