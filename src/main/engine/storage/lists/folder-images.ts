import type { ImageRow } from '@shared/model/gallery'
import type { GalleryId } from '@shared/model/units'
import type { Database, Row } from '../database/database'
import { createGalleryRows } from '../galleries/gallery-rows'
import { imageRow } from '../images/image-row'

/** A part of the images in a folder; `next` is what the next part comes after, null behind the last one. */
export interface FolderImages {
  readonly images: readonly ImageRow[]
  readonly next: number | null
}

/** Rows of each gallery that are read for one part, whatever their state. */
const rowsPerPart = 500

/**
 * The images on disk in the folder of a gallery, those of other tasks that share the folder with them; each file once,
 * by its row in this gallery if it has one. In the order of the galleries' own numbers: those greater than `after`.
 *
 * A part reads at most `rowsPerPart` rows of each gallery, so that it takes as long in a gallery of 500,000 images.
 */
export function createFolderImages(
  database: Database,
  rows = rowsPerPart,
): (query: { readonly id: GalleryId; readonly after: number }) => FolderImages {
  const galleries = createGalleryRows(database)

  function onDisk(galleryId: GalleryId, file: string): boolean {
    const sql = `SELECT 1 FROM images WHERE gallery_id = ? AND file = ? AND state IN ('saved', 'skipped') LIMIT 1`
    return database.get(sql, galleryId, file) !== undefined
  }

  return ({ id, after }) => {
    const gallery = galleries.get(id)
    if (gallery === null) return { images: [], next: null }
    const others = galleries.folders.withFilesIn(gallery.place).filter((other) => other.id !== id)
    const members = [gallery, ...others]
    const sql = `SELECT * FROM images INDEXED BY images_order WHERE task_id = ? AND gallery_id = ? AND num > ?
      ORDER BY num LIMIT ?`
    const read = members.map(({ taskId, id: of }) => database.all(sql, taskId, of, after, rows))
    // Up to where every gallery was read; of one that gave fewer rows than were asked for, that is its end.
    const ends = read.flatMap((part) => (part.length < rows ? [] : [numOf(part.at(-1))]))
    const next = ends.length === 0 ? null : Math.min(...ends)
    const images = read.flatMap((part, rank) =>
      part
        .filter((row) => next === null || numOf(row) <= next)
        .map(imageRow)
        .filter(({ file, state }) => {
          if (file === null || (state !== 'saved' && state !== 'skipped')) return false
          return !members.slice(0, rank).some((earlier) => onDisk(earlier.id, file))
        }),
    )
    return { images: others.length === 0 ? images : images.sort((one, other) => one.num - other.num), next }
  }
}

function numOf(row: Row | undefined): number {
  return Number(row?.['num'] ?? 0)
}
