import { describe, expect, it } from 'vitest'
import { makePng } from '../../../../test/site/pictures.mjs'
import { isDecodable, readPictureSize } from './dimensions'

const latin = (text: string) => Buffer.from(text, 'latin1')
const read = (bytes: Buffer) => (from: number, length: number) =>
  Promise.resolve(new Uint8Array(bytes.subarray(from, from + length)))

function png(width: number, height: number): Buffer {
  const bytes = makePng('size')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

function bmp(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(54)
  bytes.write('BM')
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  return bytes
}

/** A frame of 3 × 2 behind two profiles, fill bytes and a restart mark. */
const profile = Buffer.concat([latin('\xff\xe2\xff\xff'), Buffer.alloc(65_533, 0xff)])
const frame = latin('\xff\xff\xff\xc2\0\x11\x08\0\x02\0\x03\x03')
const jpeg = Buffer.concat([latin('\xff\xd8'), profile, profile, latin('\xff\xd0'), frame])

describe('the size that a header says', () => {
  it.each([
    ['PNG', 'image/png', png(30_000, 20_000), 30_000, 20_000],
    ['GIF', 'image/gif', latin('GIF89a\xff\xff\x02\0\0\0\0'), 65_535, 2],
    ['BMP', 'image/bmp', bmp(7, -9), 7, 9],
    ['JPEG behind its profiles', 'image/jpeg', jpeg, 3, 2],
    ['WebP VP8X', 'image/webp', latin('RIFF....WEBPVP8X....\0\0\0\0\xff\x3f\0\x01\0\0'), 16_384, 2],
    ['WebP VP8L', 'image/webp', latin('RIFF....WEBPVP8L....\x2f\x02\x40\0\0.....'), 3, 2],
    ['WebP VP8', 'image/webp', latin('RIFF....WEBPVP8 .......\x9d\x01\x2a\x03\0\x02\0'), 3, 2],
    [
      'AVIF',
      'image/avif',
      latin('....ftypavif....ispe\0\0\0\0\0\0\0\x03\0\0\0\x02ispe\0\0\0\0\0\0\x01\0\0\0\0\x02'),
      256,
      2,
    ],
  ])('%s', async (_, type, bytes, width, height) => {
    expect(await readPictureSize(type, read(bytes))).toEqual({ width, height })
  })

  it.each([
    ['image/jpeg', jpeg],
    ['image/png', png(1, 1)],
    ['image/gif', latin('GIF89a\x01\0\x01\0')],
    ['image/webp', latin('RIFF....WEBPVP8X....\0\0\0\0\0\0\0\x01\0\0')],
    ['image/bmp', bmp(1, 1)],
  ])('of a %s that was cut anywhere is the same one or none', async (type, bytes) => {
    const whole = await readPictureSize(type, read(bytes))
    for (let length = 0; length < Math.min(bytes.length, 100); length += 1)
      expect([whole, null]).toContainEqual(await readPictureSize(type, read(bytes.subarray(0, length))))
  })

  it('is not looked for without end', async () => {
    const endless = (_from: number, length: number) =>
      Promise.resolve(new Uint8Array(latin('\xff\xe2\0\x02'.repeat(3)).subarray(0, length)))
    expect(await readPictureSize('image/jpeg', endless)).toBeNull()
    const fill = (_from: number, length: number) => Promise.resolve(new Uint8Array(length).fill(0xff))
    expect(await readPictureSize('image/jpeg', fill)).toBeNull()
  })

  it('of a type that is not shown is not read', async () => {
    expect(await readPictureSize('image/heic', read(png(1, 1)))).toBeNull()
  })
})

it.each([
  [1, 1, true],
  [16_384, 8192, true],
  [16_384, 8193, false],
  [30_000, 30_000, false],
  [65_535, 2000, true],
  [65_536, 1, false],
  [0, 100, false],
])('%i × %i pixels can be decoded: %s', (width, height, expected) => {
  expect(isDecodable({ width, height })).toBe(expected)
})
