import { asciiOf, type Step, skip, take, viewOf, type Walk } from './walk'

/** Names of boxes; `©` begins those of QuickTime's texts. */
const boxName = /^[a-z0-9 \xa9]{4}$/i

interface BoxHead {
  readonly type: string
  /** Bytes of the header itself. */
  readonly head: number
  /** Bytes that follow; null: up to the end of the file. */
  readonly left: number | null
}

/** The header of a box (ISO/IEC 14496-12 §4.2); null for what is none, such as padding. */
function* boxHead(atEnd: boolean | null): Generator<Step, BoxHead | null, Uint8Array> {
  const bytes = yield* take(8, atEnd)
  const size = viewOf(bytes).getUint32(0)
  const type = asciiOf(bytes, 4, 8)
  if (!boxName.test(type)) return null
  if (size === 0) return { type, head: 8, left: null }
  if (size !== 1) return size < 8 ? null : { type, head: 8, left: size - 8 }
  const large = Number(viewOf(yield* take(8)).getBigUint64(0))
  return large < 16 ? null : { type, head: 16, left: large - 16 }
}

/** Passes the index of a movie by; returns whether its boxes fill it exactly and a header is among them. */
function* indexWalk(bytes: number): Generator<Step, boolean, Uint8Array> {
  let hasHeader = false
  for (let left = bytes; left > 0; ) {
    if (left < 8) {
      // QuickTime ends a list of boxes with four zero bytes.
      yield* skip(left)
      return hasHeader
    }
    const inner = yield* boxHead(false)
    if (inner?.left == null || inner.head + inner.left > left) return false
    hasHeader ||= inner.type === 'mvhd' || inner.type === 'cmov'
    yield* skip(inner.left)
    left -= inner.head + inner.left
  }
  return hasHeader
}

/**
 * MP4, M4V and QuickTime: whole boxes up to the end, among them the index (`moov`) and the media (`mdat`), in any order
 * (ISO/IEC 14496-12 §4.2, §8.1.1, §8.2.1).
 *
 * A last box that says "up to the end of the file", and fragments (`moof`) without the list that ends them (`mfra`), leave
 * it unknown whether the file ended too early.
 */
export function* movieWalk(): Walk {
  const seen = new Set<string>()
  const isWhole = () => {
    if (!seen.has('moov') || !seen.has('mdat')) return false
    return seen.has('moof') && !seen.has('mfra') ? null : true
  }
  for (;;) {
    const box = yield* boxHead(isWhole())
    // Padding or a server's remark behind the last box is no box.
    if (box === null) return isWhole()
    if (['moov', 'mdat', 'moof', 'mfra'].includes(box.type)) seen.add(box.type)
    if (box.left === null) return isWhole() === false ? false : null
    if (box.type !== 'moov') yield* skip(box.left)
    else if (!(yield* indexWalk(box.left))) return false
  }
}
