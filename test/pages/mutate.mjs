import * as cheerio from 'cheerio'
import { Element, isTag, isText } from 'domhandler'
import { createRandom } from '../../tools/shared/seeded-random.mjs'
import { languages, phrases } from './phrases.mjs'
import { escapeValue, plainSpelling, spellNode } from './spell.mjs'
import { surroundings } from './surroundings.mjs'
import { mutations } from './truth.mjs'

/** @typedef {import('cheerio').CheerioAPI} Document */
/** @typedef {import('../../tools/shared/seeded-random.mjs').Random} Random */
/** @typedef {(typeof mutations)[number]} MutationName */

/**
 * The same site with other markup around the same content: its truth stays true.
 *
 * @param {import('./site.mjs').Shape} shape
 * @param {number} number 1 is the first mutation; the same number changes the site in the same way
 * @returns {{ name: MutationName, shape: import('./site.mjs').Shape } | null} null: this one would change the truth
 */
export function mutateShape(shape, number) {
  const name = mutations[(number - 1) % mutations.length] ?? 'renamed'
  if (shape.truth.without.includes(name)) return null
  const seed = hashOf(`${shape.name} ${number}`)
  const around = name === 'surrounded' ? surroundings : null
  /** Pages by path: a task asks for the same one several times, and writing it takes longer than reading it. */
  /** @type {Map<string, import('./site.mjs').Reply | null>} */
  const written = new Map()
  /** @param {string} path */
  const write = (path) => {
    const reply = shape.replyAt(path) ?? around?.replyAt(path) ?? null
    const isPage = reply !== null && (reply.type ?? 'text/html').startsWith('text/html')
    return isPage && reply.html ? { ...reply, html: mutatePage(reply.html, name, seed) } : reply
  }
  return {
    name,
    shape: {
      ...shape,
      name: `${shape.name}, ${name} ${number}`,
      replyAt(path) {
        const known = written.get(path)
        if (known !== undefined) return known
        const reply = write(path)
        written.set(path, reply)
        return reply
      },
      pictureAt: (path) => shape.pictureAt(path) ?? around?.pictureAt(path) ?? null,
    },
  }
}

/**
 * @param {string} html
 * @param {MutationName} name
 * @param {number} seed the same for all pages of a site
 */
function mutatePage(html, name, seed) {
  const page = cheerio.load(html, { scriptingEnabled: false })
  const random = createRandom(seed)
  const spelling = name === 'respelled' ? respelling(random) : plainSpelling
  if (name === 'renamed') rename(page, seed)
  if (name === 'wrapped') wrap(page, seed, random)
  if (name === 'translated') translate(page, random)
  if (name === 'surrounded') surround(page, random)
  const doctype = /^\s*<!doctype[^>]*>/i.exec(html)?.[0] ?? ''
  const nodes = page.root()[0]?.children ?? []
  return doctype + nodes.flatMap((node) => (isTag(node) ? [spellNode(node, spelling)] : [])).join('')
}

/** @param {string} text */
function hashOf(text) {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}

/**
 * Classes and ids get names without a meaning, the same ones on all pages of the site.
 *
 * @param {Document} page
 * @param {number} seed
 */
function rename(page, seed) {
  /** @param {string} token */
  const named = (token) =>
    `${'abcdefghkmnpqrst'[hashOf(token) % 16]}${hashOf(`${seed} ${token}`).toString(36)}`
  for (const element of page('[class]')) {
    element.attribs['class'] = (element.attribs['class'] ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map(named)
      .join(' ')
  }
  for (const key of ['id', 'for']) {
    for (const element of page(`[${key}]`))
      if (isTag(element)) element.attribs[key] = named(element.attribs[key] ?? '')
  }
  for (const element of page('[href^="#"]')) {
    const id = (element.attribs['href'] ?? '').slice(1)
    if (id !== '') element.attribs['href'] = `#${named(id)}`
  }
}

/**
 * Elements around pictures and around the whole, each with a class of its own, as builders of pages write them.
 *
 * @param {Document} page
 * @param {number} seed
 * @param {Random} random
 */
function wrap(page, seed, random) {
  let count = 0
  const attributes = () => ({ class: `e-${hashOf(`${seed} ${count++}`).toString(16)} box` })
  const depth = 1 + random.below(2)
  for (const element of page('body :is(img, picture)')) {
    const parent = element.parent !== null && isTag(element.parent) ? element.parent : null
    if (parent === null || parent.name === 'picture' || parent.name === 'noscript') continue
    const outer = parent.name === 'a' ? parent : element
    // A copy for browsers without scripts stays beside its picture.
    const copy = page(outer).next('noscript')
    for (let i = 0; i < depth; i++) page(outer).add(copy).wrapAll(new Element('span', attributes()))
  }
  for (const element of page('body :is(div, section, article, li, figure, td)')) {
    const own = element.attribs['class']
    const unique = `x-${hashOf(`${seed} own ${count++}`).toString(36)}`
    element.attribs['class'] = own === undefined ? unique : `${own} ${unique}`
  }
  if (page('frameset').length === 0) page('body').wrapInner(new Element('div', attributes()))
}

/**
 * Words around the content in another language; headings and titles stay.
 *
 * @param {Document} page
 * @param {Random} random
 */
function translate(page, random) {
  const language = random.below(languages.length)
  /** @param {string} text */
  const translated = (text) => {
    const other = phrases[text.trim().toLowerCase()]?.[language]
    return other === undefined ? text : text.replace(text.trim(), other)
  }
  for (const element of page('body *')) {
    if (['h1', 'script', 'style'].includes(element.name)) continue
    for (const child of element.children) if (isText(child)) child.data = translated(child.data)
    for (const key of ['alt', 'title', 'value']) {
      const value = element.attribs[key]
      if (value !== undefined && key !== 'value') element.attribs[key] = translated(value)
      if (value !== undefined && key === 'value' && element.attribs['type'] === 'submit') {
        element.attribs[key] = translated(value)
      }
    }
  }
  page('html').attr('lang', languages[language] ?? 'en')
}

/**
 * Header, navigation, thumbnails of other galleries, advertisements, footer and a cookie banner.
 *
 * @param {Document} page
 * @param {Random} random
 */
function surround(page, random) {
  if (page('frameset').length > 0) return
  const { header, sidebar, footer } = surroundings
  const isLeft = random.below(2) === 0
  page('body').prepend(`${header(random)}${isLeft ? sidebar(random) : ''}`)
  page('body').append(`${isLeft ? '' : sidebar(random)}${footer(random)}`)
}

/**
 * @param {Random} random
 * @returns {import('./spell.mjs').Spelling}
 */
function respelling(random) {
  const isUpper = random.below(2) === 0
  const quote = random.below(3)
  const isMinified = random.below(2) === 0
  return {
    quoteAttribute(value) {
      if (quote === 0 && /^[^\s"'`=<>&/]+(?:\/[^\s"'`=<>&/]+)*$/.test(value)) return value
      return quote === 1
        ? plainSpelling.quoteAttribute(value)
        : `'${escapeValue(value).replaceAll("'", '&#39;')}'`
    },
    spellTag: (name) => (isUpper ? name.toUpperCase() : name),
    orderAttributes: (attributes) =>
      attributes
        .map((attribute) => ({ attribute, key: random.next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ attribute }) => attribute),
    isMinified,
    comment: () => (!isMinified && random.below(4) === 0 ? `<!-- part ${random.below(1000)} -->` : ''),
  }
}
