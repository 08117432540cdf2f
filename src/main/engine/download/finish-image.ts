import { link, lstat, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { type ClaimedName, claimName, isSameFile, type NameClaim } from '../disk/claim-name'
import { onDisk } from '../disk/disk-errors'
import type { CheckedFolder } from '../disk/folder-check'
import { fsyncFolder } from '../disk/fsync-folder'
import { hasContent } from '../disk/hash-file'
import { caseKey, cutExtension, safeName, withExtension } from '../disk/names/file-name'
import type { DiskWriter } from '../disk/writer/disk-writer'
import { isWorthKeeping } from '../library/check/check-file'
import type { Draft } from './draft'
import type { ImageRequest, ImageTarget, SavedImage } from './image-request'
import type { PartRecord } from './validators'

/** Files that were set aside for one name: more is a bug. */
const mostAside = 1000

/**
 * Gives a whole file the name of the bad one that it replaces, and returns the name that it got; null when it was dropped.
 *
 * What stands there is overwritten only when it is no whole image, in one rename: the name always holds the old file or
 * the new one. A whole image, or anything that cannot be read, is kept beside it as `NAME (old).EXT`; so is a bad file
 * when the new one is of another type and gets another name. Killed at any instant and done again, the end is the same.
 * With `own` a file of that content is overwritten, and anything else is kept; with null everything is kept. Throws FailureError (not-writable, disk-full).
 */
export async function replaceFile(
  claim: NameClaim,
  old: string,
  signal: AbortSignal,
  own?: { readonly bytes: number; readonly sha256: string } | null,
): Promise<ClaimedName | null> {
  const { part, folder, wanted, decide, write } = claim
  const place = join(folder, old)
  if (!(await isThere(place))) return claimName(claim)
  const keepsName = caseKey(wanted) === caseKey(old)
  if (!keepsName) {
    await setAside(folder, old, 'move')
    return claimName(claim)
  }
  const isKept =
    own === undefined ? await isWorthKeeping(place, signal) : own === null || !(await hasContent(place, own))
  if (isKept) {
    // Without links the name is free for a moment; killed then, the next try finds it missing and claims it.
    if ((await setAside(folder, old, 'link')) === 'moved') return claimName(claim)
  }
  if ((await decide(old)).kind === 'drop') return null
  await write()
  await onDisk(() => rename(part, place))
  await fsyncFolder(folder)
  return { file: old, found: false }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await onDisk(() => lstat(path))
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
        if (await isThere(to)) continue
        await onDisk(() => rename(from, to))
        return 'moved'
      }
    }
    if (way === 'link') return 'linked'
    await onDisk(() => unlink(from))
    return 'moved'
  }
  throw new Error(`no free name to set ${old} aside`)
}

/** `003 a.jpg` becomes `003 a (old).jpg`, then `003 a (old 2).jpg`. */
export function asideName(name: string, number: number): string {
  const { stem } = cutExtension(name)
  const mark = number === 1 ? ' (old)' : ` (old ${number})`
  return safeName(stem, { keepEnd: `${mark}${name.slice(stem.length)}`, fallback: 'image' })
}

/** Where the bytes of a whole draft came from. */
export interface Source {
  /** Address that answered. */
  readonly address: string
  readonly etag: string | null
  readonly lastModified: string | null
  /** Whether only the closing of the connection marked the end of the body. */
  readonly endsByClosing: boolean
}

/**
 * Checks a whole draft and gives it its final name, after the intent and the bytes are on the disk.
 *
 * Throws FailureError: not-an-image, bad-image, truncated, empty, and what the disk refuses.
 */
export async function finishImage(
  { folder, files }: { readonly folder: CheckedFolder; readonly files: DiskWriter },
  request: ImageRequest,
  draft: Draft,
  source: Source,
  signal: AbortSignal,
): Promise<SavedImage> {
  const { part, intake } = draft
  const { target } = request
  const { address, etag, lastModified, endsByClosing } = source
  const bytes = part.length
  const { sha256, type } = intake.finish(endsByClosing)
  // The rest of a file may come without the field (RFC 9110 §15.3.7).
  const modified = lastModified ?? draft.record?.modified ?? null
  const modifiedMs = modified === null ? null : (target.fileTime?.(modified) ?? null)
  const whole = { bytes, sha256, type: type.type }
  const turn = request.turns.beginContent(sha256)
  if (turn !== undefined) {
    await turn
    signal.throwIfAborted()
  }
  const claim: NameClaim = {
    part: part.path,
    folder: folder.path,
    wanted: withExtension(finalName(target, draft.record), type.extension),
    bytes,
    sha256,
    write: () => part.close(modifiedMs),
    name: (from, to) => files.name(folder.dev, from, to),
    decide: async (name) => {
      // Of a small file nothing is on the disk yet: its record and its claim are one commit.
      const announced = part.isOnDisk ? undefined : draft.announce()
      const { safe, ...decision } = request.records.decide({ ...whole, file: name })
      const write = async () => {
        await announced
        if (decision.kind === 'keep' || part.isOnDisk) await part.close(modifiedMs)
      }
      // The intent and the bytes go onto the disk side by side: only the name waits for both.
      await bothSettled(safe, write())
      return decision
    },
    isUnrecorded: (name) => request.records.isUnrecorded(name),
  }
  const { replaces, overwrites } = target
  const claimed = await (replaces === undefined
    ? claimName(claim)
    : replaceFile(claim, replaces, signal, overwrites))
  if (claimed === null) {
    await draft.drop()
    return { kind: 'dropped', ...whole }
  }
  const named = { ...whole, file: claimed.file }
  return claimed.found
    ? { kind: 'found', ...named }
    : { kind: 'saved', ...named, address, etag, lastModified }
}

/** Resolves once both have settled; rejects with the first error. */
async function bothSettled(one: Promise<void> | undefined, other: Promise<void>): Promise<void> {
  for (const result of await Promise.allSettled([one, other])) {
    if (result.status === 'rejected') throw result.reason
  }
}

/** Known only when the reply has come: a server may name what its address does not. */
function finalName({ name, nameFor }: ImageTarget, record: PartRecord | null): string {
  const suggested = record?.suggestedName ?? null
  return suggested === null || nameFor === undefined ? name : nameFor(suggested)
}
