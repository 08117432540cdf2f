/** Bytes of one piece of a comment (GIF89a §15). */
const mostInPiece = 255

/**
 * A GIF of one pixel that passes every check, told apart by its comment.
 *
 * @param {Buffer} comment
 */
export function gifWithComment(comment) {
  /** @type {Buffer[]} */
  const parts = [
    Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff', 'latin1'),
    Buffer.from([0x21, 0xfe]),
  ]
  for (let at = 0; at < comment.length; at += mostInPiece) {
    const piece = comment.subarray(at, at + mostInPiece)
    parts.push(Buffer.from([piece.length]), piece)
  }
  parts.push(Buffer.from('\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;', 'latin1'))
  return Buffer.concat(parts)
}
