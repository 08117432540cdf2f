import type { Failure } from './failure'

/** The version that *What's new* is about; raised with its words, at the latest when the second number of the version is. */
export const newsVersion = '0.1.0'

/** Where an update of the program stands. */
export type UpdateState =
  /** This build does not update itself: a package manager does, or no publisher gave it an address. */
  | { readonly kind: 'off' }
  /** Not asked for in this run. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  /** This version is the newest that is offered to this machine. */
  | { readonly kind: 'current' }
  | { readonly kind: 'available'; readonly version: string }
  /** `share` of its bytes that have come, 0 to 1. */
  | { readonly kind: 'downloading'; readonly version: string; readonly share: number }
  /** Downloaded and checked; it is installed when the user says so. */
  | { readonly kind: 'ready'; readonly version: string }
  /** What was offered is not what the publisher of this program has signed: it was not taken. */
  | { readonly kind: 'not-signed' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Whether a newer version may be asked for: not while one is awaited, and none that was found is given up for it. */
export function canCheck({ kind }: UpdateState): boolean {
  return kind === 'idle' || kind === 'current' || kind === 'not-signed' || kind === 'failed'
}
