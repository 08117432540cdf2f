import { createHash } from 'node:crypto'

/** Bytes of a hash: among 100 million texts two are alike with a probability below 10^-22. */
export const hashBytes = 16

/** The first 16 bytes of the SHA-256 of a text in UTF-8: what the seen set and the keys of records hold. */
export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, hashBytes)
}
