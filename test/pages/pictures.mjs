import { makePicture } from '../site/pictures.mjs'
import { pngChunk, writePng } from '../site/png.mjs'

// Pictures of a given size that pass every check of completeness; the same seed gives the same bytes.

/** Bytes of a picture for each pixel: enough that originals are larger files than their thumbnails. */
const bytesPerPixel = 1 / 40

/** Bounds of a file, so that a corpus of hundreds of pictures is made in seconds. */
const [leastBytes, mostBytes] = [600, 60_000]

/**
 * The file of a picture of the corpus.
 *
 * @param {import('./site.mjs').Picture} picture
 * @returns {Buffer}
 */
export function makeFile({ type, width, height, seed }) {
  const bytes = Math.round(Math.min(mostBytes, Math.max(leastBytes, width * height * bytesPerPixel)))
  switch (type) {
    case 'image/png':
      return makeSizedPng(width, height, seed, bytes)
    case 'image/gif':
      return makeSizedGif(width, height, seed, bytes)
    case 'image/webp':
      return makeWebp(width, height, seed, bytes)
    case 'image/svg+xml':
      return makeSvg(width, height, seed)
    case 'video/mp4':
      return makeMp4(width, height, seed, bytes)
    default:
      return makeSizedJpeg(width, height, seed, bytes)
  }
}

/** @param {number} width @param {number} height @param {string} seed @param {number} bytes */
function makeSizedJpeg(width, height, seed, bytes) {
  const file = makePicture(`${seed}.jpg`, bytes)
  // The frame stands behind the comments: marker, length, precision, height, width (ITU T.81 §B.2.2).
  const frame = file.lastIndexOf(Buffer.from('ffc0000b08', 'hex'))
  file.writeUInt16BE(height, frame + 5)
  file.writeUInt16BE(width, frame + 7)
  return file
}

/** @param {number} width @param {number} height @param {string} seed @param {number} bytes */
function makeSizedGif(width, height, seed, bytes) {
  const file = makePicture(`${seed}.gif`, bytes)
  file.writeUInt16LE(width, 6)
  file.writeUInt16LE(height, 8)
  return file
}

/** A grey PNG of one bit a pixel, its noise in a text chunk. @param {number} width @param {number} height @param {string} seed @param {number} bytes */
export function makeSizedPng(width, height, seed, bytes) {
  const text = Buffer.concat([Buffer.from('Comment\0', 'latin1'), noiseOf(seed, bytes)])
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height)
  return writePng({
    width,
    height,
    depth: 1,
    colourType: 0,
    rows,
    level: 9,
    before: [pngChunk('tEXt', text)],
  })
}

/** Letters that differ with the seed. @param {string} seed @param {number} bytes */
function noiseOf(seed, bytes) {
  return Buffer.from(makePicture(`${seed}.noise`, bytes).toString('base64').slice(0, bytes), 'latin1')
}

/**
 * A lossless WebP frame of which only the header counts, its noise in a chunk behind it.
 *
 * @param {number} width
 * @param {number} height
 * @param {string} seed
 * @param {number} bytes
 */
function makeWebp(width, height, seed, bytes) {
  const frame = Buffer.from('2f00000010071011118888fe0700', 'hex')
  frame.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1)
  return riff(Buffer.concat([chunkOf('VP8L', frame), chunkOf('EXIF', noiseOf(seed, bytes & ~1))]))
}

/** @param {Buffer} chunks */
function riff(chunks) {
  return chunkOf('RIFF', Buffer.concat([Buffer.from('WEBP'), chunks]))
}

/** @param {string} name @param {Buffer} content of even length */
function chunkOf(name, content) {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

/** @param {number} width @param {number} height @param {string} seed */
function makeSvg(width, height, seed) {
  const lines = Array.from({ length: 20 }, (_, n) => `<path d="M${n} ${(n * 37) % height}H${width}"/>`).join(
    '',
  )
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${seed.replace(/[<&]/g, ' ')}</title>${lines}</svg>`,
  )
}

/**
 * A file of the ISO base media format: its type, a movie without tracks and its noise as media.
 *
 * @param {number} _width
 * @param {number} _height
 * @param {string} seed
 * @param {number} bytes
 */
function makeMp4(_width, _height, seed, bytes) {
  const header = Buffer.alloc(100)
  header.writeUInt32BE(1000, 12)
  header.writeUInt32BE(2000, 16)
  header.writeUInt32BE(0x10000, 20)
  return Buffer.concat([
    boxOf('ftyp', Buffer.from('isom\0\0\x02\0isomiso2avc1mp41', 'latin1')),
    boxOf('moov', boxOf('mvhd', header)),
    boxOf('mdat', noiseOf(seed, bytes)),
  ])
}

/** @param {string} name @param {Buffer} content */
function boxOf(name, content) {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}
