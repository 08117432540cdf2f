/** Bytes of every character of two bytes, found by reading them. */
const table = new Map()

/**
 * A text as GBK; fails for characters that it does not have.
 *
 * @param {string} text
 */
export function encodeGbk(text) {
  if (table.size === 0) fill()
  const bytes = Array.from(text).flatMap((character) => {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) return [code]
    const pair = table.get(character)
    if (pair === undefined) throw new Error(`GBK has no ${character}`)
    return pair
  })
  return Buffer.from(bytes)
}

function fill() {
  const decoder = new TextDecoder('gbk')
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const character = decoder.decode(new Uint8Array([lead, trail]))
      if (!character.includes('\ufffd') && !table.has(character)) table.set(character, [lead, trail])
    }
  }
}
