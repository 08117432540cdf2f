import { mkdirSync } from 'node:fs'
import { addPausedTask, openNewRecords } from '../shared/records.mjs'

/** Galleries beside the large one; each has images of its own in the same task. */
const galleries = 10_000

/**
 * Makes a data folder with one paused task of so many images, in the program's own tables: half of them in one gallery,
 * the rest in 10,000 others. Of 20 images 16 are saved, one is skipped, one has failed and two wait. As many addresses as a
 * tenth of the images were skipped.
 *
 * @param {string} cli Galleon's terminal program, which makes the tables
 * @param {string} folder data folder
 * @param {number} images
 */
export async function makeBigDatabase(cli, folder, images) {
  const database = await openNewRecords(cli, folder)
  const task = addPausedTask(database, galleries, {
    galleries: galleries + 1,
    galleriesDone: galleries,
    found: images,
    saved: (images * 16) / 20,
    skipped: images / 20,
    failed: images / 20,
    bytes: images * 500_000,
  })
  database.exec(`
    WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${galleries})
    INSERT INTO galleries (task_id, key, title, page, host, root, folder, recipe, fields, position, found, saved, skipped,
        failed, bytes, added_at, finished_at)
      SELECT ${task}, 'k' || n, 'Gallery ' || abs(n * 7919 % 10007), 'https://example.org/a/' || n || '.html',
        'host' || (n % 40) || '.example.org', '/pictures', 'Gallery ' || n, 'automatic', '{}', n, 0, 0, 0, 0,
        abs(n * 104729 % 100003) * 1000, n, n FROM n;
    WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${images - 1})
    INSERT INTO images (task_id, gallery_id, num, address, page, state, file, bytes, sha256, type, failure, at)
      SELECT ${task}, CASE WHEN n < ${images / 2} THEN 1 ELSE 2 + n % ${galleries} END, n,
        'https://example.org/i/' || n || '.jpg', 'https://example.org/a/' || n || '.html',
        CASE WHEN n % 20 < 16 THEN 'saved' WHEN n % 20 = 16 THEN 'skipped' WHEN n % 20 = 17 THEN 'failed' ELSE 'queued' END,
        CASE WHEN n % 20 < 17 THEN printf('%06d picture %d.jpg', n * 7919 % 1000003, n) END,
        CASE WHEN n % 20 < 17 THEN abs(n * 104729 % 1000003) END,
        CASE WHEN n % 20 < 17 THEN printf('%064x', n) END,
        CASE WHEN n % 20 < 17 THEN 'image/jpeg' END,
        CASE WHEN n % 20 = 17 THEN '{"kind":"not-found","status":404,"detail":""}' END,
        abs(n * 15485863 % 1000003) FROM n;
    WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${images / 10})
    INSERT OR IGNORE INTO left_out (task_id, address, reason)
      SELECT ${task}, 'https://example.org/x/' || (n * 7919 % 1000003), CASE n % 2 WHEN 0 THEN 'duplicate' ELSE 'icon' END FROM n;
    CREATE TEMP TABLE counts AS SELECT gallery_id AS id, count(*) AS found, sum(state = 'saved') AS saved,
      sum(state = 'skipped') AS skipped, sum(state = 'failed') AS failed FROM images GROUP BY gallery_id;
    CREATE INDEX temp.counts_id ON counts (id);
    UPDATE galleries SET (found, saved, skipped, failed) =
      (SELECT found, saved, skipped, failed FROM counts WHERE counts.id = galleries.id)
      WHERE id IN (SELECT id FROM counts);
  `)
  database.exec('COMMIT')
  database.close()
  return { task, galleries: galleries + 1 }
}

// `node tools/measure/big-database.mjs CLI FOLDER IMAGES`
if (process.argv[1] === import.meta.filename) {
  const [, , cli = '', folder = '', images = '1000000'] = process.argv
  mkdirSync(folder, { recursive: true })
  process.stdout.write(JSON.stringify(await makeBigDatabase(cli, folder, Number(images))))
}
