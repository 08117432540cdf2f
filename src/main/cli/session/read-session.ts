import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import type { Ports } from '../../engine/ports/ports'
import { copyDatabase } from './database-copy'
import { openOwnSession } from './own-session'
import type { Session } from './session'

/** The copy is private to this process. */
const noHold = { [Symbol.dispose]() {} }

/** Where a copy may lie: temporary files, and memory where the system offers it, for the one disk may be full. */
const places = [tmpdir(), '/dev/shm']

/**
 * A session for commands that only read, when the data folder cannot be written: on a full disk, a read-only one, or as
 * another user. The engine works on a copy of the database that only this user can read and that is removed afterwards.
 *
 * Null when `error` is not about the folder, or no copy could be made or opened. Fails with `disk-full` where there is no
 * room for a copy.
 */
export async function openReadSession(error: unknown, ports: Ports): Promise<Session | null> {
  if (!mayBeUnwritable(error)) return null
  let folder: string | null = null
  try {
    folder = copyDatabase(ports.files.database, places)
    const files = { ...ports.files, database: join(folder, 'galleon.db') }
    const own = { folder, ports: { ...ports, files }, taskLog: () => {}, serves: false }
    return removing(folder, await openOwnSession(own, noHold))
  } catch (failed) {
    if (folder !== null) rmSync(folder, { recursive: true, force: true })
    if (isFull(failed)) throw failed
    return null
  }
}

function isFull(error: unknown): boolean {
  return error instanceof FailureError && error.failure.kind === 'disk-full'
}

/** Whether it would help to read a copy: what another process holds, and a wrong setting, are reported as they are. */
function mayBeUnwritable(error: unknown): boolean {
  if (!(error instanceof FailureError))
    return error instanceof Error && ('errcode' in error || 'code' in error)
  return error.failure.kind !== 'held-elsewhere' && error.failure.kind !== 'invalid-input'
}

function removing(folder: string, session: Session): Session {
  return {
    ...session,
    async close() {
      await session.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The same session, whose end does not fail when the disk does not take what the engine wrote on the way. */
export function endingQuietly(session: Session): Session {
  return {
    ...session,
    async close() {
      try {
        await session.close()
      } catch (error) {
        if (!mayBeUnwritable(error)) throw error
      }
    },
  }
}
