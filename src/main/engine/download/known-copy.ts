import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TaskId } from '@shared/model/units'
import { hasSize } from '../disk/claim-name'
import { hasContent } from '../disk/hash-file'
import { folderOf } from '../library/gallery-record'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import {
  isSmaller,
  type KnownFile,
  type QueuedImage,
  type RecordedFile,
  type WholeFile,
} from '../storage/images/image-row'
import type { Storage } from '../storage/storage'
import type { SavingPorts } from './download-ports'

/** A file that makes a transfer unnecessary. */
export type KnownCopy =
  /** It has its final name in this gallery: only its row was not yet written when the program ended. */
  | { readonly kind: 'finished'; readonly whole: WholeFile }
  /** A task saved it in this very folder: `of`; null when its row was not yet written. `smaller`: in a smaller version, as this row says. */
  | {
      readonly kind: 'have'
      readonly whole: WholeFile
      readonly of: TaskId | null
      readonly smaller?: KnownFile | undefined
    }
  /** Another gallery of this task holds it. */
  | { readonly kind: 'elsewhere'; readonly whole: WholeFile; readonly path: string }

/** Looks for a file that makes fetching the image unnecessary. */
export function findCopy(
  { task, output }: Pick<SavingPorts, 'task' | 'output'>,
  gallery: StoredGallery,
  image: QueuedImage,
): Promise<KnownCopy | null> {
  return image.repair
    ? findRepaired(gallery, image, image.repair, isReplaced({ task }, image))
    : findKnownCopy(output.storage, gallery, image, task.request.options.skip === false)
}

/** Whether the recorded file of an image is to be replaced although it is whole. */
export function isReplaced({ task }: Pick<SavingPorts, 'task'>, { repair, version }: QueuedImage): boolean {
  return repair !== null && (task.request.options.skip === false || isSmaller(version))
}

/**
 * Looks for the image among the files that our rows know; each is checked on disk by its size.
 *
 * A file without a row is never taken for the image. With `again` a file that another task has here counts at any
 * size: it is to be replaced under its name, and what the user made of it is kept.
 */
async function findKnownCopy(
  storage: Storage,
  gallery: StoredGallery,
  image: QueuedImage,
  again: boolean,
): Promise<KnownCopy | null> {
  const { claimed } = image
  // The name may have been taken by another image or another program meanwhile: only the same content is ours.
  if (claimed && (await hasContent(join(folderOf(gallery), claimed.file), claimed))) {
    const place = { ...gallery, file: claimed.file }
    if (!storage.images.files.isTakenInTask(image.taskId, image.id, place, false)) {
      return { kind: 'finished', whole: claimed }
    }
  }
  // Named by another task of this folder, whose row was not yet written when the program ended.
  for (const { claimed: other } of storage.images.parts.begunElsewhere(gallery, image.address)) {
    if (other && (await hasContent(join(folderOf(gallery), other.file), other))) {
      return { kind: 'have', whole: other, of: null }
    }
  }
  let elsewhere: KnownFile | null = null
  const all = storage.images.files.byAddress(image.address)
  for (const known of all) {
    const here = known.place === gallery.place
    if (!here && known.taskId !== image.taskId) continue
    const isReplaced = again && here && known.taskId !== image.taskId
    if (!(await (isReplaced ? isFile(pathOf(known)) : hasSize(pathOf(known), known.bytes)))) continue
    if (here) {
      // A row that only found the file may not say which version it is.
      const isSame = ({ place, file, sha256 }: KnownFile) =>
        place === known.place && file === known.file && sha256 === known.sha256
      const smaller = all.find((other) => isSame(other) && isSmaller(other.version))
      return { kind: 'have', whole: known, of: known.taskId, smaller }
    }
    elsewhere ??= known
  }
  return elsewhere ? { kind: 'elsewhere', whole: elsewhere, path: pathOf(elsewhere) } : null
}

/**
 * Looks whether an image that was to be repaired is whole: it got its new file before its row was written, or the user
 * restored the old one; with `again` the recorded file is to be replaced although it is whole. Other copies are not believed, as their size alone says little when a file has gone bad.
 */
export async function findRepaired(
  gallery: StoredGallery,
  { claimed }: QueuedImage,
  { sha256, ...recorded }: RecordedFile,
  again: boolean,
): Promise<KnownCopy | null> {
  const before = sha256 === null || again ? null : { ...recorded, sha256 }
  for (const whole of [claimed, before]) {
    if (whole && (await hasContent(join(folderOf(gallery), whole.file), whole)))
      return { kind: 'finished', whole }
  }
  return null
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true
}

/** Absolute path of a known file. */
export function pathOf(known: KnownFile): string {
  return join(folderOf(known), known.file)
}
