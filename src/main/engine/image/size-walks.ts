import { asciiOf, skip, take, viewOf, type Walk } from './walk'

/** WebP: as many bytes as its RIFF header announces (WebP container, RIFF file format). */
export function* webpWalk(): Walk {
  const head = yield* take(12)
  const left = viewOf(head).getUint32(4, true) - 4
  if (left < 8) return false
  yield* skip(left)
  return true
}

/**
 * BMP: as many bytes as its rows take, for pictures without compression; the size in its header is often wrong there.
 * Compressed ones are as long as the header says, if it says something.
 */
export function* bmpWalk(): Walk {
  const head = viewOf(yield* take(34))
  const announced = head.getUint32(2, true)
  const pixelsAt = head.getUint32(10, true)
  if (head.getUint32(14, true) < 40) return null
  const compression = head.getUint32(30, true)
  const isPlain = compression === 0 || compression === 3
  const row = Math.ceil((Math.abs(head.getInt32(18, true)) * head.getUint16(28, true)) / 32) * 4
  const bytes = isPlain ? pixelsAt + row * Math.abs(head.getInt32(22, true)) : announced
  if (bytes <= 34) return null
  yield* skip(bytes - 34)
  return true
}

/** ICO: up to the end of the picture that its directory puts last. */
export function* iconWalk(): Walk {
  const count = viewOf(yield* take(6)).getUint16(4, true)
  const entries = viewOf(yield* take(count * 16))
  let end = 0
  for (let at = 0; at < count * 16; at += 16) {
    end = Math.max(end, entries.getUint32(at + 8, true) + entries.getUint32(at + 12, true))
  }
  const read = 6 + count * 16
  if (end <= read) return false
  yield* skip(end - read)
  return true
}

/**
 * ISO base media files (AVIF, HEIC, JPEG 2000): whole boxes, among them one of each group of `needed` (ISO/IEC
 * 14496-12 §4.2).
 *
 * A last box that says "up to the end of the file" leaves it unknown whether the file ended too early.
 */
export function* boxWalk(needed: readonly (readonly string[])[]): Walk {
  const missing = new Set(needed)
  const found = (type: string) => {
    for (const group of missing) if (group.includes(type)) missing.delete(group)
  }
  for (;;) {
    const head = yield* take(8, missing.size === 0)
    const size = viewOf(head).getUint32(0)
    const type = asciiOf(head, 4, 8)
    // Padding or a server's remark behind the last box is no box.
    if (!/^[a-z0-9 \xa9]{4}$/i.test(type)) return missing.size === 0
    if (size === 0) {
      found(type)
      return missing.size === 0 ? null : false
    }
    if (size === 1) {
      const large = Number(viewOf(yield* take(8)).getBigUint64(0))
      if (large < 16) return false
      yield* skip(large - 16)
    } else if (size < 8) return missing.size === 0
    else yield* skip(size - 8)
    found(type)
  }
}

/**
 * JPEG XL in its container: boxes up to the one that ends the codestream, `jxlc` or the `jxlp` that says so (ISO/IEC
 * 18181-2 §9). A bare codestream has neither length nor mark.
 */
export function* jxlWalk(): Walk {
  if ((yield* take(2))[0] === 0xff) return null
  yield* skip(10)
  for (let isWhole = false; ; ) {
    const head = yield* take(8, isWhole)
    const size = viewOf(head).getUint32(0)
    const type = asciiOf(head, 4, 8)
    if (isWhole && !/^[a-z0-9 ]{4}$/i.test(type)) return true
    if (size === 0) return null
    let left = size - 8
    if (size === 1) left = Number(viewOf(yield* take(8)).getBigUint64(0)) - 16
    if (left < 0) return isWhole
    let isLast = type === 'jxlc'
    if (type === 'jxlp' && left >= 4) {
      isLast = ((yield* take(4))[0] ?? 0) >= 0x80
      left -= 4
    }
    yield* skip(left)
    isWhole ||= isLast
  }
}
