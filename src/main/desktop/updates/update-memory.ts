import { z } from 'zod'
import { readSmallFileSync } from '../../engine/disk/read-small-file'
import { writeSmallFileSync } from '../../engine/disk/write-small-file'
import type { Log } from '../../engine/ports/ports'

const mostBytes = 64 * 1024

const Remembered = z.object({ version: z.string(), checkedAt: z.number().int().nullable() })
type Remembered = z.infer<typeof Remembered>

/** What is kept from one run to the next: the newest version that ran, and when the publisher was asked. */
export interface UpdateMemory {
  /**
   * Only versions ran before that are older than what is new: the user has not seen it. False at the first start of all, and
   * for one of two versions that are used side by side.
   */
  readonly hasNews: boolean
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

const inNumbers = new Intl.Collator('en', { numeric: true })

/** Whether a version comes after another one (Semantic Versioning 2.0.0 §11): 1.10.0 after 1.9.0, 1.0.0 after 1.0.0-beta. */
function isAfter(version: string, other: string): boolean {
  const [core = '', preview] = version.split(/-(.*)/s)
  const [otherCore = '', otherPreview] = other.split(/-(.*)/s)
  const order = inNumbers.compare(core, otherCore)
  if (order !== 0 || otherPreview === undefined) return order > 0
  return preview === undefined || inNumbers.compare(preview, otherPreview) > 0
}

/** Which program opens the memory. */
interface Running {
  readonly version: string
  /** The version that its news are about. */
  readonly newsVersion: string
}

/** Opens the memory in its file, and remembers that this version ran. A disk that takes nothing is logged. */
export function openUpdateMemory(file: string, { version, newsVersion }: Running, log: Log): UpdateMemory {
  const before = read(file)
  const isNew = before === null || isAfter(version, before.version)
  const newest = isNew ? version : before.version
  let checkedAt = before?.checkedAt ?? null

  function write(): void {
    try {
      writeSmallFileSync(file, `${JSON.stringify({ version: newest, checkedAt })}\n`, { durable: false })
    } catch (error) {
      log('warn', 'what updates need was not kept', { error })
    }
  }

  if (isNew) write()
  return {
    hasNews: before !== null && isAfter(newsVersion, before.version),
    checkedAt: () => checkedAt,
    markChecked(at) {
      checkedAt = at
      write()
    },
  }
}
