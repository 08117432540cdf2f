import { createHash } from 'node:crypto'

/** Bytes of a hash: among 100 million texts two are alike with a probability below 10^-22. */
export const hashBytes = 16

/**
 * The first 16 bytes of the SHA-256 of a text in UTF-8: what the seen set and the keys of records hold.
 *
 * By way of a text: each digest that is bytes has memory of its own outside of the heap, which takes three times as long.
 */
export function hashOf(text: string): Buffer {
  return Buffer.from(createHash('sha256').update(text).digest('binary').slice(0, hashBytes), 'latin1')
}
