import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyCounts } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { openStorage, type Storage } from '../src/main/engine/storage/storage'
import { createTaskLedger, type LedgerPorts, type TaskLedger } from '../src/main/engine/tasks/task-ledger'
import { RangeAddress } from '../src/shared/page-range/page-range'

/** A database in a folder of its own, for one test. */
export interface TestStorage {
  readonly folder: string
  readonly file: string
  /** The one that is open now; changes with `open`. */
  readonly storage: Storage
  /** Opens the file again; the test has closed the storage before. */
  open(): void
  addTask(): TaskId
  close(): void
}

const request = {
  address: RangeAddress.parse('http://example.org/a/[1-3].html'),
  recipe: null,
  folder: '/x',
  options: {},
  startLater: false,
}

export function openTestStorage(): TestStorage {
  const folder = mkdtempSync(join(tmpdir(), 'galleon-storage-'))
  const file = join(folder, 'galleon.db')
  let storage = openStorage(file)
  return {
    folder,
    file,
    get storage() {
      return storage
    },
    open() {
      storage = openStorage(file)
    },
    addTask: () => storage.tasks.add(request, { kind: 'queued' }, emptyCounts, 1),
    close() {
      storage.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A ledger of the tasks of a storage, without listeners, for which no time passes; `more` replaces what it gets. */
export function openTestLedger(
  { tasks, flush }: Pick<Storage, 'tasks' | 'flush'>,
  more: Partial<LedgerPorts> = {},
): TaskLedger {
  return createTaskLedger({
    rows: tasks,
    flush,
    now: () => 1,
    monotonic: () => 0,
    emitDelta: () => {},
    emitEvent: () => {},
    log: () => {},
    ...more,
  })
}
