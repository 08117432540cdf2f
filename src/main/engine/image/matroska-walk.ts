import { type Step, skip, take, type Walk } from './walk'

/** Element ids with their length mark (RFC 9559 §5.1). */
const ids = {
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  void: 0xec,
  checkSum: 0xbf,
} as const

/** What may stand in a Segment: SeekHead, Info, Tracks, Cluster, Cues, Attachments, Chapters, Tags. */
const inSegment = new Set([
  0x114d9b74,
  0x1549a966,
  ids.tracks,
  ids.cluster,
  0x1c53bb6b,
  0x1941a469,
  0x1043a770,
  0x1254c367,
  ids.void,
  ids.checkSum,
])

/** What may stand in a Cluster besides: Timestamp, SilentTracks, Position, PrevSize, SimpleBlock, BlockGroup, EncryptedBlock. */
const inCluster = new Set([0xe7, 0x5854, 0xa7, 0xab, 0xa3, 0xa0, 0xaf])

interface ElementHead {
  readonly id: number
  /** Bytes of the header itself. */
  readonly head: number
  /** Bytes of its data; null: unknown. */
  readonly size: number | null
}

/** Bytes of a variable-size integer by its first byte, more than 8 for none (RFC 8794 §4). */
function vintLength(first: number): number {
  return Math.clz32(first) - 23
}

/** The header of an element (RFC 8794 §5, §6); null for what is none. */
function* elementHead(atEnd: boolean | null): Generator<Step, ElementHead | null, Uint8Array> {
  const [first = 0] = yield* take(1, atEnd)
  const idLength = vintLength(first)
  if (idLength > 4) return null
  let id = first
  if (idLength > 1) for (const byte of yield* take(idLength - 1)) id = id * 256 + byte
  const [begin = 0] = yield* take(1)
  const sizeLength = vintLength(begin)
  if (sizeLength > 8) return null
  const most = 2 ** (8 - sizeLength) - 1
  let size = begin & most
  let isUnknown = size === most
  if (sizeLength > 1) {
    for (const byte of yield* take(sizeLength - 1)) {
      size = size * 256 + byte
      isUnknown &&= byte === 0xff
    }
  }
  return { id, head: idLength + sizeLength, size: isUnknown ? null : size }
}

/**
 * WebM and Matroska: the header, then one Segment of whole elements with tracks and at least one Cluster (RFC 9559).
 *
 * Segment and Cluster may be of unknown size, as they are recorded (RFC 8794 §6.2): such a Cluster ends where the next
 * element of the Segment begins, such a Segment with the file, which leaves it unknown whether the file ended too early.
 */
export function* matroskaWalk(): Walk {
  const header = yield* elementHead(false)
  if (header?.size == null) return false
  yield* skip(header.size)
  let segment = yield* elementHead(false)
  while (segment?.size != null && (segment.id === ids.void || segment.id === ids.checkSum)) {
    yield* skip(segment.size)
    segment = yield* elementHead(false)
  }
  if (segment?.id !== ids.segment) return false
  return yield* segmentWalk(segment.size)
}

function* segmentWalk(size: number | null): Walk {
  let left = size ?? Infinity
  let hasTracks = false
  let hasCluster = false
  let isClusterOpen = false
  while (left > 0) {
    const element: ElementHead | null = yield* elementHead(
      hasTracks && hasCluster && size === null ? null : false,
    )
    if (element === null) return false
    const id: number = element.id
    const { head, size: bytes }: ElementHead = element
    if (!inSegment.has(id) && !(isClusterOpen && inCluster.has(id))) return false
    if (id === ids.cluster) isClusterOpen = bytes === null
    else if (bytes === null) return false
    if (head + (bytes ?? 0) > left) return false
    yield* skip(bytes ?? 0)
    left -= head + (bytes ?? 0)
    hasTracks ||= id === ids.tracks
    hasCluster ||= id === ids.cluster
  }
  return hasTracks && hasCluster
}
