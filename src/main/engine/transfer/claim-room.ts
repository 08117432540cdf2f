import { stat } from 'node:fs/promises'
import { FailureError, localFailure } from '@shared/failure'
import { freeBytesIn } from './room'

/** How long an answer of the system holds while there is plenty of room. */
const validMs = 1000

/** With less than this to spare the system is asked for every file. */
const plentyBytes = 256 * 1024 ** 2

/** What a transfer collects before it writes: the system does not count it as used yet. */
const unwrittenBytes = 256 * 1024

/** Room for one file that is about to be written. Dispose of it when the file is written or given up. */
export interface RoomClaim extends Disposable {
  /** So many bytes are still to come. */
  left(bytes: number): void
}

/** Claims the room for a file of known length before its body is fetched. Throws FailureError (disk-full). */
export type ClaimRoom = (folder: string, bytes: number) => Promise<RoomClaim>

interface Disk {
  /** Bytes that other claims will still write. */
  claimed: number
  /** Free bytes that nobody has claimed, and when the system told; it only shrinks until it is asked again. */
  spare: number
  at: number
}

/** `clock` gives monotonic milliseconds. A system that does not tell its free room refuses nobody. */
export function createClaimRoom(
  clock: () => number,
  freeIn: (folder: string) => Promise<number | undefined> = freeBytesIn,
): ClaimRoom {
  const disks = new Map<number, Disk>()

  async function look(folder: string, disk: Disk): Promise<number | undefined> {
    const free = await freeIn(folder)
    if (free === undefined) return undefined
    disk.spare = free - disk.claimed
    disk.at = clock()
    return free
  }

  return async (folder, bytes) => {
    const { dev } = await stat(folder)
    const disk = disks.get(dev) ?? { claimed: 0, spare: 0, at: -Infinity }
    disks.set(dev, disk)
    const knowsPlenty = clock() - disk.at < validMs && disk.spare - bytes >= plentyBytes
    if (!knowsPlenty) {
      const free = await look(folder, disk)
      if (free !== undefined && disk.spare < bytes) {
        const text = `${folder}: ${bytes} bytes do not fit, ${Math.max(0, disk.spare)} are free`
        throw new FailureError(
          localFailure('disk-full', text, { neededBytes: bytes + Math.max(0, disk.claimed) }),
        )
      }
    }
    let mine = bytes
    disk.claimed += mine
    disk.spare -= mine
    const change = (to: number) => {
      disk.claimed += to - mine
      mine = to
    }
    return {
      left: (more) => change(Math.min(mine, more + unwrittenBytes)),
      [Symbol.dispose]: () => change(0),
    }
  }
}
