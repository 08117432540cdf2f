import { statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { DatabaseSync } from '@photostructure/sqlite'
import type { ListWorkerData } from '../lists/list-names'
import { formatOf, newestVersion } from './connection'
import { findLoss } from './open-or-set-aside'

/** A smaller database is brought up to date in an instant when it is opened. */
const largeBytes = 16 * 1024 ** 2

/** Which database is brought up to date, and who is informed of a long update. */
interface UpdateRequest {
  readonly databaseFile: string
  /** Built file of `list-worker.ts`. */
  readonly workerFile: string
  /** Called once if it takes longer than a second; with the length of the file in bytes. */
  readonly onSlow: (bytes: number) => void
  /** Instead of that second, in milliseconds. */
  readonly slowMs?: number
}

/**
 * Brings a large database of an earlier format up to date in a thread, before it is opened: new indexes over a million
 * images take seconds, in which the window and the signals of a terminal would not be answered.
 *
 * Each step is one transaction: after a kill the next start finds the format as it was before that step and begins the
 * step again. The caller holds the data folder. Never rejects: what could not be done here is done, or fails with its
 * reason, when the database is opened.
 */
export async function updateFormat(request: UpdateRequest): Promise<void> {
  const { databaseFile, workerFile, onSlow, slowMs = 1000 } = request
  const bytes = largeOldDatabase(databaseFile)
  if (bytes === null) return
  const timer = setTimeout(() => onSlow(bytes), slowMs)
  const workerData: ListWorkerData = { file: databaseFile, work: 'update' }
  await new Promise<void>((done) => {
    const worker = new Worker(workerFile, { workerData })
    // An error ends the thread too; opening the database finds it again, with its place.
    worker.on('error', () => {})
    worker.on('exit', () => done())
  })
  clearTimeout(timer)
}

/** Length in bytes of a database that takes time to bring up to date; null of any other, and of one that is damaged. */
function largeOldDatabase(file: string): number | null {
  try {
    const bytes = statSync(file).size
    if (bytes < largeBytes || isNewest(file) || findLoss(file) !== null) return null
    return bytes
  } catch {
    // Missing, locked or no database: opening it says so.
    return null
  }
}

function isNewest(file: string): boolean {
  using connection = new DatabaseSync(file, { timeout: 5000, readOnly: true })
  return formatOf(connection) >= newestVersion
}
