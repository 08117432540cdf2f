import { constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FailureError } from '@shared/failure'
import type { Ports } from '../engine/ports'
import { openOwnSession } from './own-session'
import type { Session } from './session'

/** Nobody else knows the copy. */
const noHold = { [Symbol.dispose]() {} }

/** Where a copy may lie: temporary files, and memory where the system offers it, for the one disk may be full. */
const places = [tmpdir(), '/dev/shm']

/**
 * A session for commands that only read, when the data folder cannot be written: on a full disk, a read-only one, or as
 * another user. The engine works on a copy of the database that nobody else can read and that is removed afterwards.
 *
 * Null when `error` is not about the folder, or no copy could be made or opened.
 */
export async function openReadSession(error: unknown, ports: Ports): Promise<Session | null> {
  if (!mayBeUnwritable(error)) return null
  for (const place of places) {
    let folder: string | null = null
    try {
      folder = mkdtempSync(join(place, 'galleon-read-'))
      const databaseFile = join(folder, 'galleon.db')
      copyDatabase(ports.databaseFile, databaseFile)
      const own = { folder, ports: { ...ports, databaseFile }, diary: () => {}, serves: false }
      return removing(folder, await openOwnSession(own, noHold))
    } catch {
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
    }
  }
  return null
}

/** Whether it would help to read a copy: what another process holds, and a wrong setting, are told as they are. */
function mayBeUnwritable(error: unknown): boolean {
  if (!(error instanceof FailureError))
    return error instanceof Error && ('errcode' in error || 'code' in error)
  return error.failure.kind !== 'held-elsewhere' && error.failure.kind !== 'invalid-input'
}

/** With its write-ahead log, in which the last changes lie. */
function copyDatabase(from: string, to: string): void {
  for (const end of ['', '-wal']) {
    if (existsSync(`${from}${end}`)) copyFileSync(`${from}${end}`, `${to}${end}`, constants.COPYFILE_EXCL)
  }
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
