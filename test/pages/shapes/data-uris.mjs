import { makeSizedPng } from '../pictures.mjs'
import { all, document } from '../write.mjs'

/** @type {import('../site.mjs').Embedded} */
export const embedded = Object.fromEntries(
  ['a', 'b', 'c', 'd'].map((key) => [key, makeSizedPng(600, 400, `plate ${key}`, 12_000)]),
)
const icon = makeSizedPng(16, 16, 'icon', 300).toString('base64')

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/report/scan.html': document(
    'Scan report',
    `<h1>Scan report</h1><p><img src="data:image/png;base64,${icon}" width="16" height="16" alt=""> Four plates were scanned.</p>${all(Object.values(embedded), (bytes) => `<p><img src="data:image/png;base64,${Buffer.from(bytes).toString('base64')}" alt="plate"></p>`)}`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {}
