import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeGbk } from '../../../test/site/gbk.mjs'
import { hashOf, partsOf } from '../../../test/site/long-jpeg.mjs'
import { firstPage, pathsOf } from '../scenarios.mjs'

// What lies on the site of the benchmark:
//
//   /a/5510.html      a page in GBK; numbers begin at 5510
//   /i/5510-1.jpg     a picture of it, which passes every check and can be drawn

/**
 * Which part of a scenario its files depend on.
 *
 * @typedef {Pick<import('../scenarios.mjs').Scenario, 'pages' | 'images' | 'bytes'>} Shape
 */

/**
 * The bytes of a page.
 *
 * @param {number} number of the page
 * @param {number} images
 */
export function pageOf(number, images) {
  const list = Array.from(
    { length: images },
    (_, index) => `<p><img src="/i/${number}-${index + 1}.jpg" width="800" height="600"></p>`,
  )
  return encodeGbk(
    `<!doctype html><html><head><meta charset="gbk"><title>湖光 ${number}</title></head>` +
      `<body><h1>湖光 ${number}</h1><div class="postContent">${list.join('\n')}</div></body></html>`,
  )
}

/**
 * Writes the pages and pictures of a site.
 *
 * @param {Shape} shape
 * @param {string} folder where it is made
 * @returns {Promise<{ hashes: readonly string[] }>} SHA-256 of every picture
 */
export async function makeContent(shape, folder) {
  await mkdir(join(folder, 'a'), { recursive: true })
  await mkdir(join(folder, 'i'))
  for (let page = firstPage; page < firstPage + shape.pages; page++) {
    await writeFile(join(folder, 'a', `${page}.html`), pageOf(page, shape.images))
  }
  for (const path of pathsOf(shape)) await writeFile(join(folder, path), partsOf(path, shape.bytes))
  return { hashes: hashesOf(shape) }
}

/**
 * SHA-256 of every picture of a site.
 *
 * @param {Shape} shape
 */
export function hashesOf(shape) {
  return [...pathsOf(shape)].map((path) => hashOf(path, shape.bytes))
}
