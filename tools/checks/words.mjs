import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Words that the project does not use, each with what to write in its place. Code, comments, test titles, documents
 * and messages are plain technical English.
 *
 * `word` is the source of a regular expression for whole words in any case. A space in it also stands for the end of a
 * line of a comment and for the seam of a camel-case name.
 *
 * @typedef {{ word: string, write: string, allow?: readonly string[] }} WordRule
 */

/** @type {readonly WordRule[]} */
const wordRules = [
  { word: 'told|tells?|telling', write: 'reported, shown, says' },
  { word: 'mend(?:s|ed|ing)?', write: 'fixed, resolved' },
  { word: 'whoever|whomever', write: 'the caller, the user' },
  { word: 'some ?body|some one', write: 'the user, the caller' },
  { word: 'no ?body|nobody’?s', write: 'no user, no caller, unused', allow: ['no body'] },
  { word: 'every ?body', write: 'all users, all requests', allow: ['every body'] },
  { word: 'any ?body', write: 'any user', allow: ['any body'] },
  { word: '(?:go|goes|going|went|gone) on', write: 'continue, resume' },
  { word: 'had it already', write: 'already downloaded' },
  { word: '(?:leaves?|leaving|left) out', write: 'skipped, omitted' },
  // Stored in databases as the cause of a pause.
  { word: 'persons?|people', write: 'user', allow: ["'person'"] },
  { word: 'wish(?:es|ed|ing)?', write: 'request, option' },
  { word: 'hears?|heard|hearing', write: 'listener, receives' },
  { word: 'of old', write: 'former, earlier' },
  { word: 'anew', write: 'again' },
  { word: '(?:by|of) (?:itself|themselves)', write: 'automatically, alone' },
  { word: 'strangers?', write: 'another user, other software' },
  { word: '(?:do|does|did|done|doing) without', write: 'skip, not need' },
  { word: '配方', write: '站点规则' },
  { word: '完整页码', write: '页码范围写法' },
  { word: '模拟从页面访问重试', write: '附带来源页重试' },
]

/** What is read: folders with everything below them, and single files. */
export const places = ['src', 'test', 'e2e', 'tools', 'docs', 'resources', 'README.md', 'CONTRIBUTING.md']

/** Files with words that the project wrote. Pages of the fixtures are data in the shape of a site. */
const written = /^(?!.*\/fixtures\/).*\.(?:tsx?|mjs|md|json|css|html)$/

/** This file and its test name the words. */
const own = /^tools\/checks\/words(?:\.test)?\.mjs$/

const matchers = wordRules.map((rule) => ({
  rule,
  pattern: matchWord(rule.word),
  allowed: (rule.allow ?? []).map((phrase) => phrase.toLowerCase()),
}))

/**
 * Which words of a text the project does not use.
 *
 * @param {string} text
 * @returns {{ line: number, found: string, write: string }[]} in the order of the rules
 */
export function findForbiddenWords(text) {
  // A seam of a camel-case name counts as a space: `toldOf` holds a word of its own.
  const spaced = text.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
  return matchers.flatMap(({ rule, pattern, allowed }) =>
    [...spaced.matchAll(pattern)]
      .filter(({ 0: found, index }) => !isAllowed(spaced, index, found, allowed))
      .map(({ 0: found, index }) => ({
        line: spaced.slice(0, index).split('\n').length,
        found: found.replace(/\s[\s*/#]*/g, ' '),
        write: rule.write,
      })),
  )
}

/**
 * Checks what the project has written; prints each forbidden word with its place.
 *
 * @param {string} project folder
 * @returns {Promise<boolean>}
 */
export async function checkWords(project) {
  let faults = 0
  for (const file of await listFiles(project)) {
    for (const { line, found, write } of findForbiddenWords(await readFile(join(project, file), 'utf8'))) {
      console.error(`${file}:${line}: “${found}”; write: ${write}`)
      faults += 1
    }
  }
  return faults === 0
}

/**
 * @param {string} project folder
 * @returns {Promise<string[]>} paths below it, with slashes
 */
async function listFiles(project) {
  const lists = await Promise.all(
    places.map(async (place) => {
      if (place.includes('.')) return [place]
      const names = await readdir(join(project, place), { recursive: true })
      return names.map((name) => `${place}/${name.replaceAll('\\', '/')}`)
    }),
  )
  return lists.flat().filter((file) => written.test(file) && !own.test(file))
}

/** @param {string} word */
function matchWord(word) {
  // Chinese has no ends of words.
  if (!/[a-z]/.test(word)) return new RegExp(word, 'g')
  const source = word.replaceAll(' ?', '\0').replaceAll(' ', '\\s[\\s*/#]*').replaceAll('\0', '[ ]?')
  return new RegExp(`\\b(?:${source})\\b`, 'gi')
}

/**
 * @param {string} text
 * @param {number} index where the word was found
 * @param {string} found
 * @param {readonly string[]} phrases in lower case, each of which holds the word
 */
function isAllowed(text, index, found, phrases) {
  return phrases.some((phrase) => {
    const start = index - phrase.indexOf(found.toLowerCase())
    return text.slice(start, start + phrase.length).toLowerCase() === phrase
  })
}
