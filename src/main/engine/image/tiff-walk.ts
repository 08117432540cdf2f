import { seekTo, take, viewOf, type Walk } from './walk'

/** Bytes of a directory or a list that are looked at; no camera or scanner writes more. */
const mostBytes = 12 * 1024

/** Bytes of one value by field type, from 0 on (TIFF 6.0 §2, and the types that came later). */
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4]

/** Fields that say where pixels lie: strips and tiles (TIFF 6.0 §7, §15). */
const pixelOffsets = new Set([273, 324])
const pixelCounts = new Set([279, 325])

interface Field {
  readonly tag: number
  readonly size: number
  readonly count: number
  /** Where its values lie when they do not fit into the field. */
  readonly at: number | null
  readonly inline: Uint8Array
}

/**
 * TIFF: every directory, everything that a directory points to, and the strips or tiles of pixels.
 *
 * Parts may stand in any order and are seen once: what was passed before anything pointed to it is there, and a list of
 * pixels among that leaves it unknown (null) where they end. BigTIFF is not looked at.
 */
export function* tiffWalk(): Walk {
  const head = yield* take(8)
  const little = head[0] === 0x49
  if (viewOf(head).getUint16(2, little) !== 42) return null
  let at = 8
  let end = 8
  let isKnown = true
  for (let directory = viewOf(head).getUint32(4, little); directory !== 0; ) {
    if (directory < at) return null
    at = yield* seekTo(at, directory)
    const count = viewOf(yield* take(2)).getUint16(0, little)
    if (count === 0 || count * 12 > mostBytes) return null
    const bytes = yield* take(count * 12 + 4)
    at += 2 + bytes.length
    const fields = readFields(bytes, count, little)
    const lists = new Map<Field, readonly number[]>()
    for (const field of fields) {
      const length = field.size * field.count
      if (field.at !== null) end = Math.max(end, field.at + length)
      if (!pixelOffsets.has(field.tag) && !pixelCounts.has(field.tag)) continue
      if (field.at === null) lists.set(field, readList(field.inline, field, little))
      else if (field.at >= at && length <= mostBytes) {
        at = yield* seekTo(at, field.at)
        lists.set(field, readList(yield* take(length), field, little))
        at += length
      } else isKnown = false
    }
    const offsets = [...lists].filter(([{ tag }]) => pixelOffsets.has(tag)).flatMap(([, list]) => list)
    const counts = [...lists].filter(([{ tag }]) => pixelCounts.has(tag)).flatMap(([, list]) => list)
    for (const [index, offset] of offsets.entries()) end = Math.max(end, offset + (counts[index] ?? 0))
    directory = viewOf(bytes).getUint32(count * 12, little)
  }
  yield* seekTo(at, end)
  return isKnown ? true : null
}

/** In the order in which their values lie. */
function readFields(bytes: Uint8Array, count: number, little: boolean): readonly Field[] {
  const view = viewOf(bytes)
  return Array.from({ length: count }, (_, index): Field => {
    const at = index * 12
    const size = sizes[view.getUint16(at + 2, little)] ?? 0
    const values = view.getUint32(at + 4, little)
    const isInline = size * values <= 4
    return {
      tag: view.getUint16(at, little),
      size,
      count: values,
      at: isInline ? null : view.getUint32(at + 8, little),
      inline: bytes.subarray(at + 8, at + 12),
    }
  }).toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
}

/** Offsets and counts are whole numbers of two or four bytes. */
function readList(bytes: Uint8Array, { size, count }: Field, little: boolean): readonly number[] {
  if (size !== 2 && size !== 4) return []
  const view = viewOf(bytes)
  return Array.from({ length: count }, (_, index) =>
    size === 2 ? view.getUint16(index * 2, little) : view.getUint32(index * 4, little),
  )
}
