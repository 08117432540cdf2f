import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own, in memory. */
export interface SmallDisk extends Disposable {
  /** A folder on it. */
  readonly folder: string
  /** Where it is mounted. */
  readonly mountPoint: string
  resize(mebibytes: number): void
  setReadOnly(isReadOnly: boolean): void
  /** Takes it away although files are open, as a drive is pulled out. */
  pullOut(): void
}

/** Mounts are made by the superuser of Linux alone: elsewhere tests that need one are shown as skipped. */
export const canMount = triesMounting()

function triesMounting(): boolean {
  try {
    using disk = mountSmallDisk(1)
    return disk.folder !== ''
  } catch {
    return false
  }
}

/** `options` are further ones of `mount -o`. Throws where `canMount` is false. */
export function mountSmallDisk(mebibytes: number, options = ''): SmallDisk {
  const mountPoint = mkdtempSync(join(tmpdir(), 'galleon-disk-'))
  const mount = (more: string, ...flags: readonly string[]) =>
    execFileSync('mount', [...flags, '-o', more, 'tmpfs', mountPoint], { stdio: 'ignore' })
  let isThere = false
  const leave = () => {
    if (isThere) execFileSync('umount', ['-l', mountPoint], { stdio: 'ignore' })
    isThere = false
  }
  try {
    mount(`size=${mebibytes}m${options}`, '-t', 'tmpfs')
  } catch (error) {
    rmSync(mountPoint, { recursive: true })
    throw error
  }
  isThere = true
  const folder = join(mountPoint, 'pictures')
  mkdirSync(folder)
  return {
    folder,
    mountPoint,
    resize: (size) => mount(`remount,size=${size}m`),
    setReadOnly: (isReadOnly) => mount(`remount,${isReadOnly ? 'ro' : 'rw'}`),
    pullOut: leave,
    [Symbol.dispose]() {
      leave()
      rmSync(mountPoint, { recursive: true, force: true })
    },
  }
}
