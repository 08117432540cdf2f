import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  futimesSync,
  openSync,
  unlinkSync,
  writevSync,
} from 'node:fs'
import { errorCode } from '@shared/model/error-code'
import { isLinux, noFollow, removeFile } from '../paths'

/**
 * ext4, XFS and btrfs begin to bring a file onto the disk as soon as it is closed, if it was emptied before it was
 * written (ext4(5), auto_da_alloc). The flushes that follow then find most of the work done, a whole batch at a time.
 */
const beginsWhenClosed = isLinux

/**
 * Makes a file with `create`, which must fail with EEXIST where one lies: that goes first. So nothing that lies there, such
 * as a planted link, is written through.
 */
export async function createExclusive<T>(path: string, create: () => Promise<T>): Promise<T> {
  try {
    return await create()
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    await removeFile(path)
    return await create()
  }
}

/**
 * Makes a file of these bytes and of this time (null: now), in the place of one that lies there, and returns a descriptor whose flush brings it onto the
 * disk; the caller closes it. Blocks. Throws the error of the file system; after `onCreated` a file with a part of the
 * bytes may lie there.
 */
export function writeNewFile(
  path: string,
  chunks: readonly Uint8Array[],
  modifiedMs: number | null,
  onCreated: () => void,
): number {
  const descriptor = createExclusiveSync(path)
  let reader: number | null = null
  try {
    onCreated()
    if (beginsWhenClosed) ftruncateSync(descriptor, 0)
    writeAll(descriptor, chunks)
    if (modifiedMs !== null) setFileTime(descriptor, modifiedMs)
    if (beginsWhenClosed) reader = openSync(path, constants.O_RDONLY | noFollow)
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
  if (reader === null) return descriptor
  closeSync(descriptor)
  return reader
}

/** A file system that keeps no such time does not cost the picture. */
function setFileTime(descriptor: number, modifiedMs: number): void {
  try {
    futimesSync(descriptor, fstatSync(descriptor).atime, new Date(modifiedMs))
  } catch {
    // It keeps the time at which it was written.
  }
}

function createExclusiveSync(path: string): number {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR
  try {
    return openSync(path, flags, 0o666)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    unlinkSync(path)
    return openSync(path, flags, 0o666)
  }
}

function writeAll(descriptor: number, chunks: readonly Uint8Array[]): void {
  let at = 0
  for (let rest = chunks; rest.length > 0; ) {
    const written = writevSync(descriptor, rest, at)
    at += written
    rest = withoutFirst(rest, written)
  }
}

/** What is left of the chunks behind so many bytes. */
export function withoutFirst(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes
  const rest: Uint8Array[] = []
  for (const chunk of chunks) {
    if (left < chunk.length) rest.push(left > 0 ? chunk.subarray(left) : chunk)
    left = Math.max(0, left - chunk.length)
  }
  return rest
}
