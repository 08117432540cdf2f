import { lstat, mkdir, open, realpath, rename } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { removeFile } from '../engine/disk/paths'

/** Where the trash of this user lies. */
export interface TrashUser {
  /** `$XDG_DATA_HOME`, or `~/.local/share`; absolute. */
  readonly dataHome: string
  readonly uid: number
  readonly now: () => Date
}

/** A trash directory; `base` is what the recorded paths are relative to, null where they are absolute. */
interface TrashPlace {
  readonly folder: string
  readonly base: string | null
}

/** Names that are tried for one file before it counts as not taken. */
const mostNames = 10_000

/**
 * Moves a file or folder to the trash of the freedesktop.org Trash specification 1.0; every Linux desktop shows it and
 * restores from it.
 *
 * The home trash takes what lies on its own file system, `.Trash/UID` or `.Trash-UID` at the top of another one the rest:
 * always by one rename, never by a copy. False when no trash takes it; the file is then where it was. Never throws.
 */
export async function moveToTrash(path: string, user: TrashUser): Promise<boolean> {
  try {
    const real = join(await realpath(dirname(path)), basename(path))
    const { dev } = await lstat(real)
    for (const place of await placesFor(real, dev, user)) {
      if (await takes(place, real, user.now())) return true
    }
  } catch {
    // Not readable, or gone meanwhile: it is not in the trash.
  }
  return false
}

async function placesFor(path: string, dev: number, { dataHome, uid }: TrashUser): Promise<TrashPlace[]> {
  const homeTrash = join(dataHome, 'Trash')
  if ((await deviceOf(homeTrash)) === dev) return [{ folder: homeTrash, base: null }]
  const top = await topOf(path, dev)
  const shared = join(top, '.Trash')
  const own = { folder: join(top, `.Trash-${uid}`), base: top }
  return (await isSharedTrash(shared)) ? [{ folder: join(shared, String(uid)), base: top }, own] : [own]
}

/** Device of a folder that may not exist yet: that of the nearest one above it. */
async function deviceOf(folder: string): Promise<number | null> {
  for (let path = folder; ; path = dirname(path)) {
    try {
      return (await lstat(await realpath(path))).dev
    } catch {
      if (dirname(path) === path) return null
    }
  }
}

/** The top folder of the file system that holds this path: the mount point. */
async function topOf(path: string, dev: number): Promise<string> {
  let top = dirname(path)
  while (dirname(top) !== top && (await lstat(dirname(top))).dev === dev) top = dirname(top)
  return top
}

/** The specification demands a real folder with the sticky bit: else another user could replace what lies in it. */
async function isSharedTrash(folder: string): Promise<boolean> {
  const facts = await lstat(folder).catch(() => null)
  return facts !== null && facts.isDirectory() && (facts.mode & 0o1000) !== 0
}

async function takes({ folder, base }: TrashPlace, path: string, at: Date): Promise<boolean> {
  try {
    for (const part of [folder, join(folder, 'files'), join(folder, 'info')]) {
      await mkdir(part, { recursive: base === null, mode: 0o700 }).catch((error: unknown) => {
        if (errorCode(error) !== 'EEXIST') throw error
      })
      // A link would lead what is deleted to a place that another user chose.
      if (!(await lstat(part)).isDirectory()) return false
    }
    const recorded = base === null ? path : relative(base, path)
    const name = await claimInfo(folder, basename(path), infoText(recorded, at))
    if (name === null) return false
    const info = join(folder, 'info', `${name}.trashinfo`)
    try {
      await rename(path, join(folder, 'files', name))
      return true
    } catch {
      await removeFile(info).catch(() => {})
      return false
    }
  } catch {
    return false
  }
}

/** Writes the info file under a name that is free: the specification makes that the claim of the name. */
async function claimInfo(folder: string, preferred: string, text: string): Promise<string | null> {
  for (let number = 1; number <= mostNames; number += 1) {
    const name = number === 1 ? preferred : `${preferred}.${number}`
    try {
      if ((await lstat(join(folder, 'files', name)).catch(() => null)) !== null) continue
      await using file = await open(join(folder, 'info', `${name}.trashinfo`), 'wx', 0o600)
      await file.writeFile(text)
      return name
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
  return null
}

function infoText(path: string, at: Date): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
  return `[Trash Info]\nPath=${encoded}\nDeletionDate=${day}T${time}\n`
}

/**
 * The trash of the user of this process; undefined where the specification does not hold. It is what every host of the
 * engine uses on Linux: the programs that desktops bring for it need a process for each file.
 */
export function linuxTrash(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): ((path: string) => Promise<boolean>) | undefined {
  const uid = process.getuid?.()
  if (platform !== 'linux' || uid === undefined) return undefined
  const named = env['XDG_DATA_HOME'] ?? ''
  // The base directory specification: a relative path is to be ignored.
  const dataHome = isAbsolute(named) ? named : join(home, '.local', 'share')
  return (path) => moveToTrash(path, { dataHome, uid, now: () => new Date() })
}
