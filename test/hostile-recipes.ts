import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'

/** A recipe that is good, with some fields replaced. */
export function recipeOf(name: string, more: object = {}): Record<string, unknown> {
  return {
    name,
    title: name,
    version: 1,
    match: ['*://site.test/*'],
    example: 'http://site.test/',
    gallery: { title: { selector: 'h1' } },
    images: { selector: 'img' },
    ...more,
  }
}

const many = (count: number, value: unknown) => Array.from({ length: count }, () => value)
const named = (count: number, value: unknown) =>
  Object.fromEntries(many(count, value).map((one, i) => [`f${i}`, one]))
const text = (more: object) => JSON.stringify(recipeOf('bad', more))
const title = (more: object) => text({ gallery: { title: more } })
const images = (more: object) => text({ images: { selector: 'img', ...more } })
const header = (name: string, value: unknown) => text({ headers: { [name]: value } })
const step = (pattern: string, replacement = '') => ({ pattern, replacement })

/** A file that is no recipe: what is written at its path, and what its reason says. */
export type HostileFile = readonly [
  what: string,
  content: string | Uint8Array | ((path: string) => void),
  reason: RegExp,
]

/** Files that are refused when they are loaded. */
export const hostileFiles: readonly HostileFile[] = [
  ['an empty file', '', /not JSON/],
  ['a null', 'null', /the whole: /],
  ['a list', '[]', /the whole: /],
  ['a number that is none', text({}).replace('"version":1', '"version":NaN'), /not JSON/],
  ['a number beyond all bounds', text({}).replace('"version":1', '"version":1e999'), /^[^;]*version: /],
  ['a huge number', text({ version: 2 ** 60 }), /version: /],
  ['a broken number', text({ version: 1.5 }), /version: /],
  ['texts for numbers', text({ limits: { intervalMs: '0' } }), /limits\.intervalMs: /],
  ['a limit below all', text({ limits: { connectionsPerSite: -1 } }), /limits\.connectionsPerSite: /],
  ['lists for texts', text({ title: ['a'] }), /title: /],
  ['texts for lists', text({ match: '*://*/*' }), /match: /],
  ['a hundred thousand lists', '['.repeat(100_000) + ']'.repeat(100_000), /: nested too deeply/],
  ['a hundred thousand objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), /: nested too deeply/],
  ['an own prototype', text({}).replace('{', '{"__proto__":{"match":["<all_urls>"]},'), /__proto__: /],
  ['a field named __proto__', text({ fields: { x: {} } }).replace('"x"', '"__proto__"'), /__proto__: /],
  ['a constructor', text({ constructor: { prototype: {} } }), /constructor/],
  ['UTF-16', Buffer.from(`\ufeff${text({})}`, 'utf16le'), /it is not UTF-8/],
  ['UTF-16 without a mark', Buffer.from(text({}), 'utf16le'), /not JSON|not UTF-8/],
  ['invalid UTF-8', Buffer.from(text({ title: '\u00e9' }), 'latin1'), /it is not UTF-8/],
  ['a selector of a megabyte', images({ selector: 'a '.repeat(500_000) }), /images\.selector: |larger than/],
  ['a selector of 2001 characters', images({ selector: 'a'.repeat(2001) }), /images\.selector: /],
  ['an attribute list without end', images({ attributes: many(10_000, 'src') }), /images\.attributes: /],
  ['rewrites without end', text({ rewrite: many(10_000, step('a')) }), /rewrite: /],
  ['alternatives without end', text({ alternatives: many(10_000, step('a')) }), /alternatives: /],
  ['removals without end', title({ remove: many(10_000, 'a') }), /gallery\.title\.remove: /],
  ['ten thousand fields', text({ fields: named(10_000, {}) }), /fields: more than 100/],
  ['ten thousand faults', text({ fields: named(10_000, 1) }), /; …$/],
  ['ten thousand headers', text({ headers: named(10_000, 'x') }), /headers: more than 100/],
  ['patterns without end', text({ match: many(10_000, '*://*/*') }), /match: /],
  ['a pattern of 3000 characters', text({ match: [`*://h/${'*a'.repeat(1500)}`] }), /match\[0\]: /],
  [
    'expressions that take seconds to compile',
    text({ fields: named(100, { pattern: '\\p{L}'.repeat(390) }) }),
    /fields\.f0\.pattern: .*too many or too large/,
  ],
  [
    'expressions that are long in sum',
    text({ fields: named(100, { pattern: 'a'.repeat(2000) }) }),
    /fields\.f25\.pattern: .*too many or too large/,
  ],
  ['an expression of another dialect', title({ pattern: '(?R)' }), /gallery\.title\.pattern: /],
  ['an encoding that does not exist', text({ encoding: 'utf-9' }), /encoding: "utf-9" is no encoding/],
  ['an encoding named like a property', text({ encoding: 'constructor' }), /encoding: "constructor"/],
  ['a field after CR LF in a header', header('X-A', 'a\r\nCookie: b'), /headers\.X-A: /],
  ['LF in a header', header('Referer', 'http://site.test/\nHost: evil'), /headers\.Referer: /],
  ['NUL in a header', header('X-A', 'a\0b'), /headers\.X-A: /],
  ['characters beyond Latin-1 in a header', header('X-A', '\u4e2d'), /headers\.X-A: /],
  ['CR LF in the name of a header', header('X-A\r\nCookie', 'b'), /headers\.X-A Cookie: /],
  ['an empty name of a header', header('', 'b'), /headers/],
  ['a header that is no text', header('X-A', { a: 1 }), /headers\.X-A: /],
  ['a folder of a huge width', text({ folder: '{num:>0999999999}' }), /folder: /],
  ['a file of 300 widths', text({ file: '{num:>99}'.repeat(300) }), /file: /],
  ['a template that is code', text({ folder: '{title.constructor("x")()}' }), /folder: /],
  ['a match of files', text({ match: ['file:///etc/*'] }), /match\[0\]: /],
  ['a match of scripts', text({ match: ['javascript:*'] }), /match\[0\]: /],
  ['a match of nothing', text({ match: [] }), /match: /],
  ['an example that is a file', text({ example: 'file:///etc/passwd' }), /example: /],
  ['the name of another recipe', JSON.stringify(recipeOf('fine')), /name: "fine" is not the file's name/],
  ['a path as its name', text({ name: '../fine' }), /name: /],
  [
    'a secret that is no recipe',
    'hunter2 is my password',
    /not JSON: line 1, column 1: Unexpected token '?.'?$/,
  ],
  ['a folder', (path) => mkdirSync(path), /it is a folder, not a file/],
  [
    'a link to a file of the system',
    (path) => symlinkSync('/etc/passwd', path),
    /it is a symbolic link, not a file/,
  ],
  ['a link to itself', (path) => symlinkSync(path, path), /it is a symbolic link, not a file/],
  ['a device without end', (path) => symlinkSync('/dev/zero', path), /it is a symbolic link, not a file/],
  [
    'a file of 100 MB',
    (path) => {
      writeFileSync(path, text({}))
      truncateSync(path, 100 * 1000 * 1000)
    },
    /larger than 1048576 bytes/,
  ],
  ...(process.platform === 'win32'
    ? []
    : [
        [
          'a pipe',
          (path: string) => void execFileSync('mkfifo', [path]),
          /it is a named pipe, not a file/,
        ] as const,
      ]),
]

const redos = '^(a+)+$'
const run = 'a'.repeat(60)
const nested = `<title>x</title><h1>${run}!</h1><img src="${run}!.jpg">${'<div>'.repeat(400)}${'<i>a</i>'.repeat(8000)}`
const grow = step('^.*$', '$&'.repeat(900))

/** What is read with a recipe that loads: the page, and how reading it ends. */
export type HostileRecipe = readonly [what: string, more: object, html: string, end: RegExp]

/** `end` is the kind of the page's failure, or what the address of its one picture looks like. */
export const hostileRecipes: readonly HostileRecipe[] = [
  [
    'a title that never ends',
    { gallery: { title: { selector: 'h1', pattern: redos } } },
    nested,
    /^recipe-too-slow$/,
  ],
  [
    'a removal that never ends',
    { gallery: { title: { selector: 'h1', remove: [redos] } } },
    nested,
    /^recipe-too-slow$/,
  ],
  [
    'an id that never ends',
    { gallery: { title: { selector: 'h1' }, id: { selector: 'h1', pattern: redos } } },
    nested,
    /^recipe-too-slow$/,
  ],
  [
    'a field that never ends',
    { fields: { a: { selector: 'h1', pattern: redos } } },
    nested,
    /^recipe-too-slow$/,
  ],
  ['a rewrite that never ends', { rewrite: [step('(a+)+$')] }, nested, /^recipe-too-slow$/],
  ['an alternative that never ends', { alternatives: [step('(a+)+$')] }, nested, /^recipe-too-slow$/],
  [
    'a selector of descendants in descendants',
    { images: { selector: 'i:has(~ i:has(~ i:has(~ i:has(~ b))))' } },
    nested,
    /^recipe-too-slow$/,
  ],
  ['a selector of siblings', { images: { selector: `b${'~i'.repeat(9)}` } }, nested, /^recipe-too-slow$/],
  [
    'a selector that counts from the end',
    { images: { selector: `b${' ~ i:nth-last-child(2n+1)'.repeat(5)}` } },
    nested,
    /^recipe-too-slow$/,
  ],
  ['a selector that is none', { images: { selector: 'img[' } }, nested, /^invalid-input$/],
  ['an unknown selector', { images: { selector: 'img:evil(1)' } }, nested, /^invalid-input$/],
  ['a link selector that is none', { next: { selector: ':::' } }, nested, /^invalid-input$/],
  ['a field selector that is none', { fields: { a: { selector: '>>' } } }, nested, /^invalid-input$/],
  [
    'a rewrite to a file',
    { rewrite: [step('^.*$', 'file:///etc/passwd')] },
    nested,
    /^http:\/\/site\.test\/a+!\.jpg$/,
  ],
  [
    'a rewrite to a script',
    { rewrite: [step('^.*$', 'javascript:alert(1)')] },
    nested,
    /^http:\/\/site\.test\//,
  ],
  ['a rewrite to nothing', { rewrite: [step('^.*$')] }, nested, /^http:\/\/site\.test\//],
  ['rewrites that grow', { rewrite: many(20, grow) }, nested, /^http:\/\/site\.test\/.{1,65500}$/],
  [
    'attributes of every object',
    { images: { selector: 'img', attributes: ['__proto__', 'constructor', 'src'] } },
    nested,
    /!\.jpg$/,
  ],
  [
    'fields of every object',
    { fields: { constructor: { selector: 'h1', attribute: 'constructor' }, toString: { selector: 'h1' } } },
    nested,
    /!\.jpg$/,
  ],
]
