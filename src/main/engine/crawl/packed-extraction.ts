import type { Extraction } from './extraction'

/**
 * An extraction on its way between threads: a hundred thousand images as objects would stop the receiving thread for
 * a fifth of a second, as one text for some milliseconds.
 */
export interface PackedExtraction extends Omit<Extraction, 'images'> {
  /** One a line: addresses hold no line breaks. */
  readonly addresses: string
  /** Alternatives by index of their image; images without any are absent. */
  readonly alternatives: ReadonlyMap<number, readonly string[]>
}

/** Packs an extraction for the way. */
export function packExtraction({ images, ...rest }: Extraction): PackedExtraction {
  const alternatives = images.flatMap((image, i) =>
    image.alternatives.length > 0 ? [[i, image.alternatives] as const] : [],
  )
  return {
    ...rest,
    addresses: images.map(({ address }) => address).join('\n'),
    alternatives: new Map(alternatives),
  }
}

const none: readonly string[] = []

/** Restores exactly what was packed. */
export function unpackExtraction({ addresses, alternatives, ...rest }: PackedExtraction): Extraction {
  const list = addresses === '' ? [] : addresses.split('\n')
  return {
    ...rest,
    images: list.map((address, i) => ({ address, alternatives: alternatives.get(i) ?? none })),
  }
}
