import { link, lstat, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, onDisk, syncFolder } from './disk'
import { caseKey, withNumber } from './file-name'

/** Files of one name in one folder; beyond it something is wrong with the names. */
const mostCopies = 10_000

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

/** What becomes of a whole file, as its owner decides once its name is known. */
export type Verdict =
  | { readonly kind: 'keep' }
  /** Not kept under a name. */
  | { readonly kind: 'drop' }
  /** The same content lies at this absolute path: the name becomes a second link to it. */
  | { readonly kind: 'link'; readonly path: string }

export interface NameClaim {
  /** The whole file under its temporary name. */
  readonly part: string
  /** Real path of the folder. */
  readonly folder: string
  readonly wished: string
  readonly bytes: number
  /** Called with each name before it is tried; the last one holds. */
  readonly decide: (file: string) => Verdict
}

/** Gives a second name to a file, failing with EEXIST if the name is taken. */
export type Link = (from: string, to: string) => Promise<void>

/** Names that are being given by renaming, on file systems without links. */
const renaming = new Set<string>()

/**
 * Gives a whole file its final name and returns it; null when the verdict was to drop the file.
 *
 * A name that exists is never overwritten: by a hard link, which fails when the name is taken, whoever took it. Where
 * there are no links, by a claim that holds within this program, a look and a rename. A taken name gets ` (2)`. When
 * this returns, the temporary name is gone. Throws FailureError (not-writable, disk-full).
 */
export async function claimName(claim: NameClaim, tryLink: Link = link): Promise<string | null> {
  const { part, folder, wished, bytes, decide } = claim
  for (let number = 1; number <= mostCopies; number += 1) {
    const file = withNumber(wished, number)
    const verdict = decide(file)
    if (verdict.kind === 'drop') {
      await onDisk(() => unlink(part))
      return null
    }
    const final = join(folder, file)
    const twin = verdict.kind === 'link' && (await hasSize(verdict.path, bytes)) ? verdict.path : null
    const outcome = twin === null ? 'refused' : await linkTo(twin, final, tryLink)
    const own = outcome === 'refused' ? await linkTo(part, final, tryLink) : outcome
    if (own === 'taken') continue
    if (own === 'done') await onDisk(() => unlink(part))
    else if (!(await renameTo(part, final))) continue
    await syncFolder(folder)
    return file
  }
  throw new Error(`no free name for ${wished}`)
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

async function linkTo(from: string, to: string, tryLink: Link): Promise<'done' | 'taken' | 'refused'> {
  try {
    await tryLink(from, to)
    return 'done'
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EEXIST') return (await isSameFile(from, to)) ? 'done' : 'taken'
    if (noLinks.has(code) || code === 'ENOENT') return 'refused'
    return onDisk(() => Promise.reject(error))
  }
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
    if (free) await onDisk(() => rename(from, to))
    return free
  } finally {
    renaming.delete(key)
  }
}
