import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { fsyncFolderSync } from './fsync-folder'
import { makeDurableFolderSync } from './make-folder'
import { RefusedFileError } from './read-small-file'

/** How a file is written. */
interface SmallFileWrite {
  /** Whether it survives a power cut when this returns, which waits for the disk. */
  readonly durable: boolean
}

/**
 * Replaces a small file as a whole: afterwards there is the old content or the new one, never a part of either.
 *
 * A symbolic link in its place stays, and the file that it leads to is replaced, because users keep such files elsewhere
 * and link to them. Permissions and, as far as the system allows it, the owner of an existing file are kept; a new one is
 * readable by its owner alone. The folder is made, except behind a link: what a link leads to may be a drive that is
 * not mounted now.
 *
 * Throws RefusedFileError for what is not a file, or what the file system throws, naming the path that could not be
 * written; then the old content is there.
 */
export function writeSmallFileSync(path: string, text: string, { durable }: SmallFileWrite): void {
  const target = throughLinks(path)
  const folder = dirname(target)
  if (target === path) makeDurableFolderSync(folder)
  const before = factsOf(target)
  if (before !== null && !before.isFile()) throw new RefusedFileError(`${target} is not a file`)
  const temporary = `${target}.part`
  // What a kill left behind, or a link that would lead the text elsewhere.
  rmSync(temporary, { force: true })
  try {
    writeNew(temporary, text, before, durable)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  if (durable) fsyncFolderSync(folder)
}

function writeNew(path: string, text: string, before: Stats | null, durable: boolean): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(file, text)
    if (before !== null) keepOwner(file, before)
    if (durable) fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function keepOwner(file: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(file, uid, gid)
  } catch {
    // Only the administrator may give a file away. The content is more important than its owner.
  }
  fchmodSync(file, mode & 0o777)
}

/** Links that are followed one after another, as many as Linux follows (path_resolution(7)). */
const mostLinks = 40

/**
 * The path that a symbolic link leads to, also when nothing is there yet; `path` itself if it is no link.
 *
 * Throws what the file system throws: `ELOOP` for links that lead to each other.
 */
export function throughLinks(path: string): string {
  let place = path
  for (let links = 0; links <= mostLinks; links++) {
    if (!isLink(place)) return links === 0 ? path : place
    const folder = realpathSync(dirname(place))
    const next = resolve(folder, readlinkSync(join(folder, basename(place))))
    place = next
  }
  throw Object.assign(new Error(`${path} is a symbolic link that leads in a circle`), { code: 'ELOOP' })
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

function factsOf(path: string): Stats | null {
  try {
    return statSync(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}
