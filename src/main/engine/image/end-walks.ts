import { asciiOf, seek, skip, take, viewOf, type Walk } from './walk'

/** PNG: chunks up to IEND (PNG, Third Edition §5.3, §11.2.5). Check sums are not computed. */
export function* pngWalk(): Walk {
  yield* skip(8)
  for (;;) {
    const head = yield* take(8)
    const length = viewOf(head).getUint32(0)
    const type = asciiOf(head, 4, 8)
    if (length > 0x7fffffff || !/^[A-Za-z]{4}$/.test(type)) return false
    yield* skip(length + 3)
    yield* take(1)
    if (type === 'IEND') return true
  }
}

/** Markers without a length: TEM and the restart markers. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
}

/**
 * JPEG: segments and scans up to EOI (ITU-T T.81 annex B). A thumbnail's EOI inside of a segment is passed over with
 * the segment; padding and further images (MPF) may follow.
 */
export function* jpegWalk(): Walk {
  yield* skip(2)
  for (;;) {
    // 0 is a stuffed byte of a scan: a large picture has millions of them.
    yield* seek(0xff, 0)
    let marker = 0xff
    while (marker === 0xff) marker = (yield* take(1))[0] ?? 0
    if (marker === 0xd9) return true
    // 0 is a stuffed byte of a scan, whose data is sought through like everything between two markers.
    if (marker === 0 || standsAlone(marker)) continue
    const length = viewOf(yield* take(2)).getUint16(0)
    if (length < 2) return false
    yield* skip(length - 2)
  }
}

function colourTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1)
}

/** GIF: blocks up to the trailer (GIF89a §15 to §27). */
export function* gifWalk(): Walk {
  const screen = yield* take(13)
  yield* skip(colourTableBytes(screen[10] ?? 0))
  for (;;) {
    const [introducer] = yield* take(1)
    if (introducer === 0x3b) return true
    if (introducer === 0x21) yield* skip(1)
    else if (introducer === 0x2c) {
      const image = yield* take(9)
      yield* skip(colourTableBytes(image[8] ?? 0) + 1)
    } else if (introducer === 0) {
      // Some writers put a stray terminator between blocks; decoders pass over it.
      continue
    } else return false
    for (let length = (yield* take(1))[0] ?? 0; length > 0; length = (yield* take(1))[0] ?? 0)
      yield* skip(length)
  }
}
