// How pages of the corpus are written: small deterministic builders.

/**
 * Text for each number from 1 to `count`.
 *
 * @param {number} count
 * @param {(number: number) => string} write
 */
export function each(count, write) {
  return Array.from({ length: count }, (_, index) => write(index + 1)).join('')
}

/**
 * Text for each of some values.
 *
 * @template T
 * @param {readonly T[]} values
 * @param {(value: T, index: number) => string} write
 */
export function all(values, write) {
  return values.map(write).join('')
}

/**
 * Pages for each number from `first` to `last`.
 *
 * @param {number} first
 * @param {number} last
 * @param {(number: number) => string} path
 * @param {(number: number) => string | import('./site.mjs').Reply} write
 * @returns {import('./site.mjs').Pages}
 */
export function pagesFor(first, last, path, write) {
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return Object.fromEntries(numbers.map((number) => [path(number), write(number)]))
}

/**
 * A document.
 *
 * @param {string} title
 * @param {string} body
 * @param {string} [head]
 * @param {string} [language]
 */
export function document(title, body, head = '', language = 'en') {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>
${body.startsWith('<body') ? body : `<body>${body}</body>`}</html>`
}

/** @param {number} number @param {number} [digits] */
export function pad(number, digits = 2) {
  return String(number).padStart(digits, '0')
}
