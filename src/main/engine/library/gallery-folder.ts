import { lstat, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { FailureError, localFailure } from '@shared/model/failure'
import { copyNumbers, mostCopies } from '../disk/claim-name'
import { diskOperation } from '../disk/disk-errors'
import { fsyncFolder } from '../disk/fsync-folder'
import { readRecordKey } from './check/read-record'
import { recordName } from './gallery-record'
import { makeFolderBelow } from './target-folder'

/** What the claim of a folder asks of the records. */
export interface FolderClaim {
  /** The task's folder: absolute, exists. */
  readonly root: string
  /** Its safe path below the root, parts joined by `/`; from 2 on with a number behind it. */
  readonly name: (copy: number) => string
  /** Identity of the gallery. */
  readonly key: string
  /** All keys under which it may be recorded; `key` alone by default. */
  readonly keys?: readonly string[]
  /** Folder that this gallery had before below `root`; it finds it again. */
  readonly earlier: string | null
  /** Identity of the gallery that the records say holds a folder. */
  readonly holderOf: (folder: string) => string | null
  /** Whether this is the name of a picture that the gallery saves there; none is by default. */
  readonly isOwnName?: (file: string) => boolean
}

/**
 * Claims a folder for a gallery and returns its path below the root, parts joined by `/`.
 *
 * The claim is `mkdir`, which only one of two can win; looking first would let two galleries of one title share a
 * folder. A folder that exists is taken only if it is the gallery's own: by our records, or by the `gallery.json` in it,
 * or because it is empty, or holds nothing but files of the names that the gallery's own pictures get: records were lost,
 * or another program saved them, and whether their content is right is compared when it has come. The folder survives a power cut when this resolves.
 * Throws FailureError (not-writable, disk-full).
 */
export async function claimFolder(claim: FolderClaim, most = mostCopies): Promise<string> {
  const { root, earlier } = claim
  if (earlier !== null && !(await hasLink(root, earlier))) {
    await diskOperation(() => makeFolderBelow(root, join(root, ...earlier.split('/'))))
    return earlier
  }
  const isTaken = (copy: number) => isThere(join(root, ...claim.name(copy).split('/')))
  for await (const copy of copyNumbers(isTaken, most)) {
    const folder = claim.name(copy)
    const path = join(root, ...folder.split('/'))
    if (folder.includes('/') && (await hasLink(root, dirname(folder)))) {
      const text = `${dirname(path)} leads somewhere else: there is a link in it`
      throw new FailureError(localFailure('not-writable', text))
    }
    if (await hasLink(root, folder)) continue
    if (dirname(path) !== root) await diskOperation(() => makeFolderBelow(root, dirname(path)))
    if (await diskOperation(() => isMade(path))) return folder
    const holder = claim.holderOf(folder)
    if (holder !== null && isKey(claim, holder)) return folder
    if (holder === null && (await isOurs(path, claim))) return folder
  }
  const text = `${join(root, claim.name(1))}: ${most} folders of this name are there; a folder template with {id} or {title} distinguishes galleries`
  throw new FailureError(localFailure('not-writable', text))
}

function isKey({ key, keys = [key] }: FolderClaim, other: string): boolean {
  return keys.includes(other)
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** Whether a part of this path is a link: then nothing is written there. */
async function hasLink(root: string, folder: string): Promise<boolean> {
  let path = root
  for (const name of folder.split('/')) {
    path = join(path, name)
    const isLink = await lstat(path).then(
      (facts) => facts.isSymbolicLink(),
      () => false,
    )
    if (isLink) return true
  }
  return false
}

async function isMade(path: string): Promise<boolean> {
  try {
    await mkdir(path)
    await fsyncFolder(dirname(path))
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Files that systems put into folders. A partial file is not among them: another program may be at work there. */
const unimportant = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i

/** Whether a folder that no record of ours knows is this gallery's, by what lies in it. */
async function isOurs(path: string, claim: FolderClaim): Promise<boolean> {
  const { isOwnName } = claim
  try {
    const names = await readdir(path)
    if (names.length === 0) return true
    if (!names.includes(recordName)) {
      const files = names.filter((name) => !unimportant.test(name))
      return files.length > 0 && isOwnName !== undefined && files.every(isOwnName)
    }
    // Others may have put it there: a pipe, a link, a device or a file of any size must cost neither time nor memory.
    const recorded = await readRecordKey(path, new AbortController().signal)
    return recorded !== null && isKey(claim, recorded)
  } catch {
    // A file in the folder's place, or one that cannot be read: not ours.
    return false
  }
}
