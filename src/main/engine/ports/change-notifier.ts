import type { Delta } from '@shared/contract/deltas'
import type { TaskEvent } from '@shared/contract/task-event'
import type { ActiveImage } from '@shared/model/gallery'
import type { TaskId } from '@shared/model/units'

/** Calls listeners in the order in which they were added. */
interface Emitter<T> {
  /** Adds a listener; returns the function that removes it. */
  on(listener: (event: T) => void): () => void
  /** Calls every listener before it returns. One that throws is logged, and the others are still called. */
  emit(event: T): void
}

/** `logError` is called for a listener that throws. */
export function createEmitter<T>(
  logError: (level: 'error', message: string, details: { readonly error: unknown }) => void,
): Emitter<T> {
  const listeners = new Set<(event: T) => void>()
  return {
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          logError('error', 'a listener failed', { error })
        }
      }
    },
  }
}

/** The progress of downloads is reported this often; rows of the watched task and of the library at most as often. */
const reportEveryMs = 500

/** How work on tasks reports what it changed. */
export interface ChangeReport {
  /** Reports one event, to the terminal and the log. */
  emit(event: TaskEvent): void
  /** A gallery, image or problem of the task changed: lists that are shown ask again. */
  rowsChanged(id: TaskId): void
  /** A gallery on disk changed. */
  libraryChanged(): void
}

/**
 * Reports changes of the one task whose detail is shown, and that the library has changed.
 *
 * Nothing ticks while nothing is watched and nothing changes.
 */
export interface ChangeNotifier extends Pick<ChangeReport, 'rowsChanged' | 'libraryChanged'> {
  watch(id: TaskId | null): void
  close(): void
}

/** `imagesOf`: the images that a running task downloads now; null for a task that does not run. */
export function createChangeNotifier(
  imagesOf: (id: TaskId) => readonly ActiveImage[] | null,
  emit: (delta: Delta) => void,
): ChangeNotifier {
  let watched: TaskId | null = null
  let rows = 0
  let libraryRows = 0
  let librarySoon: NodeJS.Timeout | null = null
  let ticking: NodeJS.Timeout | null = null
  let reported = ''

  function tick(): void {
    ticking = null
    if (watched === null) return
    const images = imagesOf(watched)
    const active = images ?? []
    const now = JSON.stringify([watched, rows, active])
    if (now !== reported) emit({ kind: 'watched', id: watched, active, rows })
    reported = now
    // Repeats only while the task runs; otherwise the next change of a row starts it.
    if (images !== null) soon()
  }

  function soon(): void {
    ticking ??= setTimeout(tick, reportEveryMs)
  }

  return {
    watch(id) {
      watched = id
      reported = ''
      if (id !== null) soon()
    },
    rowsChanged(id) {
      if (id !== watched) return
      rows++
      soon()
    },
    libraryChanged() {
      libraryRows++
      librarySoon ??= setTimeout(() => {
        librarySoon = null
        emit({ kind: 'library', rows: libraryRows })
      }, reportEveryMs)
    },
    close() {
      watched = null
      if (ticking) clearTimeout(ticking)
      if (librarySoon) clearTimeout(librarySoon)
      ticking = librarySoon = null
    },
  }
}
