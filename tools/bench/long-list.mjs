import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Images of one gallery. */
const imagesOfGallery = 1000

/**
 * Makes a data folder with one paused task of so many queued images, in the program's own tables.
 *
 * @param {string} cli Galleon's terminal program, which makes the tables
 * @param {string} folder data folder
 * @param {number} images
 */
export async function makeLongList(cli, folder, images) {
  const made = spawnSync(process.execPath, [cli, 'list', '--data-dir', folder], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const database = new DatabaseSync(join(folder, 'galleon.db'))
  const galleries = Math.ceil(images / imagesOfGallery)
  const address = `https://example.org/a/[1-${galleries}].html`
  const request = { address, recipe: null, folder: '/pictures', options: {}, startLater: false }
  const tally = {
    pagesKnown: galleries,
    pagesRead: galleries,
    pagesFailed: 0,
    galleries,
    galleriesDone: 0,
    found: images,
    saved: 0,
    skipped: 0,
    failed: 0,
    bytes: 0,
  }
  const state = { kind: 'paused', cause: { kind: 'person' } }
  database.exec('PRAGMA synchronous = OFF; BEGIN')
  const task = Number(
    database
      .prepare('INSERT INTO tasks (request, state, tally, cursor, added_at) VALUES (?, ?, ?, ?, 1)')
      .run(JSON.stringify(request), JSON.stringify(state), JSON.stringify(tally), galleries).lastInsertRowid,
  )
  const addGallery = database.prepare(
    `INSERT INTO galleries (task_id, key, title, page, host, root, folder, recipe, fields, position, found, added_at)
     VALUES (?, ?, ?, ?, 'example.org', '/pictures', ?, 'automatic', '{}', ?, ?, 1)`,
  )
  const addImage = database.prepare(
    `INSERT INTO images (task_id, gallery_id, num, address, page, state, at) VALUES (?, ?, ?, ?, ?, 'queued', 1)`,
  )
  for (let number = 1, left = images; left > 0; number++, left -= imagesOfGallery) {
    const page = `https://example.org/a/${number}.html`
    const count = Math.min(left, imagesOfGallery)
    const title = `Gallery ${number}`
    const gallery = Number(addGallery.run(task, page, title, page, title, number, count).lastInsertRowid)
    for (let image = 1; image <= count; image++) {
      addImage.run(task, gallery, image, `https://example.org/i/${number}/${image}.jpg`, page)
    }
  }
  database.exec('COMMIT')
  database.close()
}
