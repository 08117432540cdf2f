import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createEndCheck,
  headBytes,
  type ImageExtension,
  imageType,
  looksLikeText,
  mayBecomeImage,
} from './sniff'

function bytes(...parts: readonly (string | readonly number[] | Uint8Array)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )
}

function u32(value: number): Buffer {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(value)
  return out
}

function le32(value: number): Buffer {
  return u32(value).reverse()
}

function chunk(type: string, content: Uint8Array): Buffer {
  // The walk does not compute check sums, so any four bytes do.
  return bytes(u32(content.length), type, content, [1, 2, 3, 4])
}

function box(type: string, content: Uint8Array = new Uint8Array()): Buffer {
  return bytes(u32(content.length + 8), type, content)
}

/** A baseline JPEG of 16 × 16 pixels. */
const jpeg = Buffer.from(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSop',
    'GR8tMC0oMCUoKSgBBwcHCggKEwoKEygaFhooKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKP/A',
    'ABEIABAAEAMBEQACEQEDEQH/xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFB',
    'BhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6',
    'g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+gEAAwEB',
    'AQEBAQEBAQAAAAAAAAECAwQFBgcICQoLEQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEK',
    'FiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeo',
    'qaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/AI7WP7NYmJlS4tHQmByVVR8g',
    '6nlQNpXPVdhHWMo0U1Kjk+dpxrQtdLW6/DmVruLSv8SUW+emOlyRft6P8N6TjvZNrpdXi3azunGVk5J8k5JHMIYZLuQvb38B/eAA5c5U',
    'E8nIIOzJLDGF3MGEczijCMVClJexqK1tPdum9L3TjbVKzSXR07ezFSnK2FqLmdm4Ndd9Fe11J3XLpJSvZc/NCa3MMYjt7ZLhxDcP5kR3',
    'NuSRW43AYY/OxwcA7s42Tbkfa+I2cU6kP/JovflbfWyum90k38NV5e2pS/fez0ek1ayu9U4v7Ldm7JWVnZOLdNFy90PIRBF59uoZ1UAl',
    '49p2kEAjbt34wpBXJUMgeFcr4aS57PkqOz6JSv02cZOXpaa+zUbUrVOLi8MqiafvQbtbqmpb8rez15dFe8OWcf8A/9k=',
  ].join(''),
  'base64',
)
/** A picture whose EXIF segment holds a thumbnail, with its own end marker. */
const exif = bytes(
  jpeg.subarray(0, 2),
  [0xff, 0xe1],
  [(jpeg.length + 2) >> 8, (jpeg.length + 2) & 255],
  jpeg,
  jpeg.subarray(2),
)
const png = bytes(
  '\x89PNG\r\n\x1a\n',
  chunk('IHDR', bytes(u32(16), u32(16), [8, 6, 0, 0, 0])),
  chunk('tEXt', bytes('Comment\0IEND')),
  chunk('IDAT', deflateSync(Buffer.alloc(16 * 65, 7))),
  chunk('IEND', new Uint8Array()),
)
const gif = bytes(
  'GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff',
  [0x21, 0xfe, 3, 0x3b, 0x3b, 0x3b, 0],
  '\x21\xf9\x04\0\0\0\0\0',
  ',\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;',
)
const webp = Buffer.from('524946461a000000574542505650384c0d0000002f00000010071011118888fe0700', 'hex')
const bmp = bytes(
  'BM',
  le32(0),
  le32(0),
  le32(54),
  le32(40),
  le32(2),
  le32(2),
  [1, 0, 24, 0],
  Buffer.alloc(24),
  Buffer.alloc(16),
)
const ico = bytes('\0\0\x01\0\x01\0', [16, 16, 0, 0, 1, 0, 32, 0], le32(png.length), le32(22), png)
const avif = bytes(
  box('ftyp', bytes('avif\0\0\0\0mif1avif')),
  box('meta', Buffer.alloc(40)),
  box('mdat', Buffer.alloc(99)),
)
const heic = bytes(
  box('ftyp', bytes('mif1\0\0\0\0mif1heic')),
  box('mdat', Buffer.alloc(9)),
  box('meta', Buffer.alloc(40)),
)
const jp2 = bytes(
  '\0\0\0\x0cjP  \r\n\x87\n',
  box('ftyp', bytes('jp2 \0\0\0\0jp2 ')),
  box('jp2c', Buffer.alloc(30)),
)
const jxl = bytes('\0\0\0\x0cJXL \r\n\x87\n', box('ftyp', bytes('jxl \0\0\0\0jxl ')))
const jxlInOne = bytes(jxl, box('jxlc', Buffer.alloc(90)))
const jxlInParts = bytes(
  jxl,
  box('jxlp', bytes(u32(0), Buffer.alloc(30))),
  box('Exif', Buffer.alloc(20)),
  box('jxlp', bytes(u32(0x80000001), Buffer.alloc(30))),
)

/** A directory of a TIFF, the last one, of fields that are numbers of four bytes: tag, count, value. */
function directory(...fields: readonly (readonly [number, number, number])[]): Buffer {
  const field = ([tag, count, value]: readonly [number, number, number]) =>
    bytes(le32(tag).subarray(0, 2), [4, 0], le32(count), le32(value))
  return bytes(le32(fields.length).subarray(0, 2), ...fields.map(field), le32(0))
}

const strip = Buffer.alloc(60, 9)
const tiff = bytes('II*\0', le32(8), directory([273, 1, 38], [279, 1, 60]), strip)
/** The lists of two strips stand between directory and pixels. */
const tiffOfTwo = bytes(
  'II*\0',
  le32(8),
  directory([279, 2, 46], [273, 2, 38]),
  ...[54, 114, 60, 60].map(le32),
  strip,
  strip,
)
/** As scanners write it: the directory last. */
const tiffBackwards = bytes('II*\0', le32(68), strip, directory([273, 1, 8], [279, 1, 60]))
/** The list of two strips was passed before the directory pointed to it. */
const tiffOfPassedLists = bytes(
  'II*\0',
  le32(24),
  ...[54, 60, 1, 1].map(le32),
  directory([273, 2, 8], [279, 2, 16]),
)

const pictures: readonly (readonly [string, ImageExtension, Buffer])[] = [
  ['jpeg', 'jpg', jpeg],
  ['jpeg with a thumbnail', 'jpg', exif],
  ['png', 'png', png],
  ['gif', 'gif', gif],
  ['webp', 'webp', webp],
  ['bmp', 'bmp', bmp],
  ['icon', 'ico', ico],
  ['avif', 'avif', avif],
  ['heic', 'heic', heic],
  ['jpeg 2000', 'jp2', jp2],
  ['jpeg xl', 'jxl', jxlInOne],
  ['jpeg xl in parts', 'jxl', jxlInParts],
  ['tiff', 'tiff', tiff],
  ['tiff of two strips', 'tiff', tiffOfTwo],
  ['tiff whose directory is its end', 'tiff', tiffBackwards],
]

/** The verdict on a body that comes in chunks of `size` bytes. */
function verdict(body: Uint8Array, size: number): boolean | null {
  const type = imageType(body.subarray(0, headBytes))
  if (type === null) throw new Error('not an image')
  const check = createEndCheck(type)
  for (let at = 0; at < body.length; at += size) check.push(body.subarray(at, at + size))
  return check.isWhole()
}

describe('imageType', () => {
  const endless: typeof pictures = [
    ['jpeg xl stream', 'jxl', bytes([0xff, 0x0a, 0])],
    ['big tiff', 'tiff', bytes('II+\0', le32(8), Buffer.alloc(20))],
  ]

  it.each([...pictures, ...endless])('knows %s', (_, extension, picture) => {
    expect(imageType(picture.subarray(0, headBytes))?.extension).toBe(extension)
  })

  it.each([
    ['nothing', ''],
    ['a page', '<!DOCTYPE html><html><body><img src="a.jpg">'],
    ['a word', 'BMW is no bitmap, and this is a sentence about it.'],
    ['a document', '%PDF-1.7'],
    ['a sound in boxes', '\0\0\0\x18ftypM4A \0\0\0\0isommp42'],
    ['a sound', 'RIFF\x24\0\0\0WAVEfmt '],
    ['a cursor', '\0\0\x02\0\x01\0\x20\x20\0\0'],
    ['half a signature', '\x89PNG\r\n'],
  ])('takes %s for no image', (_, text) => {
    expect(imageType(bytes(text))).toBeNull()
  })
})

describe('mayBecomeImage', () => {
  it.each(pictures)('the first bytes of %s may', (_name, _extension, picture) => {
    for (let length = 1; imageType(picture.subarray(0, length)) === null; length += 1) {
      expect([length, mayBecomeImage(picture.subarray(0, length))]).toEqual([length, true])
    }
  })

  it.each(['', '<', '{', 'no', 'GIF88', 'RIFF\x24\0\0\0WAV', '\x89PNK', '\0\0\0\0abc'])(
    '%j may not',
    (text) => {
      expect(mayBecomeImage(bytes(text))).toBe(false)
    },
  )
})

describe('looksLikeText', () => {
  it.each(['<html>', '\ufeff<?xml', '{"error":"gone"}', 'Not found\r\n', '\x1b[0m', '图片'])(
    '%j does',
    (text) => {
      expect(looksLikeText(Buffer.from(text, 'utf8'))).toBe(true)
    },
  )

  it('UTF-16 with its mark does', () => {
    expect(looksLikeText(Buffer.from('\ufeff<html>', 'utf16le'))).toBe(true)
  })

  it.each(pictures)('%s does not', (_name, _extension, picture) => {
    expect(looksLikeText(picture.subarray(0, headBytes))).toBe(false)
  })

  it('an empty body does not', () => {
    expect(looksLikeText(new Uint8Array())).toBe(false)
  })
})

describe('createEndCheck', () => {
  it.each(pictures)('%s is whole at its end, in chunks of any size', (_name, _extension, picture) => {
    for (const size of [1, 2, 7, 64, picture.length]) expect(verdict(picture, size)).toBe(true)
  })

  it.each(pictures)('%s that breaks off anywhere is not whole', (_name, _extension, picture) => {
    for (let length = headBytes; length < picture.length; length += 1) {
      expect([length, verdict(picture.subarray(0, length), 50)]).toEqual([length, false])
    }
  })

  it.each(pictures)('bytes behind the end of %s do no harm', (_name, _extension, picture) => {
    expect(verdict(bytes(picture, Buffer.alloc(100)), 33)).toBe(true)
    expect(verdict(bytes(picture, '\r\n<!-- cached -->'), 33)).toBe(true)
  })

  it('a picture behind the picture, as cameras write it, may break off', () => {
    expect(verdict(bytes(jpeg, jpeg.subarray(0, 100)), 33)).toBe(true)
  })

  it('cannot say it of a type that has no end, and of a box up to the end of the file', () => {
    expect(verdict(bytes('II+\0', le32(8), Buffer.alloc(200)), 10)).toBeNull()
    expect(verdict(bytes([0xff, 0x0a], Buffer.alloc(200)), 10)).toBeNull()
    expect(verdict(bytes(jxl, u32(0), 'jxlc', Buffer.alloc(50)), 10)).toBeNull()
    expect(verdict(tiffOfPassedLists, 10)).toBeNull()
    const last = bytes(avif.subarray(0, avif.length - 107), u32(0), 'mdat', Buffer.alloc(50))
    expect(verdict(last, 10)).toBeNull()
  })

  it.each([
    ['a PNG chunk without a name', bytes(png.subarray(0, 33), Buffer.alloc(200))],
    ['an unknown GIF block', bytes(gif.subarray(0, 19), [0x99], gif)],
    ['a JPEG segment shorter than its length', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 1], jpeg)],
    ['a WebP of no length', bytes('RIFF\0\0\0\0WEBPVP8 ', Buffer.alloc(40))],
  ])('%s is not whole', (_, picture) => {
    expect(verdict(picture, 20)).toBe(false)
  })

  it('gives a verdict on any bytes behind a good beginning', () => {
    const start = fc.constantFrom(...pictures.map(([, , picture]) => picture.subarray(0, 40)))
    fc.assert(
      fc.property(
        start,
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 64 }),
        (head, rest, size) => {
          expect([true, false, null]).toContain(verdict(bytes(head, rest), size))
        },
      ),
    )
  })
})
