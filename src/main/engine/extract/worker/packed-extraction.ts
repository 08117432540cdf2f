import type { SkippedAddress } from '@shared/model/gallery'
import { createTimeSlice } from '../../async/time-slice'
import type { Extraction, FoundImage, LinkedPage } from '../extraction'

/** A list as pieces of JSON in UTF-8: their buffers move between threads, and each is read in a turn. */
type PackedList = readonly Uint8Array<ArrayBuffer>[]

/**
 * An extraction on its way between threads: a hundred thousand images as objects, or as one text, would stop the
 * receiving thread for a fifth of a second.
 */
export interface PackedExtraction extends Omit<Extraction, 'images' | 'items' | 'galleries' | 'skipped'> {
  readonly images: PackedList
  readonly items: PackedList
  readonly galleries: PackedList
  readonly skipped: PackedList
}

/** Entries of one piece. */
const perPiece = 500

function packList(list: readonly unknown[]): PackedList {
  const encoder = new TextEncoder()
  return Array.from({ length: Math.ceil(list.length / perPiece) }, (_, i) =>
    encoder.encode(JSON.stringify(list.slice(i * perPiece, (i + 1) * perPiece))),
  )
}

async function unpackList<T>(pieces: PackedList, turn: () => Promise<void>): Promise<readonly T[]> {
  const decoder = new TextDecoder()
  const list: T[] = []
  for (const piece of pieces) {
    await turn()
    for (const entry of JSON.parse(decoder.decode(piece)) as T[]) list.push(entry)
  }
  return list
}

/** Packs an extraction for the way. */
export function packExtraction({ images, items, galleries, skipped, ...rest }: Extraction): PackedExtraction {
  return {
    ...rest,
    images: packList(images),
    items: packList(items),
    galleries: packList(galleries),
    skipped: packList(skipped),
  }
}

/** The buffers that move with it. */
export function buffersOf({ images, items, galleries, skipped }: PackedExtraction): ArrayBuffer[] {
  return [images, items, galleries, skipped].flat().map(({ buffer }) => buffer)
}

/** Restores exactly what was packed, in turns; rejects with the signal's reason. */
export async function unpackExtraction(packed: PackedExtraction, signal: AbortSignal): Promise<Extraction> {
  const { images, items, galleries, skipped, ...rest } = packed
  const turn = createTimeSlice(signal)
  return {
    ...rest,
    images: await unpackList<FoundImage>(images, turn),
    items: await unpackList<LinkedPage>(items, turn),
    galleries: await unpackList<LinkedPage>(galleries, turn),
    skipped: await unpackList<SkippedAddress>(skipped, turn),
  }
}
