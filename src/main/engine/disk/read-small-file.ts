import { closeSync, fstatSync, lstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { lstat, open, stat } from 'node:fs/promises'
import { noFollow, readOnly } from './paths'

/** What of a file is read. */
export interface SmallFileLimits {
  /** A larger file is refused; so is one that grows beyond it while it is read. */
  readonly mostBytes: number
  /** Whether a symbolic link is read through or refused. */
  readonly links: 'follow' | 'refuse'
}

/** A path that is not read because of what is there. */
export class RefusedFileError extends Error {
  constructor(detail: string) {
    super(detail)
    this.name = 'RefusedFileError'
  }
}

const chunkBytes = 64 * 1024

/**
 * Reads a whole small file that a user or another program may have put there.
 *
 * Only a regular file is read: a named pipe would block for ever, and a device may have no end. What is there is looked
 * at before it is opened, because opening some devices has an effect already, and once more afterwards.
 *
 * Throws RefusedFileError, whose message says what is there ("it is a named pipe, not a file"), or what the file system
 * throws (`ENOENT` and others). Never holds more than the limit in memory.
 */
export function readSmallFileSync(path: string, limits: SmallFileLimits): Buffer {
  refuse(limits.links === 'follow' ? statSync(path) : lstatSync(path), limits)
  const file = openSync(path, flagsFor(limits))
  try {
    refuse(fstatSync(file), limits)
    const pieces: Buffer[] = []
    let length = 0
    for (;;) {
      const piece = Buffer.alloc(chunkBytes)
      const read = readSync(file, piece, 0, chunkBytes, null)
      if (read === 0) return Buffer.concat(pieces, length)
      length += read
      if (length > limits.mostBytes) throw tooLarge(limits)
      pieces.push(piece.subarray(0, read))
    }
  } finally {
    closeSync(file)
  }
}

/** As `readSmallFileSync`, without blocking the thread. */
export async function readSmallFile(path: string, limits: SmallFileLimits): Promise<Buffer> {
  refuse(await (limits.links === 'follow' ? stat(path) : lstat(path)), limits)
  await using file = await open(path, flagsFor(limits))
  refuse(await file.stat(), limits)
  const pieces: Buffer[] = []
  let length = 0
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, null)
    if (bytesRead === 0) return Buffer.concat(pieces, length)
    length += bytesRead
    if (length > limits.mostBytes) throw tooLarge(limits)
    pieces.push(buffer.subarray(0, bytesRead))
  }
}

function flagsFor({ links }: SmallFileLimits): number {
  return links === 'follow' ? readOnly & ~noFollow : readOnly
}

function refuse(facts: Stats, limits: SmallFileLimits): void {
  if (!facts.isFile()) throw new RefusedFileError(`it is ${kindOf(facts)}, not a file`)
  if (facts.size > limits.mostBytes) throw tooLarge(limits)
}

function tooLarge({ mostBytes }: SmallFileLimits): RefusedFileError {
  return new RefusedFileError(`it is larger than ${mostBytes} bytes`)
}

function kindOf(facts: Stats): string {
  if (facts.isSymbolicLink()) return 'a symbolic link'
  if (facts.isDirectory()) return 'a folder'
  if (facts.isFIFO()) return 'a named pipe'
  if (facts.isSocket()) return 'a socket'
  return facts.isCharacterDevice() || facts.isBlockDevice() ? 'a device' : 'something else'
}
