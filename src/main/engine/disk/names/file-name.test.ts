import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  caseKey,
  cutExtension,
  fileName,
  folderSegments,
  numberedName,
  safeName,
  withExtension,
  withNumber,
} from './file-name'

function safe(text: string, keepEnd?: string): string {
  return safeName(text, keepEnd === undefined ? { fallback: 'image' } : { keepEnd, fallback: 'image' })
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

describe('safeName', () => {
  it.each([
    ['a/b:c', 'a_b_c'],
    ['a<>"|?*\\b', 'a_b'],
    ['_a_', '_a_'],
    ['What? No!', 'What_ No!'],
    ['What?', 'What'],
    ['a\tb\r\nc\u00a0d\u3000e', 'a b c d e'],
    ['a\0\u0007\u0085b', 'ab'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['a\u200b\u200d\u2060\ufeff\u00adb', 'ab'],
    ['\ud800a\udc00', 'a'],
    ['👩‍🚀 crew', '👩‍🚀 crew'],
    ['e\u0301', '\u00e9'],
    ['e\u200b\u0301', '\u00e9'],
    ['..hidden. .', 'hidden'],
    ['  spaced  out ', 'spaced out'],
    ['.', 'image'],
    ['..', 'image'],
    ['...', 'image'],
    ['', 'image'],
    [' \u200b ', 'image'],
    ['../../etc/passwd', 'etc_passwd'],
    ['C:\\Windows', 'C_Windows'],
    ['\\\\server\\share', 'server_share'],
    ['file.txt:stream', 'file.txt_stream'],
    ['con', '_con'],
    ['CON.tar.gz', '_CON.tar.gz'],
    ['Nul .txt', '_Nul .txt'],
    ['COM0', '_COM0'],
    ['com¹', '_com¹'],
    ['LPT³.x', '_LPT³.x'],
    ['CONIN$', '_CONIN$'],
    ['console', 'console'],
    ['com10', 'com10'],
    ['desktop.ini', '_desktop.ini'],
    ['Thumbs.db', '_Thumbs.db'],
    ['gallery.json', '_gallery.json'],
    ['Paint.app', 'Paint_app'],
    ['Panel.{21EC2020-3AEA-1069-A2DD-08002B30309D}', 'Panel_{21EC2020-3AEA-1069-A2DD-08002B30309D}'],
  ])('%j becomes %j', (text, name) => {
    expect(safe(text)).toBe(name)
  })

  it('takes the fallback when nothing is left, and its own word when that is nothing either', () => {
    expect(safeName('???', { fallback: 'a/b' })).toBe('a_b')
    expect(safeName('???', { keepEnd: '.jpg', fallback: '...' })).toBe('untitled.jpg')
  })

  it.each([
    ['photo', '.jpg', 'photo.jpg'],
    ['photo.jpg', '.jpg', 'photo.jpg'],
    ['photo.JPG', '.jpg', 'photo.jpg'],
    ['photo. ', '.jpg', 'photo.jpg'],
    ['con', '.jpg', '_con.jpg'],
    ['.jpg', '.jpg', 'image.jpg'],
    ['photo', ' (2).jpg', 'photo (2).jpg'],
    ['photo', './..', 'photo'],
    ['\u1100', '\u1161', '\u1100.\u1161'],
  ])('%j with the end %j becomes %j', (text, keepEnd, name) => {
    expect(safe(text, keepEnd)).toBe(name)
  })

  it('cuts between characters, keeps the end, and distinguishes long names by a hash', () => {
    const family = '👨‍👩‍👧‍👦'
    const name = safe(family.repeat(30), ' (2).jpg')
    expect(name).toMatch(/^(?:👨‍👩‍👧‍👦)+_[0-9a-f]{8} \(2\)\.jpg$/u)
    expect(bytesOf(name)).toBeLessThanOrEqual(250)
    expect(bytesOf(name) + bytesOf(family)).toBeGreaterThan(250)
    expect(safe(`${'a'.repeat(236)}q\u0308${'b'.repeat(50)}`, '.jpg')).toMatch(/^a+_[0-9a-f]{8}\.jpg$/)
    const long = '长'.repeat(200)
    expect(safe(`${long}1`, '.jpg')).not.toBe(safe(`${long}2`, '.jpg'))
    expect(safe('a'.repeat(246), '.jpg')).toBe(`${'a'.repeat(246)}.jpg`)
  })

  it('ends on a text of a megabyte', () => {
    const long = `a${'. '.repeat(500_000)}${':.'.repeat(100_000)}b`
    expect(bytesOf(safe(long, '.jpg'))).toBeLessThanOrEqual(250)
    expect(bytesOf(safe('\u0301'.repeat(500_000), '.jpg'))).toBeLessThanOrEqual(250)
  })

  it('cuts a single character that is longer than a name', () => {
    expect(bytesOf(safe(`a${'\u0301'.repeat(500)}`, '.jpg'))).toBeLessThanOrEqual(250)
  })

  it('makes a name that every system takes, of any text, and leaves it alone the second time', () => {
    const nasty = fc.constantFrom(
      '/',
      '\\',
      '.',
      ' ',
      ':',
      '\0',
      '\u202e',
      '\u200d',
      '\ud83d',
      '\ude00',
      'é',
      'e\u0301',
      '\u0338',
      '<',
      'ǖ',
      '👩‍🚀',
      '👩🏽‍🚀',
      '长',
      'con',
      'nul',
      '.jpg',
      '.app',
      '1',
      '_',
      '\u1100',
      '\u1161',
      '\ufdfa',
    )
    const text = fc.oneof(
      fc.array(nasty, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.array(nasty, { minLength: 60, maxLength: 300 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    )
    const end = fc.oneof(fc.constantFrom('', '.jpg', ' (2).webp'), text)
    fc.assert(
      fc.property(text, end, text, (given, keepEnd, fallback) => {
        const options = { keepEnd, fallback }
        const name = safeName(given, options)
        expect(name).not.toMatch(
          /[<>:"/\\|?*\p{Cc}\p{Cs}\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u,
        )
        expect(name).not.toMatch(/^[. ]|[. ]$/)
        expect(name).not.toMatch(/^(?:con|nul) *(?:\.|$)/i)
        expect(name.normalize('NFC')).toBe(name)
        expect(name.length).toBeGreaterThan(0)
        expect(bytesOf(name)).toBeLessThanOrEqual(250)
        expect(safeName(name, options)).toBe(name)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('names from templates', () => {
  it('makes a folder of each segment of the template and of no other slash', () => {
    expect(
      folderSegments('{host}/{title} [{id}]', { host: 'example.org', title: 'a/../b', id: null }),
    ).toEqual(['example.org', 'a_.._b'])
  })

  it('names a gallery without title by its id, by its host or at least somehow', () => {
    expect(folderSegments('{title}', { title: '...', id: 'a7', host: 'h' })).toEqual(['a7'])
    expect(folderSegments('{host}/{title}', { title: '', host: 'h' })).toEqual(['h', 'h'])
    expect(folderSegments('{title}/', {})).toEqual(['gallery'])
    expect(folderSegments('../{title}', { title: 'x' })).toEqual(['_', 'x'])
  })

  it('names a file by number, name and the type of its content', () => {
    const template = '{num:>03} {filename}.{extension}'
    expect(fileName({ template, fields: { num: 7, filename: 'IMG/1' }, extension: 'jpg' })).toBe(
      '007 IMG_1.jpg',
    )
    expect(fileName({ template, fields: { num: 7, filename: 'IMG' }, extension: '' })).toBe('007 IMG')
    expect(fileName({ template, fields: { num: 7 }, extension: 'png' })).toBe('007.png')
    expect(fileName({ template: 'a/{filename}', fields: { filename: 'x' }, extension: 'gif' })).toBe(
      'a_x.gif',
    )
    expect(fileName({ template: '{filename}', fields: { num: 7 }, extension: 'gif' })).toBe('7.gif')
  })

  it('numbers a name that is taken', () => {
    expect(numberedName('Title', 1)).toBe('Title')
    expect(numberedName('Title', 2)).toBe('Title (2)')
    expect(withNumber('a.b.jpg', 1)).toBe('a.b.jpg')
    expect(withNumber('a.b.jpg', 3)).toBe('a.b (3).jpg')
    expect(withNumber('noend', 3)).toBe('noend (3)')
    expect(bytesOf(withNumber(safe('x'.repeat(300), '.jpg'), 12))).toBeLessThanOrEqual(250)
  })
})

describe('cutExtension', () => {
  it.each([
    ['IMG_1.JPG', 'IMG_1', 'jpg'],
    ['a b长.png', 'a b长', 'png'],
    ['100%.gif', '100%', 'gif'],
    ['a.php', 'a', 'php'],
    ['v1.2', 'v1.2', ''],
    ['.htaccess', '.htaccess', ''],
    ['', '', ''],
  ])('%s is %j and %j', (name, stem, extension) => {
    expect(cutExtension(name)).toEqual({ stem, extension })
  })

  it('cuts any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { stem, extension } = cutExtension(text)
        expect(extension).toMatch(/^[a-z0-9]{0,5}$/)
        expect(text.startsWith(stem)).toBe(true)
      }),
    )
  })
})

describe('withExtension', () => {
  it.each([
    ['a.jpeg', 'jpg', 'a.jpg'],
    ['a.jpg', 'webp', 'a.webp'],
    ['a.php', 'png', 'a.png'],
    ['cat.png.exe', 'png', 'cat.png'],
    ['cat.png.', 'png', 'cat.png'],
    ['v1.2', 'jpg', 'v1.2.jpg'],
    ['Mr.Smith', 'jpg', 'Mr.Smith.jpg'],
    ['a', 'jpg', 'a.jpg'],
    ['clip.mov', 'mp4', 'clip.mp4'],
    ['clip.webm', 'webm', 'clip.webm'],
    ['clip.gifv', 'mp4', 'clip.mp4'],
  ])('%s with the content of %s is %s', (name, extension, whole) => {
    expect(withExtension(name, extension)).toBe(whole)
  })
})

describe('caseKey', () => {
  it.each([
    ['IMG.jpg', 'img.JPG'],
    ['\u00e9', 'E\u0301'],
    ['straße', 'STRASSE'],
    ['ΑΣ', 'ας'],
    ['ﬁ', 'FI'],
    ['\u212a', 'k'],
  ])('%s and %s may be one file', (a, b) => {
    expect(caseKey(a)).toBe(caseKey(b))
  })

  it('other names stay apart', () => {
    expect(caseKey('a1')).not.toBe(caseKey('a2'))
  })
})
