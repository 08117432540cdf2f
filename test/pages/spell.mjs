import { isComment, isTag, isText } from 'domhandler'

// Writes a parsed document as HTML again, in one of many spellings that a browser reads alike.

/**
 * How a document is spelled.
 *
 * @typedef {object} Spelling
 * @property {(value: string) => string} quoteAttribute value of an attribute, escaped, with its quotes
 * @property {(name: string) => string} spellTag
 * @property {(attributes: readonly [string, string][]) => readonly [string, string][]} orderAttributes
 * @property {boolean} isMinified whitespace between elements is dropped
 * @property {() => string} comment text before an element; empty for none
 */

/** @type {Spelling} */
export const plainSpelling = {
  quoteAttribute: (value) => `"${escapeValue(value).replaceAll('"', '&quot;')}"`,
  spellTag: (name) => name,
  orderAttributes: (attributes) => attributes,
  isMinified: false,
  comment: () => '',
}

/** @param {string} value */
export function escapeValue(value) {
  return value.replaceAll('&', '&amp;').replaceAll('\u00a0', '&nbsp;')
}

/** Elements without an end tag (WHATWG HTML §13.1.2). */
const voidNames = new Set(
  'area base br col embed frame hr img input link meta source track wbr basefont bgsound param'.split(' '),
)

/** Elements whose text is no markup (WHATWG HTML §13.3). */
const rawNames = new Set('style script xmp iframe noembed noframes plaintext'.split(' '))

/** Parents whose children take comments anywhere and lose nothing with the whitespace between them. */
const looseNames = new Set('body div ul ol main section article nav header footer aside figure dl'.split(' '))

/**
 * @param {import('domhandler').ChildNode} node
 * @param {Spelling} spelling
 * @returns {string}
 */
export function spellNode(node, spelling) {
  if (isText(node)) return spellText(node, spelling)
  if (isComment(node)) return spelling.isMinified ? '' : `<!--${node.data}-->`
  if (!isTag(node)) return 'data' in node ? `<${node.data}>` : ''
  const name = spelling.spellTag(node.name)
  const attributes = spelling
    .orderAttributes(Object.entries(node.attribs))
    .map(([key, value]) => (value === '' ? ` ${key}=""` : ` ${key}=${spelling.quoteAttribute(value)}`))
    .join('')
  const start = `<${name}${attributes}>`
  if (voidNames.has(node.name)) return start
  const isLoose = looseNames.has(node.name)
  const content = node.children
    .map((child) => (isLoose && isTag(child) ? spelling.comment() : '') + spellNode(child, spelling))
    .join('')
  return `${start}${node.name === 'pre' && content.startsWith('\n') ? '\n' : ''}${content}</${name}>`
}

/** @param {import('domhandler').Text} node @param {Spelling} spelling */
function spellText(node, { isMinified }) {
  const parent = node.parent !== null && isTag(node.parent) ? node.parent.name : ''
  if (rawNames.has(parent)) return node.data
  if (isMinified && looseNames.has(parent) && node.data.trim() === '') return ''
  return escapeValue(node.data).replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
