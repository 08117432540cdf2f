import { link, lstat, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { FailureError, localFailure } from '@shared/model/failure'
import { diskOperation } from './disk-errors'
import { fsyncFolder } from './fsync-folder'
import { hasContent } from './hash-file'
import { caseKey, withNumber } from './names/file-name'
import { removeFile } from './paths'
import type { DiskResult } from './writer/disk-writer'

/** Number of names that are looked at one by one; among them what a lost record left is found again. */
const oneByOne = 32

/** Files or folders of one name in one folder; beyond it something is wrong with the names. */
export const mostCopies = 1_000_000

/**
 * Numbers under which a name may be free, from 1, the likelier ones first.
 *
 * The first are given in order. Behind them the end of those that are taken is searched by steps that double, then by
 * halves: of ten thousand galleries of one title the last would otherwise look at ten thousand folders. A gap in what is
 * taken may stay one. From there on in order again, for those who come at the same time; ends behind `most`.
 */
export async function* copyNumbers(
  isTaken: (number: number) => Promise<boolean>,
  most = mostCopies,
): AsyncGenerator<number, void> {
  for (let number = 1; number <= Math.min(oneByOne, most); number++) yield number
  for (let number = await endOfTaken(isTaken, most); number <= most; number++) yield number
}

/** A number that is not taken while the one before it is; the one behind `most` if that is taken. */
async function endOfTaken(isTaken: (number: number) => Promise<boolean>, most: number): Promise<number> {
  let taken = oneByOne
  let free = most + 1
  for (let step = 1; taken < most; step *= 2) {
    const number = Math.min(most, taken + step)
    if (!(await isTaken(number))) {
      free = number
      break
    }
    taken = number
  }
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2)
    if (await isTaken(middle)) taken = middle
    else free = middle
  }
  return free
}

/** Codes with which file systems without hard links refuse one. */
const noLinks = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EXDEV',
  'EMLINK',
  'EINVAL',
  'EACCES',
  'UNKNOWN',
])

/** Whether a file cannot be linked here, or is not there: another way may do. */
const isRefused = (code: string): boolean => noLinks.has(code) || code === 'ENOENT'

/** Decision about a whole file, made by its owner once its name is known. */
export type FileDecision =
  | { readonly kind: 'keep' }
  /** Not kept under a name. */
  | { readonly kind: 'drop' }
  /** The same content lies at this absolute path: the name becomes a second link to it. */
  | { readonly kind: 'link'; readonly path: string }

/** A wanted name, and what may already have it. */
export interface NameClaim {
  /** Temporary name of the file. */
  readonly part: string
  /** Brings the whole file under its temporary name, flushed; called before a name is given to it, maybe repeatedly. */
  readonly write: () => Promise<void>
  /** Makes `to` the only name of the whole file, flushed; see `DiskWriter.name`. */
  readonly name: (from: string, to: string) => Promise<DiskResult>
  /** Real path of the folder. */
  readonly folder: string
  readonly wanted: string
  readonly bytes: number
  readonly sha256: string
  /** Called with each name before it is tried; the last one holds. */
  readonly decide: (file: string) => Promise<FileDecision>
  /** Whether a file of this name in the folder belongs to no record of ours. */
  readonly isUnrecorded: (file: string) => boolean
}

/** The name that a file has now. */
export interface ClaimedName {
  readonly file: string
  /** An unrecorded file with this very content lay there: it is taken as it is. */
  readonly found: boolean
}

/** Names that are being given by renaming, on file systems without links. */
const renaming = new Set<string>()

/**
 * Gives a whole file its final name; null when the decision was to drop it.
 *
 * A name that exists is never overwritten: by a hard link, which fails when the name is taken. Where
 * there are no links, by a claim that holds within this program, a look and a rename. A taken name gets ` (2)`, unless an
 * unrecorded file of the same content has it: that is ours, whose record was lost. When this returns, the temporary name is
 * gone (unless the file was dropped), and the final one survives a power cut. Throws FailureError (not-writable,
 * disk-full).
 */
export async function claimName(claim: NameClaim, most = mostCopies): Promise<ClaimedName | null> {
  const { part, folder, wanted } = claim
  // The first name is nearly always free.
  const first = await claimOne(claim, 1)
  if (first !== 'taken') return first
  const isOther = (number: number) => isTaken(join(folder, withNumber(wanted, number)), part)
  for await (const number of copyNumbers(isOther, most)) {
    if (number === 1) continue
    const claimed = await claimOne(claim, number)
    if (claimed !== 'taken') return claimed
  }
  const text = `${join(folder, wanted)}: ${most} files of this name are there; a file template with {num} keeps images apart`
  throw new FailureError(localFailure('not-writable', text))
}

/** Tries the name with this number; null when the decision is to drop the file. */
async function claimOne(claim: NameClaim, number: number): Promise<ClaimedName | null | 'taken'> {
  const { part, folder, wanted, bytes, decide, write } = claim
  const file = withNumber(wanted, number)
  const final = join(folder, file)
  // Of the further names a look costs less than a claim.
  if (number > 1 && (await isTaken(final, part))) {
    return (await isFound(claim, file, final)) ? { file, found: true } : 'taken'
  }
  const decision = await decide(file)
  if (decision.kind === 'drop') return null
  const twin = decision.kind === 'link' && (await hasSize(decision.path, bytes)) ? decision.path : null
  if (twin !== null && (await becomesTwin(twin, part, final))) return { file, found: false }
  await write()
  const outcome = await nameWhole(claim, final)
  if (outcome === 'taken' || (outcome === 'refused' && !(await renameTo(part, final)))) {
    return (await isFound(claim, file, final)) ? { file, found: true } : 'taken'
  }
  if (outcome !== 'durable') await fsyncFolder(folder)
  return { file, found: false }
}

async function isTaken(final: string, part: string): Promise<boolean> {
  try {
    await lstat(final)
    return !(await isSameFile(part, final))
  } catch {
    return false
  }
}

/** Whether an unrecorded file with this very content has the name; then the temporary one is removed. */
async function isFound(claim: NameClaim, file: string, final: string): Promise<boolean> {
  const { part, folder, isUnrecorded } = claim
  if (!isUnrecorded(file) || !(await hasContent(final, claim))) return false
  await diskOperation(() => removeFile(part))
  await fsyncFolder(folder)
  return true
}

/** Whether a file of exactly this size lies there. */
export async function hasSize(path: string, bytes: number): Promise<boolean> {
  try {
    const facts = await stat(path)
    return facts.isFile() && facts.size === bytes
  } catch {
    return false
  }
}

/** Makes the name a second one of the twin; false where that cannot be, or the name is taken. */
async function becomesTwin(twin: string, part: string, final: string): Promise<boolean> {
  try {
    await link(twin, final)
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EEXIST' ? !(await isSameFile(twin, final)) : isRefused(code)) return false
    if (code !== 'EEXIST') return diskOperation(() => Promise.reject(error))
  }
  await diskOperation(() => removeFile(part))
  await fsyncFolder(dirname(final))
  return true
}

/** `durable`: its only name, flushed; `done`: its only name; `refused`: links cannot be made here. */
async function nameWhole(
  { part, name }: NameClaim,
  final: string,
): Promise<'durable' | 'done' | 'taken' | 'refused'> {
  const { error, made } = await name(part, final)
  if (error === null) return 'durable'
  if (!made) {
    const code = errorCode(error)
    if (code !== 'EEXIST') {
      if (isRefused(code)) return 'refused'
      return diskOperation(() => Promise.reject(error))
    }
    if (!(await isSameFile(part, final))) return 'taken'
  }
  await diskOperation(() => removeFile(part))
  return 'done'
}

/** A kill between link and unlink leaves both names: then the name is ours already. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([lstat(one), lstat(other)])
    return a.isFile() && a.ino !== 0 && a.ino === b.ino && a.dev === b.dev
  } catch {
    return false
  }
}

async function renameTo(from: string, to: string): Promise<boolean> {
  const key = caseKey(to)
  if (renaming.has(key)) return false
  renaming.add(key)
  try {
    const free = await lstat(to).then(
      () => false,
      (error: unknown) => errorCode(error) === 'ENOENT',
    )
    if (free) await diskOperation(() => rename(from, to))
    return free
  } finally {
    renaming.delete(key)
  }
}
