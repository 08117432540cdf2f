import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import iconv from 'iconv-lite'
import { sha256 } from '../site/pictures.mjs'
import { expandRange, Truth } from './truth.mjs'

/** Origin that pages of the corpus write where an absolute address is needed; replaced by the real one. */
export const writtenOrigin = 'http://site.example'

/**
 * A reply that is not simply a page in UTF-8 with status 200.
 *
 * @typedef {object} Reply
 * @property {number} [status] 200 by default
 * @property {string} [type] media type with parameters; `text/html; charset=utf-8` by default
 * @property {string} [encoding] of the body; UTF-8 by default
 * @property {Readonly<Record<string, string>>} [headers]
 * @property {string} [html] the body
 */

/**
 * By path with its query; a key that ends in `?*` answers for every other query of its path.
 *
 * @typedef {Readonly<Record<string, string | Reply>>} Pages
 */

/**
 * Size `WIDTHxHEIGHT` of each picture by path with its query: ranges as in the truth, `*` for any text; the first that
 * fits counts. `type` names the type of an address without an extension, `same` gives all of them the same bytes.
 *
 * @typedef {{ size: string, type?: string, same?: string }} PictureReply
 * @typedef {Readonly<Record<string, string | PictureReply>>} Pictures
 */

/**
 * Pictures inside a page by a name under which the truth calls them: `/page#data-NAME`.
 *
 * @typedef {Readonly<Record<string, Uint8Array>>} Embedded
 */

/**
 * A page shape: a small site and the truth about one address of it.
 *
 * @typedef {object} Shape
 * @property {string} name
 * @property {(path: string) => Reply | null} replyAt null: no page has this path with its query
 * @property {(path: string) => Picture | null} pictureAt
 * @property {import('./truth.mjs').TruthOfShape} truth
 *
 * @typedef {{ type: string, width: number, height: number, seed: string }} Picture
 */

const shapeFolder = join(import.meta.dirname, 'shapes')

/** Names of all shapes, sorted. */
export const shapeNames = readdirSync(shapeFolder)
  .filter((name) => name.endsWith('.mjs'))
  .map((name) => name.slice(0, -'.mjs'.length))
  .sort()

/**
 * Reads one shape.
 *
 * @param {string} name
 * @returns {Promise<Shape>}
 */
export async function readShape(name) {
  // Vite would turn a path in words into the list of today's files and keep it: a new shape would be unknown
  const file = pathToFileURL(join(shapeFolder, `${name}.mjs`)).href
  /** @type {{ pages: Pages, pictures: Pictures, embedded?: Embedded }} */
  const { pages, pictures, embedded = {} } = await import(/* @vite-ignore */ file)
  const written = readFileSync(join(shapeFolder, `${name}.json`), 'utf8')
  const text = written.replace(/#data-(\w+)/g, (whole, key) => {
    const bytes = embedded[key]
    return bytes === undefined ? whole : `#data-sha256-${sha256(bytes)}`
  })
  return {
    name,
    replyAt(path) {
      const reply = pages[path] ?? pages[`${path.replace(/\?.*$/, '')}?*`] ?? null
      return typeof reply === 'string' ? { html: reply } : reply
    },
    pictureAt: findPicture(pictures),
    truth: Truth.parse(JSON.parse(text)),
  }
}

const typesByExtension = new Map([
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['svg', 'image/svg+xml'],
  ['mp4', 'video/mp4'],
])

/** @param {string} path */
function typeByName(path) {
  const extension = /\.([a-z0-9]+)(?:[?:!;].*)?$/i.exec(path)?.[1] ?? ''
  return typesByExtension.get(extension.toLowerCase()) ?? 'image/jpeg'
}

/** @param {Pictures} pictures */
function findPicture(pictures) {
  const rows = Object.entries(pictures).map(([pattern, reply]) => ({
    expression: new RegExp(
      `^(?:${expandRange(pattern)
        .map((path) => path.replace(/[.?+^$()[\]{}|\\]/g, '\\$&').replaceAll('*', '.*'))
        .join('|')})$`,
    ),
    reply: typeof reply === 'string' ? { size: reply } : reply,
  }))
  /**
   * @param {string} path
   * @returns {Picture | null}
   */
  return (path) => {
    const row = rows.find(({ expression }) => expression.test(path))
    if (row === undefined) return null
    const { size, type = typeByName(path), same } = row.reply
    const [width = 0, height = 0] = size.split('x').map(Number)
    return { type, width, height, seed: same ?? path }
  }
}

/**
 * A page as it is sent.
 *
 * @typedef {{ status: number, type: string, headers: Readonly<Record<string, string>>, bytes: Uint8Array }} SentPage
 */

/**
 * What the site answers for a path that is no picture.
 *
 * @param {Shape} shape
 * @param {string} path with its query
 * @param {string} origin that stands for the written one
 * @returns {SentPage}
 */
export function pageAt({ replyAt }, path, origin) {
  const reply = replyAt(path)
  if (reply === null) {
    const bytes = Buffer.from('<!doctype html><title>404 Not Found</title><h1>Not Found</h1>')
    return { status: 404, type: 'text/html', headers: {}, bytes }
  }
  const {
    status = 200,
    type = 'text/html; charset=utf-8',
    encoding = 'utf-8',
    headers = {},
    html = '',
  } = reply
  // Also without its scheme, and with a backslash before each slash as scripts write it.
  const [written, given] = [writtenOrigin, origin].map((one) => one.replace(/^https?:/, ''))
  const served = html
    .replaceAll(writtenOrigin, origin)
    .replaceAll(written ?? '', given ?? '')
    .replaceAll((written ?? '').replaceAll('/', '\\/'), (given ?? '').replaceAll('/', '\\/'))
  return { status, type, headers, bytes: iconv.encode(served, encoding) }
}
