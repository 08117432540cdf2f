import type { EpochMs, GalleryId, ImageId } from '@shared/model/units'
import type { Database } from '../database/database'

/** The counts of a gallery, and when it was finished. */
export interface GalleryProgressRows {
  /** Adds to its counts; `cover` is taken if it has none. */
  addToCounts(
    id: GalleryId,
    change: Partial<Record<'found' | 'saved' | 'skipped' | 'failed' | 'bytes', number>>,
    cover?: ImageId,
  ): void
  /** Counts its images again, and takes another cover if that one is not on disk any more. */
  recount(id: GalleryId): void
  /** So many images are known of it; see `NewGallery.expected`. */
  expect(id: GalleryId, images: number): void
  /** All its images have ended; null: some wait again. */
  finish(id: GalleryId, at: EpochMs | null): void
  /** Its files are about to be deleted: nothing of the gallery is saved any more. */
  unsave(id: GalleryId): void
}

/** The columns of `galleries` that change while its images are downloaded. */
export function createGalleryProgressRows(database: Database): GalleryProgressRows {
  return {
    addToCounts(id, change, cover) {
      const sets = Object.keys(change)
        .map((name) => `${name} = ${name} + ?`)
        .join(', ')
      const values = Object.values(change)
      if (cover === undefined) {
        database.run(`UPDATE galleries SET ${sets} WHERE id = ?`, ...values, id)
        return
      }
      // To set a cover that is there again would write its entry in the index again, for each image.
      const withCover = `UPDATE galleries SET ${sets} WHERE id = ? AND cover_id IS NOT NULL`
      if (database.run(withCover, ...values, id).changes > 0) return
      database.run(`UPDATE galleries SET ${sets}, cover_id = ? WHERE id = ?`, ...values, cover, id)
    },
    recount(id) {
      const own =
        'FROM images INDEXED BY images_order WHERE task_id = galleries.task_id AND gallery_id = galleries.id'
      const sql = `UPDATE galleries SET
          found = (SELECT count(*) ${own} AND state NOT IN ('dismissed', 'unwanted')),
          saved = (SELECT count(*) ${own} AND state = 'saved'),
          skipped = (SELECT count(*) ${own} AND state = 'skipped'),
          failed = (SELECT count(*) ${own} AND state = 'failed'),
          bytes = (SELECT coalesce(sum(bytes), 0) ${own} AND state IN ('saved', 'skipped') AND file IS NOT NULL)
        WHERE id = ?`
      database.run(sql, id)
      const saved = `${own} AND state IN ('saved', 'skipped') AND file IS NOT NULL`
      const cover = `UPDATE galleries SET cover_id = (SELECT id ${saved} ORDER BY num LIMIT 1)
        WHERE id = ? AND NOT EXISTS (SELECT 1 ${saved} AND images.id = cover_id)`
      database.run(cover, id)
    },
    expect(id, images) {
      database.run('UPDATE galleries SET expected = ? WHERE id = ?', images, id)
    },
    finish(id, at) {
      database.run('UPDATE galleries SET finished_at = ? WHERE id = ?', at, id)
    },
    unsave(id) {
      const sql = `UPDATE galleries SET saved = 0, skipped = 0, bytes = 0, cover_id = NULL, finished_at = NULL
        WHERE id = ?`
      database.run(sql, id)
    },
  }
}
