import { addPausedTask, openNewRecords } from '../../shared/records.mjs'

const imagesOfGallery = 1000

/**
 * Makes a data folder with one paused task of so many queued images.
 *
 * @param {string} cli Galleon's terminal program, which makes the tables
 * @param {string} folder data folder
 * @param {number} images
 */
export async function makeLongList(cli, folder, images) {
  const database = await openNewRecords(cli, folder)
  const galleries = Math.ceil(images / imagesOfGallery)
  const task = addPausedTask(database, galleries, { galleries, found: images })
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
