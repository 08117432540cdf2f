/** @type {import('../site.mjs').Pages} */
export const pages = {}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/scans/atlas/plate{01-09}.png': '2000x1500' }
