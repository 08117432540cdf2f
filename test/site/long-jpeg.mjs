import { createHash } from 'node:crypto'

// JPEGs of any size that pass every check and can be drawn (grey noise). A comment makes each one different, all other
// bytes are shared: a gigabyte of different pictures takes the memory of one.

/** Marker segments (ITU-T T.81, annex B): baseline, 800 x 600, one component, tables of three codes each. */
const markers = {
  start: Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  comment: Buffer.from('fffe', 'hex'),
  tables: Buffer.concat([
    Buffer.from('ffdb004300', 'hex'),
    Buffer.alloc(64, 16),
    Buffer.from('ffc0000b080258032001011100', 'hex'),
    huffmanTable(0x00, [0, 1, 2]),
    huffmanTable(0x10, [0, 1, 0x11]),
  ]),
  scan: Buffer.from('ffda0008010100003f00', 'hex'),
  end: Buffer.from('ffd9', 'hex'),
}

/**
 * One code of each length from one bit on.
 *
 * @param {number} which class and destination of the table
 * @param {readonly number[]} values
 */
function huffmanTable(which, values) {
  const lengths = Buffer.alloc(16)
  lengths.fill(1, 0, values.length)
  const length = 2 + 1 + lengths.length + values.length
  return Buffer.concat([Buffer.from([0xff, 0xc4, 0, length, which]), lengths, Buffer.from(values)])
}

/** Bytes of a shared block of entropy-coded data. */
const blockBytes = 1024 * 1024

/** Bytes without 0xff, which would begin a marker; the same in each run. */
function makeBlock() {
  const block = Buffer.allocUnsafe(blockBytes)
  let state = 0x2545f491
  for (let at = 0; at < blockBytes; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    block[at] = (state >>> 24) % 255
  }
  return block
}

const block = makeBlock()

/**
 * The parts of a picture in order.
 *
 * @param {string} name ASCII, at most 100 characters
 * @param {number} bytes length of the whole, at least 400
 * @returns {Generator<Buffer>}
 */
export function* partsOf(name, bytes) {
  const text = Buffer.from(name.padEnd(100))
  const length = Buffer.alloc(2)
  length.writeUInt16BE(text.length + 2)
  const head = Buffer.concat([markers.start, markers.comment, length, text, markers.tables, markers.scan])
  yield head
  for (let rest = bytes - head.length - markers.end.length; rest > 0; rest -= blockBytes) {
    yield rest < blockBytes ? block.subarray(0, rest) : block
  }
  yield markers.end
}

/**
 * @param {string} name
 * @param {number} bytes
 * @returns {string} SHA-256 in lower-case hexadecimal
 */
export function hashOf(name, bytes) {
  const hash = createHash('sha256')
  for (const part of partsOf(name, bytes)) hash.update(part)
  return hash.digest('hex')
}
