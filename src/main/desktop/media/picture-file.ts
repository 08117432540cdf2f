import { type FileHandle, open, realpath } from 'node:fs/promises'
import { isInside, readOnly } from '../../engine/disk/paths'
import { isDecodable, type ReadAt, readPictureSize } from '../../engine/image/dimensions'
import { imageType, longestHeadBytes } from '../../engine/image/sniff'

/**
 * Types that the window may show. SVG is a document that can hold scripts and links: the window shows one by `<img>`
 * alone, where it runs nothing and loads nothing (SVG Integration §3.4), and its response forbids both besides.
 */
const shown: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/x-icon',
  'image/vnd.microsoft.icon',
  'image/svg+xml',
  'video/mp4',
  'video/x-m4v',
  'video/quicktime',
  'video/webm',
  'video/matroska',
])

/** Whether the window shows pictures or videos of this media type. */
export function isShownType(type: string): boolean {
  return shown.has(type)
}

/** Where a saved picture is said to lie. */
export interface PicturePlace {
  readonly path: string
  /** The folder of its task: only what really lies below it is ours. */
  readonly root: string
}

/** An open picture; the caller closes `file`. */
export interface PictureFile {
  readonly file: FileHandle
  readonly size: number
  /** When the file was changed or replaced: its modification time may be that of the picture on its site. */
  readonly changedMs: number
  /** By its bytes as they are now, whatever was recorded. */
  readonly type: string
  /** Pixels of its bitmap. */
  readonly pixels: number
}

/** Why a file is not shown: it is not there, it is no picture of a type that is shown, its bitmap would be too large. */
export type NotShown = 'gone' | 'no-picture' | 'too-large'

/**
 * Opens a saved picture for showing it.
 *
 * Between saving and showing anything may have taken its place: a link to elsewhere is not followed, a pipe or a device
 * is not waited for, and the bytes of a page or of a program never go out as a picture.
 */
export async function openPicture({ path, root }: PicturePlace): Promise<PictureFile | NotShown> {
  let file: FileHandle
  try {
    const [real, realRoot] = await Promise.all([realpath(path), realpath(root)])
    if (!isInside(real, realRoot)) return 'gone'
    // On Windows a link is followed: the real path shows its target.
    file = await open(path, readOnly)
  } catch {
    return 'gone'
  }
  let shown = false
  try {
    const facts = await file.stat()
    if (!facts.isFile()) return 'gone'
    const read: ReadAt = async (position, length) => {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position)
      return buffer.subarray(0, bytesRead)
    }
    const type = await typeOfPicture(read)
    if (typeof type === 'string') return type
    shown = true
    return {
      file,
      size: facts.size,
      changedMs: Math.max(facts.mtimeMs, facts.ctimeMs),
      type: type.shown,
      pixels: type.pixels,
    }
  } catch {
    return 'gone'
  } finally {
    if (!shown) await file.close().catch(() => undefined)
  }
}

/** The type that a picture is shown as, by its own bytes, or why it is not shown. */
export async function typeOfPicture(
  read: ReadAt,
): Promise<{ readonly shown: string; readonly pixels: number } | 'no-picture' | 'too-large'> {
  const type = imageType(await read(0, longestHeadBytes))?.type
  if (type === undefined || !isShownType(type)) return 'no-picture'
  const size = await readPictureSize(type, read)
  if (size === null) return 'no-picture'
  return isDecodable(size) ? { shown: type, pixels: size.width * size.height } : 'too-large'
}
