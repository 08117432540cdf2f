import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  caseKey,
  fileName,
  folderSegments,
  numberedName,
  withExtension,
  withNumber,
} from '../disk/names/file-name'
import { partName } from '../disk/part-name'
import { recordPartName } from './gallery-record'

const seeded = { seed: 20_240_501, numRuns: 400 }

/** What names are made of that something somewhere cannot bear. */
const nasty = fc.constantFrom(
  '/',
  '\\',
  '..',
  '.',
  ' ',
  ':',
  '::$DATA',
  ':x:$DATA',
  '\0',
  '\r\n',
  '\t',
  '\x1b[31m',
  '%2e%2e%2f',
  '%00',
  '~1',

  '\u202e',
  '\u2066',
  '\u200b',
  '\u200d',
  '\ufeff',
  '\u00ad',
  '\u3164',
  '\ufffe',
  '\ud83d',
  '\ude00',
  '\ud800',

  'e\u0301',
  '\u00e9',
  '\u0301'.repeat(90),
  '\u212a',
  '\ufb01',
  '\u2025',
  '\u2024',
  '\uff0f',
  '\uff0e',
  '\ufdfa',
  '\u1100',
  '\u1161',

  'con',
  'PRN',
  'Aux',
  'NUL',
  'com1',
  'COM\u00b9',
  'lpt\u00b2',
  'LPT\u00b3',
  'CONIN$',
  'CLOCK$',
  'nul.',
  'con .x',

  'desktop.ini',
  'Thumbs.db',
  'autorun.inf',
  '.DS_Store',
  'folder.htt',
  'gallery.json',
  'gallery.json.7.part',
  '.part',

  '.jpg',
  '.exe',
  '.lnk',
  '.app',
  '.tar.gz',
  '$(rm -rf ~)',
  "'; DROP TABLE",
  '<script>',
  '{title}',
  '\u957f',
  '\ud83d\udc69\u200d\ud83d\ude80',
  'x',
)
const text = fc.oneof(
  fc.array(nasty, { maxLength: 10 }).map((pieces) => pieces.join('')),
  fc.array(nasty, { minLength: 80, maxLength: 200 }).map((pieces) => pieces.join('')),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units)),
)
const fields = fc.record({
  title: text,
  id: fc.option(text),
  host: text,
  artist: text,
  filename: text,
  num: fc.integer({ min: 1, max: 100_000 }),
})
const folderTemplate = fc.constantFrom(
  '{title}',
  '{host}/{title} [{id}]',
  '../{title}/..',
  '/{artist}/{title}',
  '{artist}{title}',
  '{artist:>99}/{id|title}',
  'C:/{title}/NUL',
  `${'{title}/'.repeat(37)}{id}`,
)
const fileTemplate = fc.constantFrom(
  '{filename}.{extension}',
  '{num:>03} {filename}.{extension}',
  '{filename}',
  '../{title}/{filename}',
  '.{filename}',
  'gallery.json',
  'con.{extension}',
  '{filename}.part',
)
const extension = fc.constantFrom('jpg', 'png', 'webp', 'gif', 'avif', 'jxl', 'svg')

const device = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/i
const magic = /^(?:desktop\.ini|thumbs\.db|ehthumbs\.db|autorun\.inf|\.ds_store|folder\.htt|gallery\.json)$/i

/** What every name has to be. */
function expectSafe(name: string): void {
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
  expect(name.length).toBeLessThanOrEqual(255)
  expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u)
  expect(name).not.toMatch(/^[. ]|[. ]$|^$/)
  expect(name).not.toMatch(/\.part$/i)
  expect(name).not.toMatch(device)
  expect(name).not.toMatch(magic)
  expect(name.normalize('NFC')).toBe(name)
}

const roots = [
  [posix, '/home/a/Pictures'],
  [win32, 'C:\\Users\\a\\Pictures'],
  [win32, '\\\\server\\share\\a'],
] as const

/** Whether a path of these segments lies below its root, on every system. */
function expectBelow(segments: readonly string[]): void {
  for (const [path, root] of roots) {
    const way = path.relative(root, path.join(root, ...segments))
    expect(way.split(path.sep)).toEqual(segments)
  }
}

describe('names of any text of a site', () => {
  it('lead to a folder below the root that every system takes', () => {
    fc.assert(
      fc.property(folderTemplate, fields, fc.integer({ min: 1, max: 10_000 }), (template, given, copy) => {
        const segments = folderSegments(template, given)
        const own = numberedName(segments.at(-1) ?? '', copy)
        const path = [...segments.slice(0, -1), own]
        expectBelow(path)
        for (const segment of path) expectSafe(segment)
        expect(Buffer.byteLength(path.join('/'))).toBeLessThanOrEqual(712)
        expect(own.endsWith(copy > 1 ? ` (${copy})` : '')).toBe(true)
        // A folder's name that is named again stays: the same gallery finds its folder.
        expect(folderSegments('{title}', { title: segments.at(-1) })).toEqual(segments.slice(-1))
      }),
      seeded,
    )
  })

  it('lead to a file that ends as its bytes say, also as a copy, and leaves room for its partial name', () => {
    fc.assert(
      fc.property(
        fileTemplate,
        fields,
        extension,
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom('', 'php', 'JPEG', 'exe'),
        (template, given, type, copy, claimed) => {
          const wanted = fileName({ template, fields: given, extension: claimed })
          expectSafe(wanted)
          const typed = withExtension(wanted, type)
          const name = withNumber(typed, copy)
          expectSafe(typed)
          expectSafe(name)
          expectBelow([name])
          expect(name.endsWith(`${copy > 1 ? ` (${copy})` : ''}.${type}`)).toBe(true)
          expect(withExtension(typed, type)).toBe(typed)
          const part = partName(name, '0123456789ab', 2 ** 53 - 1)
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255)
          expect(part).toMatch(/\.0123456789ab-9007199254740991\.part$/)
          expectBelow([part])
          expect(part).not.toBe(recordPartName(7 as never, '0123456789ab'))
        },
      ),
      seeded,
    )
  })

  it('are cut without becoming one: texts that differ at their ends only stay apart', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 80, maxLength: 120 }), (pieces) => {
        const long = `${pieces.join('')}${'z'.repeat(300)}`
        const [a, b] = ['1', '2'].map((end) => withExtension(`${long}${end}`, 'jpg'))
        expect(a).not.toBe(b)
      }),
      { ...seeded, numRuns: 60 },
    )
  })

  it('count as one where a file system may take two for one', () => {
    fc.assert(
      fc.property(text, (given) => {
        const name = withExtension(given, 'jpg')
        expect(caseKey(name.normalize('NFD'))).toBe(caseKey(name))
        expect(caseKey(name.toUpperCase())).toBe(caseKey(name))
        expect(caseKey(name.toLowerCase())).toBe(caseKey(name))
      }),
      seeded,
    )
  })
})
