import { join } from 'node:path'
import { projectFolder } from '../set-up/places.mjs'

/**
 * Other names of folders, for tests and bundles: absolute paths.
 *
 * @type {Record<string, string>}
 */
export const aliases = { '@shared': join(projectFolder, 'src/shared') }

/**
 * The same for bundles alone. `cheerio` for Node also fetches pages, and so carries a second copy of undici into the worker
 * that reads pages: half of its size and of the time that it takes to start. The build for browsers parses and selects,
 * which is what is used.
 *
 * @type {Record<string, string>}
 */
export const bundleAliases = {
  ...aliases,
  cheerio: join(projectFolder, 'node_modules/cheerio/dist/browser/index.js'),
}
