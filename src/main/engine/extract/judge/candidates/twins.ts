import type { Candidate } from './candidate'

/** A link in words to a version of a picture that is shown is no picture of its own. */
export function withoutTwins(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.every(({ shown }) => shown !== 'text-link')) return candidates
  const known = new Set(
    candidates.flatMap(({ versions, shown, address }) =>
      shown === 'image' ? [address, ...(versions?.alternatives ?? [])] : [],
    ),
  )
  return candidates.filter(({ shown, address }) => shown !== 'text-link' || !known.has(address))
}
