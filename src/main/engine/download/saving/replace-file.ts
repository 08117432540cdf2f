import { link, lstat, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { type ClaimedName, claimName, isSameFile, type NameClaim } from '../../disk/claim-name'
import { diskOperation } from '../../disk/disk-errors'
import { fsyncFolder } from '../../disk/fsync-folder'
import { hasContent } from '../../disk/hash-file'
import { caseKey, cutExtension, safeName } from '../../disk/names/file-name'
import { isWorthKeeping } from '../../library/check/check-file'

/** Files that were set aside for one name: more is a bug. */
const mostAside = 1000

/**
 * Gives a whole file the name of the bad one that it replaces, and returns the name that it got; null when it was dropped.
 *
 * What stands there is overwritten only when it is no whole image, in one rename: the name always holds the old file or
 * the new one. A whole image, or anything that cannot be read, is kept beside it as `NAME (old).EXT`; so is a bad file
 * when the new one gets another name. Killed at any instant and done again, the end is the same.
 * With `own` a file of that content is overwritten, or deleted once the new one has its name, and anything else is kept;
 * with null everything is kept. Throws FailureError (not-writable, disk-full).
 */
export async function replaceFile(
  claim: NameClaim,
  old: string,
  signal: AbortSignal,
  own?: { readonly bytes: number; readonly sha256: string } | null,
): Promise<ClaimedName | null> {
  const { part, folder, wanted, decide, write } = claim
  const place = join(folder, old)
  if (!(await nameExists(place))) return claimName(claim)
  const keepsName = caseKey(wanted) === caseKey(old)
  const isOwn = own !== undefined && own !== null && (await hasContent(place, own))
  if (!keepsName) {
    if (!isOwn) await setAside(folder, old, 'move')
    const claimed = await claimName(claim)
    if (isOwn && claimed !== null && caseKey(claimed.file) !== caseKey(old))
      await diskOperation(() => unlink(place))
    return claimed
  }
  const isKept = own === undefined ? await isWorthKeeping(place, signal) : !isOwn
  if (isKept) {
    // Without links the name is free for a moment; killed then, the next try finds it missing and claims it.
    if ((await setAside(folder, old, 'link')) === 'moved') return claimName(claim)
  }
  if ((await decide(old)).kind === 'drop') return null
  await write()
  await diskOperation(() => rename(part, place))
  await fsyncFolder(folder)
  return { file: old, found: false }
}

async function nameExists(path: string): Promise<boolean> {
  try {
    await diskOperation(() => lstat(path))
    return true
  } catch (error) {
    if (errorCode((error as Error).cause) === 'ENOENT') return false
    throw error
  }
}

/** Gives a file a second, free name by a link; where links are not possible or not wanted, renames it. */
async function setAside(folder: string, old: string, way: 'link' | 'move'): Promise<'linked' | 'moved'> {
  const from = join(folder, old)
  for (let number = 1; number <= mostAside; number++) {
    const to = join(folder, asideName(old, number))
    try {
      await link(from, to)
    } catch (error) {
      if (errorCode(error) === 'EEXIST') {
        if (!(await isSameFile(from, to))) continue
      } else {
        if (await nameExists(to)) continue
        await diskOperation(() => rename(from, to))
        return 'moved'
      }
    }
    if (way === 'link') return 'linked'
    await diskOperation(() => unlink(from))
    return 'moved'
  }
  throw new Error(`no free name to set ${old} aside`)
}

/** `003 a.jpg` becomes `003 a (old).jpg`, then `003 a (old 2).jpg`. */
function asideName(name: string, number: number): string {
  const { stem } = cutExtension(name)
  const mark = number === 1 ? ' (old)' : ` (old ${number})`
  return safeName(stem, { keepEnd: `${mark}${name.slice(stem.length)}`, fallback: 'image' })
}
