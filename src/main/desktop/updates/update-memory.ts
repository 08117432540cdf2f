import { z } from 'zod'
import { readSmallFileSync } from '../../engine/disk/read-small-file'
import { writeSmallFileSync } from '../../engine/disk/write-small-file'
import type { Log } from '../../engine/ports/ports'

const mostBytes = 64 * 1024

const Remembered = z.object({ version: z.string(), checkedAt: z.number().int().nullable() })
type Remembered = z.infer<typeof Remembered>

/** What is kept from one run to the next: which version ran, and when the publisher was asked. */
export interface UpdateMemory {
  /** Another version ran before this one: the user has not seen what is new. False at the first start of all. */
  readonly isNewVersion: boolean
  /** When the publisher was asked for a newer version, in milliseconds since the epoch; null: never. */
  checkedAt(): number | null
  markChecked(at: number): void
}

function read(file: string): Remembered | null {
  try {
    const text = readSmallFileSync(file, { mostBytes, links: 'follow' }).toString('utf8')
    return Remembered.parse(JSON.parse(text))
  } catch {
    // Absent, damaged, or of a later version: nothing depends on it but one question to the publisher
    return null
  }
}

/** Opens the memory in its file, and remembers that this version ran. A disk that takes nothing is logged. */
export function openUpdateMemory(file: string, version: string, log: Log): UpdateMemory {
  const before = read(file)
  let checkedAt = before?.checkedAt ?? null

  function write(): void {
    try {
      writeSmallFileSync(file, `${JSON.stringify({ version, checkedAt })}\n`, { durable: false })
    } catch (error) {
      log('warn', 'what updates need was not kept', { error })
    }
  }

  if (before?.version !== version) write()
  return {
    isNewVersion: before !== null && before.version !== version,
    checkedAt: () => checkedAt,
    markChecked(at) {
      checkedAt = at
      write()
    },
  }
}
