import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  box,
  brandBox,
  clusterId,
  ebml,
  element,
  join,
  largeBox,
  lastBox,
  makeLiveWebm,
  makeMp4,
  makeWebm,
  movieBox,
  openElement,
  segmentId,
  u32,
  wideElement,
} from '../../../../test/site/videos'
import { readPictureSize } from './dimensions'
import { createEndCheck, headBytes, imageType, mayBecomeImage } from './sniff'
import { matroskaFacts, movieFacts } from './video-facts'

const clip = { width: 640, height: 360, seconds: 12 }
const index = movieBox(clip)
const media = Buffer.alloc(300, 3)
const isom = brandBox('isom', 'iso2', 'mp41')
const fragment = join(box('moof', box('mfhd', u32(0), u32(1))), box('mdat', media))
const { header, facts, tracks, time, block, cues } = ebml

const wide = join(
  header('webm'),
  wideElement(
    segmentId,
    wideElement('ec', media),
    facts(4),
    tracks(320, 180),
    wideElement(clusterId, block(9)),
  ),
)

const videos: readonly (readonly [string, string, Buffer])[] = [
  ['mp4', 'video/mp4', makeMp4('a')],
  ['mp4 with its index last', 'video/mp4', join(isom, box('mdat', media), index)],
  [
    'mp4 with 64-bit sizes',
    'video/mp4',
    join(isom, largeBox('mdat', media), largeBox('moov', index.subarray(8))),
  ],
  ['mp4 of version 1', 'video/mp4', join(isom, movieBox({ ...clip, version: 1 }), box('mdat', media))],
  [
    'mp4 in fragments',
    'video/mp4',
    join(isom, index, fragment, fragment, box('mfra', box('mfro', u32(0), u32(24)))),
  ],
  ['3gp', 'video/mp4', join(brandBox('3gp4', 'isom'), index, box('mdat', media))],
  ['m4v', 'video/x-m4v', join(brandBox('M4V ', 'M4V ', 'isom'), index, box('mdat', media))],
  ['mov', 'video/quicktime', join(brandBox('qt  ', 'qt  '), box('wide'), box('mdat', media), index)],
  ['mov without brands', 'video/quicktime', join(box('wide'), box('mdat', media), index)],
  ['mov that begins with its index', 'video/quicktime', join(index, box('mdat', media))],
  ['webm', 'video/webm', makeWebm()],
  ['webm with sizes of eight bytes', 'video/webm', wide],
  ['matroska', 'video/matroska', makeWebm('matroska')],
  [
    'webm whose clusters say no size',
    'video/webm',
    join(
      header('webm'),
      element(
        segmentId,
        facts(4),
        tracks(320, 180),
        openElement(clusterId, time(0), block(90)),
        openElement(clusterId, time(9), block(9)),
        cues(),
      ),
    ),
  ],
]

const typeOf = (video: Uint8Array) => imageType(video.subarray(0, headBytes))

function verdict(body: Uint8Array, size: number): boolean | null {
  const type = typeOf(body)
  if (type === null) throw new Error('not a video')
  const check = createEndCheck(type)
  for (let at = 0; at < body.length; at += size) check.push(body.subarray(at, at + size))
  return check.isWhole()
}

const read = (bytes: Buffer) => (from: number, length: number) =>
  Promise.resolve(new Uint8Array(bytes.subarray(from, from + length)))

describe('the type of a video', () => {
  it.each(videos)('%s is %s', (_, type, video) => {
    expect(typeOf(video)?.type).toBe(type)
    for (let length = 1; imageType(video.subarray(0, length)) === null; length += 1)
      expect([length, mayBecomeImage(video.subarray(0, length))]).toEqual([length, true])
  })

  it.each([
    ['a sound', join(brandBox('M4A ', 'isom', 'mp42'), index, box('mdat', media))],
    ['a raw picture of a camera', join(brandBox('crx ', 'isom'), box('mdat', media))],
    ['another kind of EBML', join(header('other'), element(segmentId))],
    ['EBML without a type', join('\x1aE\xdf\xa3\x84', Buffer.alloc(80))],
    ['a text with these letters', join('Let mdat be the name of a box that holds the media itself')],
  ])('%s is none', (_, file) => {
    expect(typeOf(file)).toBeNull()
  })

  it.each([
    ['avif', join(brandBox('avis', 'avif', 'isom', 'iso8'), Buffer.alloc(60))],
    ['heic', join(brandBox('heic', 'mif1', 'mp41'), Buffer.alloc(60))],
  ])('a picture of moving parts stays %s', (extension, file) => {
    expect(typeOf(file)?.extension).toBe(extension)
  })
})

describe('the end of a video', () => {
  it.each(videos)('%s is whole at its end, in chunks of any size', (_name, _type, video) => {
    for (const size of [1, 2, 7, 64, video.length]) expect(verdict(video, size)).toBe(true)
  })

  it.each(videos)('%s that breaks off anywhere is not whole', (_name, _type, video) => {
    for (let length = headBytes; length < video.length; length += 1)
      expect([length, verdict(video.subarray(0, length), 50) === true]).toEqual([length, false])
  })

  it('is unknown of what goes up to the end of the file', () => {
    expect(verdict(join(isom, index, lastBox('mdat', media)), 50)).toBeNull()
    expect(verdict(join(isom, index, fragment, fragment), 50)).toBeNull()
    expect(verdict(makeLiveWebm(), 50)).toBeNull()
    expect(verdict(makeLiveWebm().subarray(0, -1), 50)).toBe(false)
    expect(verdict(join(isom, lastBox('mdat', media)), 50)).toBe(false)
  })

  it.each([
    [
      'an index whose boxes do not fill it',
      join(isom, box('moov', u32(500), 'mvhd', Buffer.alloc(90)), box('mdat', media)),
    ],
    ['an index without a header', join(isom, box('moov', box('trak', Buffer.alloc(90))), box('mdat', media))],
    ['an index of noise', join(isom, box('moov', media), box('mdat', media))],
    ['no index', join(isom, box('mdat', media), box('free', media))],
    ['no media', join(isom, index)],
    ['zeros in the place of the index', join(isom, box('mdat', media), Buffer.alloc(index.length))],
    ['a Segment without a Cluster', join(header('webm'), element(segmentId, facts(4), tracks(1, 1), cues()))],
    [
      'a Segment without tracks',
      join(header('webm'), element(segmentId, facts(4), element(clusterId, block(9)))),
    ],
    [
      'a Cluster that is larger than its Segment',
      join(
        header('webm'),
        element(segmentId, tracks(1, 1), join(Buffer.from(clusterId, 'hex'), '\xfe')),
        block(200),
      ),
    ],
    [
      'noise among the clusters',
      join(
        header('webm'),
        element(segmentId, tracks(1, 1), element(clusterId, block(9)), Buffer.alloc(99, 0x55)),
      ),
    ],
    ['tracks of unknown size', join(header('webm'), element(segmentId, openElement('1654ae6b', media)))],
  ])('%s is damage', (_, video) => {
    expect(verdict(video, 50)).toBe(false)
  })

  it('costs a small part of the memory of a file of 200 GB', () => {
    const far = join(isom, index, u32(1), 'mdat', Buffer.from('0000003200000000', 'hex'))
    const check = createEndCheck({ extension: 'mp4', type: 'video/mp4' })
    check.push(far)
    const chunk = new Uint8Array(64 * 1024 ** 2)
    for (let at = 0; at < 40; at += 1) check.push(chunk)
    expect(check.isWhole()).toBe(false)
  })

  it('has a verdict on any bytes behind a good beginning', () => {
    const start = fc.constantFrom(...videos.map(([, , video]) => video))
    fc.assert(
      fc.property(
        start,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.uint8Array({ maxLength: 300 }),
        (video, part, rest) => {
          const body = join(
            video.subarray(0, headBytes + Math.floor((video.length - headBytes) * part)),
            rest,
          )
          expect([true, false, null]).toContain(verdict(body, 33))
        },
      ),
    )
  })
})

/** Animated pictures: several frames of one pixel. */
const frames = Buffer.alloc(40, 9)
const riff = (...chunks: Buffer[]) => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(4 + join(...chunks).length)
  return join('RIFF', size, 'WEBP', ...chunks)
}
const chunk = (type: string, content: Buffer) => join(u32(content.length), type, content, u32(0))
const frame = join('!\xf9\x04\0\x0a\0\0\0', ',\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0')
const animations: readonly (readonly [string, string, Buffer])[] = [
  [
    'gif',
    'image/gif',
    join(
      'GIF89a\x01\0\x01\0\x80\0\0',
      Buffer.alloc(6),
      '!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0',
      frame,
      frame,
      frame,
      ';',
    ),
  ],
  [
    'webp',
    'image/webp',
    riff(
      join('VP8X\x0a\0\0\0\x02\0\0\0', Buffer.alloc(6)),
      join('ANIM\x06\0\0\0', Buffer.alloc(6)),
      join('ANMF\x28\0\0\0', frames),
      join('ANMF\x28\0\0\0', frames),
    ),
  ],
  [
    'apng',
    'image/png',
    join(
      '\x89PNG\r\n\x1a\n',
      chunk('IHDR', join(u32(1), u32(1), [8, 6, 0, 0, 0])),
      chunk('acTL', Buffer.alloc(8)),
      chunk('IDAT', frames),
      chunk('fcTL', Buffer.alloc(26)),
      chunk('fdAT', frames),
      chunk('IEND', Buffer.alloc(0)),
    ),
  ],
  ['avif', 'image/avif', join(brandBox('avis', 'avis', 'msf1', 'iso8'), index, box('mdat', media))],
]

describe('an animated picture', () => {
  it.each(animations)('of %s is a picture, whole with its last frame', async (_, type, bytes) => {
    expect(typeOf(bytes)?.type).toBe(type)
    expect(verdict(bytes, 33)).toBe(true)
    for (let length = headBytes; length < bytes.length; length += 1)
      expect([length, verdict(bytes.subarray(0, length), 33)]).toEqual([length, false])
    expect(await readPictureSize(type, read(bytes))).not.toBeNull()
  })
})

describe('size and time of a video', () => {
  it.each([
    ['mp4', movieFacts, makeMp4('a'), 640, 360, 12_000],
    ['index last', movieFacts, join(isom, largeBox('mdat', media), index), 640, 360, 12_000],
    ['version 1', movieFacts, join(isom, movieBox({ ...clip, version: 1 })), 640, 360, 12_000],
    ['recorded upright', movieFacts, join(isom, movieBox({ ...clip, turned: true })), 360, 640, 12_000],
    ['of no announced time', movieFacts, join(isom, movieBox({ ...clip, seconds: 0 })), 640, 360, null],
    ['webm', matroskaFacts, makeWebm(), 320, 180, 4000],
    ['webm with sizes of eight bytes', matroskaFacts, wide, 320, 180, 4000],
    ['live webm', matroskaFacts, makeLiveWebm(), 320, 180, 4000],
  ] as const)('%s', async (_, factsOf, video, width, height, durationMs) => {
    expect(await factsOf(read(video))).toEqual({ width, height, durationMs })
  })

  it.each(videos)('of %s that was cut anywhere are the same or none', async (_name, type, video) => {
    const whole = await readPictureSize(type, read(video))
    expect(whole).not.toBeNull()
    for (let length = 0; length < video.length; length += 1) {
      const cut = await readPictureSize(type, read(video.subarray(0, length)))
      expect([length, cut === null || (cut.width === whole?.width && cut.height === whole.height)]).toEqual([
        length,
        true,
      ])
    }
  })

  it('are not looked for without end', async () => {
    let reads = 0
    const endless = (pattern: Buffer) => (_: number, length: number) => {
      reads += 1
      return Promise.resolve(new Uint8Array(pattern.subarray(0, length)))
    }
    expect(await movieFacts(endless(join(box('free'), box('free'))))).toBeNull()
    expect(await movieFacts(endless(join(u32(0x7fffffff), 'moov', Buffer.alloc(8))))).toBeNull()
    expect(await matroskaFacts(endless(join(element('ec'), Buffer.alloc(12))))).toBeNull()
    expect(reads).toBeLessThan(10_000)
  })
})
