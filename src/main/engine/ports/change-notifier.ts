import type { Delta } from '@shared/contract/commands'
import type { TaskId } from '@shared/model/units'
import type { RunningTasks } from '../run/run'

/** What moves in transfers is told this often; rows of the watched task and of the library at most as often. */
const tellEveryMs = 500

/**
 * Tells of the one task whose detail is looked at, and that the library has changed.
 *
 * Nothing ticks while nothing is watched and nothing changes.
 */
export interface ChangeNotifier {
  watch(id: TaskId | null): void
  rowsChanged(id: TaskId): void
  libraryChanged(): void
  close(): void
}

export function createChangeNotifier(
  runningTasks: RunningTasks,
  tell: (delta: Delta) => void,
): ChangeNotifier {
  let watched: TaskId | null = null
  let rows = 0
  let libraryRows = 0
  let librarySoon: NodeJS.Timeout | null = null
  let ticking: NodeJS.Timeout | null = null
  let told = ''

  function tick(): void {
    ticking = null
    if (watched === null) return
    const active = runningTasks.get(watched)?.active.list() ?? []
    const now = JSON.stringify([watched, rows, active])
    if (now !== told) tell({ kind: 'watched', id: watched, active, rows })
    told = now
    // Goes on by itself only while something is in transfer; otherwise the next change of a row starts it.
    if (runningTasks.has(watched)) soon()
  }

  function soon(): void {
    ticking ??= setTimeout(tick, tellEveryMs)
  }

  return {
    watch(id) {
      watched = id
      told = ''
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
        tell({ kind: 'library', rows: libraryRows })
      }, tellEveryMs)
    },
    close() {
      watched = null
      if (ticking) clearTimeout(ticking)
      if (librarySoon) clearTimeout(librarySoon)
      ticking = librarySoon = null
    },
  }
}
