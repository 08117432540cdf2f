import { FailureError, localFailure } from '@shared/model/failure'
import type { CheckedFolder } from '../folder-check'
import { freeBytesIn } from './free-space'

/** How long an answer of the system holds while there is plenty of room. */
const validMs = 1000

/** With less than this to spare the system is asked for every file. */
const plentyBytes = 256 * 1024 ** 2

/** Bytes that are claimed at a time for a file of unknown length. */
const stepBytes = 256 * 1024

/** Room for one file that is being written. Dispose of it when the file is whole or given up. */
export interface SpaceReservation extends Disposable {
  /** Claims so many bytes more, before they are fetched. Throws FailureError (disk-full). */
  grow(bytes: number): Promise<void>
  /** Number of claimed bytes that are still to come. */
  left(bytes: number): void
}

/** An empty claim on the disk of a folder that is there. */
export type ReserveSpace = (folder: CheckedFolder) => SpaceReservation

interface Disk {
  /** Bytes that other claims will still write. */
  claimed: number
  /** Free bytes that are not claimed, and when the system reported them; they only shrink until it is asked again. */
  spare: number
  at: number
}

/** `clock` gives monotonic milliseconds. Where the system does not report its free space, nothing is refused. */
export function createSpaceReserver(
  clock: () => number,
  freeIn: (folder: string) => Promise<number | undefined> = freeBytesIn,
): ReserveSpace {
  const disks = new Map<number, Disk>()

  async function look(folder: string, disk: Disk): Promise<number | undefined> {
    const free = await freeIn(folder)
    if (free === undefined) return undefined
    disk.spare = free - disk.claimed
    disk.at = clock()
    return free
  }

  function diskOf(dev: number): Disk {
    const disk = disks.get(dev) ?? { claimed: 0, spare: 0, at: -Infinity }
    disks.set(dev, disk)
    return disk
  }

  function refuseIfFull(folder: string, disk: Disk, bytes: number): Promise<void> | undefined {
    if (clock() - disk.at < validMs && disk.spare - bytes >= plentyBytes) return undefined
    return refuseIfStillFull(folder, disk, bytes)
  }

  async function refuseIfStillFull(folder: string, disk: Disk, bytes: number): Promise<void> {
    const free = await look(folder, disk)
    if (free === undefined || disk.spare >= bytes) return
    const text = `${folder}: ${bytes} bytes do not fit, ${Math.max(0, disk.spare)} are free`
    const neededBytes = bytes + Math.max(0, disk.claimed)
    throw new FailureError(localFailure('disk-full', text, { neededBytes }))
  }

  return ({ path, dev }) => {
    let disk: Disk | null = null
    let mine = 0
    const change = (to: number) => {
      if (disk !== null) disk.claimed += to - mine
      mine = to
    }
    return {
      grow: async (bytes) => {
        disk ??= diskOf(dev)
        const wait = refuseIfFull(path, disk, bytes)
        if (wait !== undefined) await wait
        disk.spare -= bytes
        change(mine + bytes)
      },
      left: (bytes) => change(Math.min(mine, bytes)),
      [Symbol.dispose]: () => change(0),
    }
  }
}

/** Claims the room for a body: all of it before it is fetched when its length is known, else by steps as it comes. */
export function claimBody(length: number | null, room: SpaceReservation) {
  let claimed = 0
  let received = 0
  const grow = (bytes: number) => {
    claimed += bytes
    return room.grow(bytes)
  }
  return {
    begin: () => grow(length ?? stepBytes),
    /** Counts bytes that came; undefined when they were claimed already. */
    receive: (bytes: number): Promise<void> | undefined => {
      received += bytes
      return length === null && received > claimed ? grow(Math.max(stepBytes, received - claimed)) : undefined
    },
    /** What came is written, but for so many bytes. */
    hold: (unwritten: number) => room.left(claimed - received + unwritten),
  }
}
